import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PURPOSES, packageNameFor } from "../../cli/init/project.ts";
import { checkTarget, writeProject } from "../../cli/init/target.ts";
import { inFolder, tidemark } from "./command.ts";

describe("tidemark init", () => {
  test("makes the folder, and a project whose every file it names", () =>
    inFolder(async (folder) => {
      const target = join(folder, "a", "my job");
      const { code, stdout, stderr } = await tidemark("init", target);
      expect([code, stderr]).toEqual([0, ""]);
      const files = readdirSync(target, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
      expect(files).toHaveLength(Object.keys(PURPOSES).length);
      for (const path of Object.keys(PURPOSES)) {
        expect(stdout).toContain(`  ${path} `);
        expect(readFileSync(join(target, path), "utf8")).not.toMatch(/\{\{|undefined/);
      }
      expect(JSON.parse(readFileSync(join(target, "package.json"), "utf8")).dependencies.tidemark).toMatch(/^file:/);
    }));

  test("refuses a folder with something in it in one sentence, and leaves it as it was", () =>
    inFolder(async (folder) => {
      writeFileSync(join(folder, "mine.txt"), "");
      const { code, stdout, stderr } = await tidemark("init", folder);
      expect(stderr).toBe(
        `tidemark: The folder ${folder} is not empty (it has mine.txt); name a new or an empty one.\n`,
      );
      expect([code, stdout]).toEqual([2, ""]);
      expect(readdirSync(folder)).toEqual(["mine.txt"]);
    }));

  test("refuses a file", () =>
    inFolder(async (folder) => {
      const file = join(folder, "file");
      writeFileSync(file, "");
      const { code, stderr } = await tidemark("init", file);
      expect([code, stderr]).toEqual([2, `tidemark: ${file} is a file; name a new or an empty folder.\n`]);
    }));

  test("takes a folder in which only git has begun", () =>
    inFolder(async (folder) => {
      mkdirSync(join(folder, ".git"));
      expect(() => checkTarget("x", folder)).not.toThrow();
    }));

  test("writes all files or none", () =>
    inFolder(async (folder) => {
      const target = join(folder, "new", "project");
      // A path below a file cannot be made.
      const files = new Map([
        ["a.txt", "a"],
        ["a.txt/b.txt", "b"],
      ]);
      expect(() => writeProject("x", target, files)).toThrow(/^The project cannot be written to x: /);
      expect(existsSync(join(folder, "new"))).toBe(false);
    }));
});

test.each([
  ["/home/me/my-job", "my-job"],
  ["/home/me/My Job", "my-job"],
  ["/home/me/潮", "my-job"],
  ["/home/me/潮 job", "job"],
  ["/home/me/tidemark", "my-job"],
])("a project in %s is called %s", (folder, name) => {
  expect(packageNameFor(folder)).toBe(name);
});
