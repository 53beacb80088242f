/** The page *TypeScript for Java people*: its blocks compile under the learner's options, run, and print what they say. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf, fileOf } from "../readme/support/blocks.ts";
import { emptyFolder, ROOT, runShown } from "../readme/support/shell.ts";

const TIMEOUT_MS = 60_000;
const TSC = join(ROOT, "node_modules", "typescript", "bin", "tsc");
const PAGES = ["docs/typescript-for-java.md", "docs/typescript-for-java.zh.md"] as const;
const [english, chinese] = PAGES.map((page) => readFileSync(join(ROOT, page), "utf8"));
const files = blocksOf(english)
  .map(fileOf)
  .filter((file) => file !== null);
const folder = emptyFolder();

beforeAll(() => {
  for (const { name, content } of files) writeFileSync(join(folder, name), content);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Lines that the code says that it prints. */
function saidBy(code: string): string[] {
  return [...code.matchAll(/\/\/=> (.*)$/gm)].map(([, line]) => line);
}

/** What begins each line that is no plain text. */
function partsOf(page: string): string[] {
  return page.split("\n").flatMap((line) => /^(#+|\||```\w*|[-*] )/.exec(line)?.[0] ?? []);
}

describe("TypeScript for Java people", () => {
  test("keeps its types", { timeout: TIMEOUT_MS }, () => {
    expect(files.length).toBeGreaterThan(3);
    const options = {
      extends: "../../tsconfig.json",
      compilerOptions: { verbatimModuleSyntax: false },
      include: ["*.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(options));
    expect(spawnSync(process.execPath, [TSC, "-p", folder], { encoding: "utf8" }).stdout).toBe("");
  });

  test.each(files.map((file) => [file.name, file] as const))("%s prints what it says", (name, { content }) => {
    const said = saidBy(content);
    expect(said.length).toBeGreaterThan(0);
    const finished = runShown(`npx tsx ${name}`, folder);
    expect(finished?.stderr).toBe("");
    expect(finished?.stdout.trimEnd().split("\n")).toEqual(said);
  });

  test("is the same page in both languages, with the same code", () => {
    expect(partsOf(chinese)).toEqual(partsOf(english));
    const codeOf = (page: string) => blocksOf(page).map(({ content }) => content.replace(/\/\/ .*$/gm, ""));
    expect(codeOf(chinese)).toEqual(codeOf(english));
  });

  test("is found from the README and from the exercises, and its own links lead somewhere", () => {
    expect(readFileSync(join(ROOT, "README.md"), "utf8")).toContain(PAGES[0]);
    expect(readFileSync(join(ROOT, "README.zh.md"), "utf8")).toContain(PAGES[1]);
    expect(readFileSync(join(ROOT, "exercises/README.md"), "utf8")).toContain(PAGES[0]);
    for (const [i, page] of [english, chinese].entries())
      for (const [, link] of page.matchAll(/\]\(([^):]+)\)/g))
        expect(existsSync(join(ROOT, dirname(PAGES[i]), link)), link).toBe(true);
  });
});
