/** Every folder of an exercise has the shape that `exercises/README.md` describes. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import type { Text } from "../../../exercises/course/exercise.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..", "exercises");
const CHINESE = /[\u4e00-\u9fff]/;

function read(name: string, file: string): string {
  return readFileSync(join(ROOT, name, file), "utf8");
}

function expectBothLanguages({ en, zh }: Text): void {
  expect(en.trim()).not.toBe("");
  expect(en).not.toMatch(CHINESE);
  expect(zh).toMatch(CHINESE);
}

it("every folder with an exercise is in the ladder", () => {
  const folders = readdirSync(ROOT).filter((name) => existsSync(join(ROOT, name, "exercise.ts.given")));
  expect(folders.sort()).toEqual(EXERCISES.map(({ name }) => name).sort());
});

for (const exercise of EXERCISES) {
  const { name } = exercise;
  describe(`the folder of ${name}`, () => {
    it("has the task in both languages, with the same parts and the same code", () => {
      const [en, zh] = [read(name, "README.md"), read(name, "README.zh.md")];
      expect(zh).toMatch(CHINESE);
      const parts = (text: string) => text.split("\n").map((line) => /^(#+|\||```|[-*] )/.exec(line)?.[0] ?? "");
      expect(parts(zh).filter((part) => part !== "")).toEqual(parts(en).filter((part) => part !== ""));
      for (const text of [en, zh]) {
        expect(text.split("\n").length).toBeLessThanOrEqual(60);
        expect(text).toContain(`tidemark learn watch ${name}`);
        expect(text).toContain("Java");
      }
    });

    it("has a discussion in both languages", () => {
      expect(read(name, "discussion.zh.md")).toMatch(CHINESE);
      expect(read(name, "discussion.md").length).toBeGreaterThan(400);
    });

    it("is given as the file to be edited, which says that nothing is written yet", () => {
      expect(read(name, "exercise.ts.given")).toBe(read(name, "exercise.ts"));
      expect(read(name, "exercise.ts")).toContain("throw new MissingSolutionError()");
    });

    it("names itself, its goal, its hints and its cases in both languages", () => {
      for (const text of [
        exercise.title,
        exercise.goal,
        ...exercise.hints,
        ...exercise.cases.map(({ title }) => title),
      ])
        expectBothLanguages(text);
      const lengths = exercise.hints.map(({ en }) => en.length);
      expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
    });

    it("has visible and hidden cases, each with a name of its own", () => {
      const ids = exercise.cases.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(exercise.cases[0].hidden).not.toBe(true);
      // After the first hidden case there is no visible one.
      const firstHidden = exercise.cases.findIndex(({ hidden }) => hidden === true);
      if (firstHidden >= 0) expect(exercise.cases.slice(firstHidden).every(({ hidden }) => hidden === true)).toBe(true);
    });

    it("explains each wrong solution in both languages, and has a file for each", () => {
      expect(exercise.wrong.length).toBeGreaterThan(0);
      for (const { mistake, lesson, caughtBy, name: file } of exercise.wrong) {
        expectBothLanguages(mistake);
        expectBothLanguages(lesson);
        expect(existsSync(join(ROOT, name, "wrong", `${file}.ts`))).toBe(true);
        expect(exercise.cases.map(({ id }) => id)).toContain(caughtBy);
      }
    });

    it("has links that lead somewhere", () => {
      for (const file of ["README.md", "README.zh.md", "discussion.md", "discussion.zh.md"])
        for (const [, target] of read(name, file).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g))
          expect(existsSync(join(ROOT, name, target))).toBe(true);
    });
  });
}
