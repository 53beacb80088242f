/** From a clone in which nothing is installed to the first exercise it is the one command that the README names. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../../cli/root.ts";
import { RUNGS } from "../../../exercises/course/all-exercises.ts";

/** What a clone does not have, and what the command needs nothing of. */
const NOT_THERE: ReadonlySet<string> = new Set(["node_modules", "dist", ".git", "tmp", "test", "failing-cases"]);
/** In place of npm, which would ask the registry: it installs by links to what is installed here. */
const NPM = `
  const { mkdirSync, readdirSync, symlinkSync, copyFileSync } = require("node:fs");
  if (process.argv[2] !== "ci") process.exit(1);
  mkdirSync("node_modules");
  for (const name of readdirSync(${JSON.stringify(join(PACKAGE_ROOT, "node_modules"))})) {
    const from = ${JSON.stringify(join(PACKAGE_ROOT, "node_modules"))} + "/" + name;
    if (name === ".package-lock.json") copyFileSync(from, "node_modules/" + name);
    else if (name === ".bin" || !name.startsWith(".")) symlinkSync(from, "node_modules/" + name);
  }
  console.log("npm has installed");
`;

let home = "";
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "tidemark-clone-"));
  const top = (path: string) => path.slice(PACKAGE_ROOT.length + 1);
  cpSync(PACKAGE_ROOT, join(home, "clone"), {
    recursive: true,
    filter: (path) => !NOT_THERE.has(top(path)) && basename(path) !== ".progress.json",
  });
  writeFileSync(join(home, "npm.cjs"), NPM);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

it("one command installs, builds and names the first file to open", { timeout: 300_000 }, () => {
  const readme = readFileSync(join(PACKAGE_ROOT, "README.md"), "utf8");
  expect(readme).toMatch(/clone the first of these commands is all you need[^`]*/);
  const [, command] = /```sh\n(npx tidemark learn) +#/.exec(readme) ?? [];
  expect(command).toBe("npx tidemark learn");
  // In a clone npx finds the package's own command.
  const bin = join("cli", "bin", "tidemark.js");
  const { bin: declared } = JSON.parse(readFileSync(join(home, "clone", "package.json"), "utf8")) as {
    readonly bin: { readonly tidemark: string };
  };
  expect(join(declared.tidemark)).toBe(bin);
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...command.split(" ").slice(2)], {
    cwd: join(home, "clone"),
    env: { ...process.env, npm_execpath: join(home, "npm.cjs"), NO_COLOR: "1", LANG: "C" },
    encoding: "utf8",
  });
  expect(stderr).toContain("npm has installed");
  expect(status).toBe(0);
  // What is printed is the command's own.
  expect(stdout).not.toContain("npm");
  const [{ name }] = RUNGS;
  expect(stdout).toContain(join("exercises", name, "exercise.ts"));
  expect(stdout).toContain(`npx tidemark learn watch ${name}`);
});
