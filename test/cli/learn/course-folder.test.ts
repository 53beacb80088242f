import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { courseFolder, exerciseFile, givenText, readExercise } from "../../../cli/learn/course-folder.ts";
import { PACKAGE_ROOT } from "../../../cli/root.ts";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tidemark-course-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the learner's folder", () => {
  it("is the checkout's own where the learner works in it", () => {
    expect(courseFolder(join(PACKAGE_ROOT, "exercises"))).toEqual({
      path: join(PACKAGE_ROOT, "exercises"),
      isNew: false,
    });
  });

  it("is a copy in any other folder, with what an exercise imports and without its solution", () => {
    const course = courseFolder(folder);
    expect(course).toEqual({ path: join(folder, "tidemark-exercises"), isNew: true });
    for (const { name } of EXERCISES) {
      expect(readExercise(course, name)).toBe(givenText(name));
      expect(existsSync(join(course.path, name, "README.zh.md"))).toBe(true);
      expect(existsSync(join(course.path, name, "solution.ts"))).toBe(false);
    }
    expect(existsSync(join(course.path, "taxi", "ride.ts"))).toBe(true);
    expect(existsSync(join(course.path, "course", "missing-solution.ts"))).toBe(true);
  });

  it("leaves alone what the learner has written", () => {
    const [{ name }] = EXERCISES;
    const course = courseFolder(folder);
    writeFileSync(exerciseFile(course, name), "mine");
    expect(courseFolder(folder).isNew).toBe(false);
    expect(readFileSync(exerciseFile(course, name), "utf8")).toBe("mine");
  });

  it("does not bring back a file that the learner took away, and says how to", () => {
    const [{ name }] = EXERCISES;
    const course = courseFolder(folder);
    rmSync(exerciseFile(course, name));
    expect(() => readExercise(courseFolder(folder), name)).toThrow(`tidemark learn reset ${name}`);
  });

  it("is never the package's own in node_modules", () => {
    const inside = join(PACKAGE_ROOT, "node_modules", ".tidemark-course-test");
    mkdirSync(inside);
    try {
      expect(courseFolder(inside).path).toBe(join(inside, "tidemark-exercises"));
    } finally {
      rmSync(inside, { recursive: true });
    }
  });
});
