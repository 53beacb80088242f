/** The commands of the course as a learner types them, in a folder of his own. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { simulate } from "tidemark/sim";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Grade } from "../../../cli/learn/grade-command.ts";
import { PACKAGE_ROOT } from "../../../cli/root.ts";
import { PREDICTIONS, RUNGS } from "../../../exercises/course/all-exercises.ts";
import { type Finished, tidemarkIn } from "../command.ts";

const NAME = "long-ride-alerts";
let home = "";

beforeAll(() => {
  // Below the package, so that `tidemark` is found from there.
  home = mkdtempSync(join(PACKAGE_ROOT, "node_modules", ".tidemark-learn-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function learn(...args: readonly string[]): Promise<Finished> {
  return tidemarkIn(home, "learn", ...args);
}

const file = () => join(home, "tidemark-exercises", NAME, "exercise.ts");
const solution = readFileSync(join(PACKAGE_ROOT, "exercises", NAME, "solution.ts"), "utf8");

describe("tidemark learn", { timeout: 120_000 }, () => {
  it("makes the folder at the first call and says what to do next", async () => {
    const { code, stdout } = await learn();
    expect(stdout).toContain("Made the folder tidemark-exercises");
    expect(stdout).toContain("npx tidemark learn watch watermarks");
    expect(code).toBe(0);
    expect((await learn()).stdout).not.toContain("Made the folder");
  });

  it("lists the ladder as JSON, with nothing else beside it", async () => {
    const { rungs } = JSON.parse((await learn("list", "--json")).stdout) as { rungs: readonly unknown[] };
    expect(rungs).toEqual(RUNGS.map(({ name }, i) => ({ n: i + 1, name, state: "notStarted" })));
  });

  it.each([
    [["chek"], "did you mean check?"],
    [["check", "long-ride-alert"], "did you mean long-ride-alerts?"],
    [["hint", NAME, "--level", "4"], "has the hints 1 to 3, and no hint 4"],
    [["solution", NAME], "The solution is shown once yours passes"],
    [["break", NAME], "Solve it first"],
    [["grade", "nowhere"], "There is no folder nowhere."],
    [["new", "My Exercise"], "is no name of an exercise"],
  ])("answers %j with one sentence", async (args, sentence) => {
    const { code, stderr } = await learn(...args);
    expect(stderr.trim().split("\n").at(-1)).toContain(sentence);
    expect(code).toBe(2);
  });

  it("speaks Chinese when it is asked to", async () => {
    expect((await learn("hint", NAME, "--lang", "zh")).stdout).toContain("提示 1/3");
  });

  it("goes from not started over failing to passing, and then shows the solution and something to break", async () => {
    expect((await learn("check", NAME)).code).toBe(1);
    writeFileSync(file(), solution.replace("> TWO_HOURS_MS", ">= TWO_HOURS_MS"));
    const failing = await learn("check", NAME);
    expect(failing.stdout).toContain("case exactly-two-hours");
    expect(failing.stdout).toContain("More than two hours means > and not >=.");
    expect(failing.code).toBe(1);
    writeFileSync(file(), solution);
    const passing = await learn("check", NAME);
    expect(passing.stdout).toContain("Long ride alerts: solved.");
    expect(passing.code).toBe(0);
    expect((await learn("list")).stdout).toMatch(/✓ +\d+ +long-ride-alerts/);
    expect((await learn("solution", NAME)).stdout).toContain("what remains");
    expect((await learn("break", NAME)).stdout).toContain("long-ride-alerts-timers-come-back.scenario.json");
    expect(existsSync(join(home, "tidemark-exercises", ".moments"))).toBe(true);
  });

  it("grades submissions, each in a process that is stopped in time", async () => {
    const folders = ["ann", "bob"].map((name) => join(home, name));
    const texts = [solution, solution.replace("const first = ", "while (ride.rideId > 0);\n    const first = ")];
    for (const [i, folder] of folders.entries()) {
      mkdirSync(join(folder, NAME), { recursive: true });
      for (const shared of ["taxi", "course"])
        cpSync(join(PACKAGE_ROOT, "exercises", shared), join(folder, shared), { recursive: true });
      writeFileSync(join(folder, NAME, "exercise.ts"), texts[i]);
    }
    const { code, stdout, stderr } = await learn("grade", ...folders, "--json", "--limit", "15");
    expect(stderr).toContain("unsandboxed");
    const { grades } = JSON.parse(stdout) as { grades: readonly { exercise: string; state: string }[] };
    expect(grades.map(({ exercise }) => exercise)).toEqual([...RUNGS, ...RUNGS].map(({ name }) => name));
    const states = grades.filter(({ exercise }) => exercise === NAME).map(({ state }) => state);
    expect(states).toEqual(["passing", "stopped"]);
    expect(grades.filter(({ state }) => state === "missing")).toHaveLength(grades.length - 2);
    expect(code).toBe(1);
    expect((await learn("grade", folders[0], "--csv")).stdout.split("\r\n")[0]).toBe(
      "submission,exercise,state,failingCase,seed,misconception,error",
    );
  });

  it("grades predictions beside programs, as text, JSON and CSV", async () => {
    const [rung, untouched] = PREDICTIONS;
    const { scenario, programs, questions } = rung;
    const run = simulate(scenario, { programs }, { level: 2 });
    const right = Object.fromEntries(questions.map(({ name, answer }) => [name, answer(run)]));
    const last = questions[questions.length - 1].name;
    const folders = ["cleo", "dan"].map((name) => join(home, name));
    for (const [i, answers] of [right, { ...right, [last]: -1 }].entries()) {
      mkdirSync(join(folders[i], rung.name), { recursive: true });
      writeFileSync(join(folders[i], rung.name, "exercise.ts"), `export default ${JSON.stringify(answers)};\n`);
    }
    mkdirSync(join(folders[1], untouched.name));
    const given = join(PACKAGE_ROOT, "exercises", untouched.name, "exercise.ts.given");
    cpSync(given, join(folders[1], untouched.name, "exercise.ts"));
    const { stdout } = await learn("grade", ...folders, "--json");
    const { grades } = JSON.parse(stdout) as { grades: readonly Grade[] };
    expect(grades.map(({ submission, exercise }) => [submission, exercise])).toEqual(
      folders.flatMap((folder) => RUNGS.map(({ name }) => [folder, name])),
    );
    const told = grades.filter(({ state }) => state !== "missing");
    expect(
      told.map(({ exercise, state, failingCase, misconception }) => [exercise, state, failingCase, misconception]),
    ).toEqual([
      [rung.name, "passing", null, null],
      [rung.name, "failing", last, null],
      [untouched.name, "notStarted", null, null],
    ]);
    expect((await learn("grade", folders[1], "--csv")).stdout).toContain(`${rung.name},failing,${last},,,\r\n`);
    expect((await learn("grade", folders[1])).stdout).toMatch(new RegExp(`${rung.name} +failing: ${last}\n`));
  });

  it("begins anew and keeps what there was", async () => {
    writeFileSync(file(), "mine");
    expect((await learn("reset", NAME)).stdout).toContain("what you had is in");
    expect(readFileSync(`${file()}.mine-1`, "utf8")).toBe("mine");
    expect(readFileSync(file(), "utf8")).toContain("MissingSolutionError");
    rmSync(file());
    expect((await learn("check", NAME)).stderr).toContain(`tidemark learn reset ${NAME}`);
  });
});
