/** Tries of a learner's file, through the compiler, the bundler and a thread, as the commands make them. */
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Attempt, attempt, knownState } from "../../../cli/learn/attempt.ts";
import { Checker } from "../../../cli/learn/checker.ts";
import { exerciseNamed } from "../../../cli/learn/course.ts";
import { type CourseFolder, courseFolder, exerciseFile } from "../../../cli/learn/course-folder.ts";
import { Progress } from "../../../cli/learn/progress-file.ts";
import { problemsIn, typeProblems } from "../../../cli/learn/type-errors.ts";
import { PACKAGE_ROOT } from "../../../cli/root.ts";

const exercise = exerciseNamed("long-ride-alerts");
const solution = readFileSync(join(PACKAGE_ROOT, "exercises", exercise.name, "solution.ts"), "utf8");
// Threads run what was built.
const checker = new Checker(pathToFileURL(join(PACKAGE_ROOT, "dist", "cli", "learn", "check-worker.js")));
let parent = "";
let folder: CourseFolder;

beforeAll(() => {
  // Below the package, so that `tidemark` is found from there.
  parent = mkdtempSync(join(PACKAGE_ROOT, "node_modules", ".tidemark-learn-"));
  folder = courseFolder(parent);
  if (folder.path === join(PACKAGE_ROOT, "exercises")) throw new Error("The test would edit the checkout.");
});
afterAll(async () => {
  await checker.close();
  rmSync(parent, { recursive: true, force: true });
});

function tryText(text: string): Promise<Attempt> {
  writeFileSync(exerciseFile(folder, exercise.name), text);
  return attempt(exercise, folder, new Progress(folder.path), checker, null);
}

describe("a try", () => {
  it("of the file as it was given is not started", async () => {
    const tried = await attempt(exercise, folder, new Progress(folder.path), checker, null);
    expect(tried.state).toBe("notStarted");
    expect(tried.report).toBeNull();
  });

  it("of a file that still throws what it was given with is not started, whatever else was changed", async () => {
    const given = readFileSync(exerciseFile(folder, exercise.name), "utf8");
    expect((await tryText(`${given}\n// mine\n`)).state).toBe("notStarted");
  });

  it("of the solution passes, and is known without being tried again", async () => {
    const tried = await tryText(solution);
    expect(tried.problems).toEqual([]);
    expect(tried.state).toBe("passing");
    expect(knownState(exercise, folder, new Progress(folder.path))).toBe("passing");
    writeFileSync(exerciseFile(folder, exercise.name), `${solution}\n`);
    expect(knownState(exercise, folder, new Progress(folder.path))).toBe("failing");
  });

  it("tells the compiler's error with its line", async () => {
    const tried = await tryText(solution.replace("firstEvent.value()", "firstEvent.valu()"));
    expect(tried.state).toBe("failing");
    expect(tried.problems[0].place).toMatch(/^exercise\.ts:\d+:\d+$/);
    expect(tried.problems[0].message).toContain("valu");
  });

  it("tells the same line where the folder is reached by a link", async () => {
    writeFileSync(exerciseFile(folder, exercise.name), solution.replace("firstEvent.value()", "firstEvent.valu()"));
    const link = join(parent, "link");
    symlinkSync(folder.path, link);
    const [{ place }] = await typeProblems(join(link, exercise.name, "exercise.ts"));
    expect(place).toMatch(/^exercise\.ts:\d+:\d+$/);
  });

  it("tells where the code threw, and the record in hand", async () => {
    const line = solution.split("\n").findIndex((text) => text.includes("this.firstEvent.value()"));
    const lines = solution.split("\n");
    lines.splice(line, 0, '    if (ride.rideId > 0) throw new Error("no ride of mine");');
    const { report, place } = await tryText(lines.join("\n"));
    expect(report?.failure?.what).toBe("threw");
    expect(report?.failure?.got).toEqual([{ en: "no ride of mine", zh: "no ride of mine" }]);
    expect(place).toBe(`exercise.ts:${line + 1}`);
    expect(report?.failure?.record).toContain('"rideId":1');
  });

  it("stops a loop that does not end", async () => {
    const endless = solution.replace("const first = ", "while (ride.rideId > 0);\n    const first = ");
    writeFileSync(exerciseFile(folder, exercise.name), endless);
    const request = {
      exercise: exercise.name,
      shown: "exercise.ts",
      path: exerciseFile(folder, exercise.name),
      budgetMs: null,
      patienceMs: 2000,
    };
    await expect(checker.try(request)).rejects.toThrow("a loop in it does not end");
    expect((await tryText(solution)).state).toBe("passing");
  });

  it("writes the failing run as a scenario that can be opened", async () => {
    const { moment } = await tryText(solution.replace("> TWO_HOURS_MS", ">= TWO_HOURS_MS"));
    expect(moment?.address).toContain("#v=1&s=long-ride-alerts");
    const scenario = JSON.parse(readFileSync(moment?.file ?? "", "utf8")) as { readonly purpose: string };
    expect(scenario.purpose).toContain("exactly-two-hours");
  });
});

it("reads the compiler's lines", () => {
  const output = "exercise.ts(3,5): error TS2551: Property 'a' is wrong.\n  It is.\nother\n";
  expect(problemsIn(output)).toEqual([{ place: "exercise.ts:3:5", message: "Property 'a' is wrong. (TS2551)" }]);
});
