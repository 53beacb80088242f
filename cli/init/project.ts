/** The files of a new project, out of the templates. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { PACKAGE_ROOT } from "../root.ts";
import { dependencyOn } from "./dependency.ts";

const TEMPLATE = join(PACKAGE_ROOT, "cli", "init", "template");
const SUFFIX = ".tmpl";

/** What each file is, in the order in which one may read them. */
export const PURPOSES: Readonly<Record<string, string>> = {
  "README.md": "what is here, and where to begin",
  "jobs/orders.ts": "a job: what each shop took, second by second",
  "orders.scenario.json": "its input, its cluster, and a crash",
  "test/orders.test.ts": "a property that holds, whatever crashes",
  "jobs/broken.ts": "the same job with a sink that commits too early",
  "test/broken.test.ts": "fails for it; its report is worth reading",
  "test/start.ts": "what both properties start from",
  "vitest.config.ts": "for the tests",
  "package.json": "dependencies: tidemark, vitest, fast-check",
  "tsconfig.json": "for the editor",
  ".gitignore": "for git",
};

/** Content by path, with `/` between its parts. */
export function projectFiles(folder: string): Map<string, string> {
  const values = valuesFor(folder);
  const paths = readdirSync(TEMPLATE, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(SUFFIX));
  return new Map(
    paths.sort().map((path) => {
      const content = readFileSync(join(TEMPLATE, path), "utf8").replaceAll("\r\n", "\n");
      return [nameOf(path), content.replace(/\{\{([\w@/-]+)\}\}/g, (_, name: string) => values[name] ?? "")];
    }),
  );
}

/** A name that npm takes. */
export function packageNameFor(folder: string): string {
  const name = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return name === "" || name === "tidemark" ? "my-job" : name;
}

function valuesFor(folder: string): Readonly<Record<string, string>> {
  // This package's own description; the versions in it are those that its tests ran with.
  const { devDependencies } = JSON.parse(readFileSync(join(PACKAGE_ROOT, "package.json"), "utf8")) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return {
    name: packageNameFor(folder),
    tidemark: dependencyOn(folder),
    "@types/node": `^${devDependencies["@types/node"]}`,
    "@fast-check/vitest": `^${devDependencies["@fast-check/vitest"]}`,
    vitest: `^${devDependencies.vitest}`,
    "fast-check": `^${devDependencies["fast-check"]}`,
  };
}

/** npm leaves a `.gitignore` out of packages, hence its name here. */
function nameOf(path: string): string {
  const name = path.slice(0, -SUFFIX.length).split(sep).join("/");
  return name === "gitignore" ? ".gitignore" : name;
}
