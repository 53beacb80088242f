/** The commands of the course as a learner types them, in a folder of his own. */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PACKAGE_ROOT } from "../../../cli/root.ts";
import { RUNGS } from "../../../exercises/course/all-exercises.ts";

const COMMAND = join(PACKAGE_ROOT, "cli", "bin", "tidemark.js");
const NAME = "long-ride-alerts";
let home = "";

beforeAll(() => {
  // Below the package, so that `tidemark` is found from there.
  home = mkdtempSync(join(PACKAGE_ROOT, "node_modules", ".tidemark-learn-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

function learn(...args: readonly string[]) {
  const env = { ...process.env, NO_COLOR: "1", LANG: "C" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [COMMAND, "learn", ...args], {
    cwd: home,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const file = () => join(home, "tidemark-exercises", NAME, "exercise.ts");
const solution = readFileSync(join(PACKAGE_ROOT, "exercises", NAME, "solution.ts"), "utf8");

describe("tidemark learn", { timeout: 120_000 }, () => {
  it("makes the folder at the first call and says what to do next", () => {
    const { status, stdout } = learn();
    expect(stdout).toContain("Made the folder tidemark-exercises");
    expect(stdout).toContain("npx tidemark learn watch watermarks");
    expect(status).toBe(0);
    expect(learn().stdout).not.toContain("Made the folder");
  });

  it("lists the ladder as JSON, with nothing else beside it", () => {
    const { rungs } = JSON.parse(learn("list", "--json").stdout) as { rungs: readonly unknown[] };
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
  ])("answers %j with one sentence", (args, sentence) => {
    const { status, stderr } = learn(...args);
    expect(stderr.trim().split("\n").at(-1)).toContain(sentence);
    expect(status).toBe(2);
  });

  it("speaks Chinese when it is asked to", () => {
    expect(learn("hint", NAME, "--lang", "zh").stdout).toContain("提示 1/3");
  });

  it("goes from not started over failing to passing, and then shows the solution and something to break", () => {
    expect(learn("check", NAME).status).toBe(1);
    writeFileSync(file(), solution.replace("> TWO_HOURS_MS", ">= TWO_HOURS_MS"));
    const failing = learn("check", NAME);
    expect(failing.stdout).toContain("case exactly-two-hours");
    expect(failing.stdout).toContain("More than two hours means > and not >=.");
    expect(failing.status).toBe(1);
    writeFileSync(file(), solution);
    const passing = learn("check", NAME);
    expect(passing.stdout).toContain("Long ride alerts: solved.");
    expect(passing.status).toBe(0);
    expect(learn("list").stdout).toMatch(/✓ +\d+ +long-ride-alerts/);
    expect(learn("solution", NAME).stdout).toContain("what remains");
    expect(learn("break", NAME).stdout).toContain("long-ride-alerts-timers-come-back.scenario.json");
    expect(existsSync(join(home, "tidemark-exercises", ".moments"))).toBe(true);
  });

  it("grades submissions, each in a process that is stopped in time", () => {
    const folders = ["ann", "bob"].map((name) => join(home, name));
    const texts = [solution, solution.replace("const first = ", "while (ride.rideId > 0);\n    const first = ")];
    for (const [i, folder] of folders.entries()) {
      mkdirSync(join(folder, NAME), { recursive: true });
      for (const shared of ["taxi", "course"])
        cpSync(join(PACKAGE_ROOT, "exercises", shared), join(folder, shared), { recursive: true });
      writeFileSync(join(folder, NAME, "exercise.ts"), texts[i]);
    }
    const { status, stdout, stderr } = learn("grade", ...folders, "--json", "--limit", "6");
    expect(stderr).toContain("unsandboxed");
    const { grades } = JSON.parse(stdout) as { grades: readonly { exercise: string; state: string }[] };
    const states = grades.filter(({ exercise }) => exercise === NAME).map(({ state }) => state);
    expect(states).toEqual(["passing", "stopped"]);
    expect(grades.filter(({ state }) => state === "missing")).toHaveLength(grades.length - 2);
    expect(status).toBe(1);
    expect(learn("grade", folders[0], "--csv").stdout.split("\r\n")[0]).toBe(
      "submission,exercise,state,failingCase,seed,misconception,error",
    );
  });

  it("begins anew and keeps what there was", () => {
    writeFileSync(file(), "mine");
    expect(learn("reset", NAME).stdout).toContain("what you had is in");
    expect(readFileSync(`${file()}.mine-1`, "utf8")).toBe("mine");
    expect(readFileSync(file(), "utf8")).toContain("MissingSolutionError");
    rmSync(file());
    expect(learn("check", NAME).stderr).toContain(`tidemark learn reset ${NAME}`);
  });
});
