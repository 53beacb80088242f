import { describe, expect, test } from "vitest";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { columnsOf } from "../../sim/narrate/columns.ts";
import { PATIENT, tidemark } from "./command.ts";

const TEACHING = ["watermark", "checkpoint", "two-phase-commit", "recovery", "checkpoint-expires"];
const lines = (text: string): string[] => text.trimEnd().split("\n");

describe.concurrent("tidemark run of a scenario that teaches", PATIENT, () => {
  test.each(TEACHING)("%s: story and report on two screens of 80 x 24, the prompt included", async (name) => {
    const [{ code, stdout, stderr }, json] = await Promise.all([
      tidemark("run", name),
      tidemark("run", name, "--json"),
    ]);
    expect(lines(stdout).length).toBeLessThanOrEqual(47);
    expect(lines(stdout).filter((line) => columnsOf(line) > 80)).toEqual([]);
    expect(stdout.replace(/\s+/g, " ")).toContain(`${name}: ${SCENARIOS[name].purpose}`);
    expect(stdout).toMatch(/^ {2}\d\.\d{3} s {2}TaskManager A runs /m);
    expect(stdout).toMatch(/^Try next {4}npx tidemark run /m);
    expect([code, stderr]).toEqual([0, ""]);
    // Telling it changes nothing.
    expect(stdout).toContain(`Digest      ${JSON.parse(json.stdout).digest}`);
    expect(JSON.parse(json.stdout).job).toBe(SCENARIOS[name].programs[0].module);
  });

  test("a run that is too large to be told has a timeline instead", async () => {
    const { stdout } = await tidemark("run", "ride-cleansing");
    expect(stdout).toMatch(/^ *[\d.]+ m?s {2}cp 0 +all tasks run$/m);
    expect(stdout).not.toContain("TaskManager A runs");
    expect(lines(stdout).length).toBeLessThan(24);
  });

  test("options change a scenario as they change a job", async () => {
    const { stdout } = await tidemark("run", "recovery", "--fault", "none", "--seed", "5", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ seed: 5, faults: [], restarts: 0, job: "harbour-tolls" });
    const named = await tidemark("run", "--scenario", "recovery", "--fault", "none", "--seed", "5", "--json");
    expect(JSON.parse(named.stdout).digest).toBe(JSON.parse(stdout).digest);
  });

  test("a job runs in a scenario that is named", async () => {
    const { code, stdout } = await tidemark("run", "harbour-tolls", "--scenario", "zombie", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ job: "harbour-tolls", restarts: 1, recordsIn: 24 });
    expect(code).toBe(0);
  });
});

describe.concurrent("tidemark jobs and tidemark scenarios", PATIENT, () => {
  test.each([
    ["jobs", JOBS],
    ["scenarios", SCENARIOS],
  ])("%s --json is a list of names and purposes, %s a table of them", async (command, known) => {
    const [json, table] = await Promise.all([tidemark(command, "--json"), tidemark(command)]);
    const expected = Object.entries(known).map(([name, { purpose }]) => ({ name, purpose }));
    expect(JSON.parse(json.stdout)).toEqual(expected);
    for (const { name } of expected) expect(table.stdout).toMatch(new RegExp(`^${name} +[A-Z]`, "m"));
    expect(lines(table.stdout).filter((line) => columnsOf(line) > 80)).toEqual([]);
    expect([json.code, table.code]).toEqual([0, 0]);
  });
});
