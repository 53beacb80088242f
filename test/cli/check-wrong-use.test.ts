import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { inFolder, PATIENT, tidemark } from "./command.ts";

const COPY = `import { type JobProgram, replaySource, transactionalLogSink, WatermarkStrategy } from "tidemark";

const job: JobProgram = (env) => {
  env
    .fromSource(replaySource<{ at: number }>({ input: "ticks", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0 }),
      WatermarkStrategy.noWatermarks<{ at: number }>(), "ticks")
    .map(({ at }) => { while (AT_WORK) {} return String(at); })
    .sinkTo(transactionalLogSink<string>({ log: "out" }));
  env.execute("copy");
};
export default job;
`;
const GOOD = COPY.replace("AT_WORK", "false");
const STUCK = COPY.replace("AT_WORK", "at >= 0");

const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "./job.ts" }],
  inputs: { ticks: { records: [{ at: 0 }, { at: 100 }] } },
  cluster: { taskManagers: 1, slots: 1 },
};

/** What a campaign on this job in this scenario says; the scenario may have what no scenario has. */
function checked(job: string, file: object, ...args: readonly string[]) {
  return inFolder(async (folder) => {
    writeFileSync(join(folder, "job.ts"), job);
    writeFileSync(join(folder, "s.json"), JSON.stringify(file));
    const save = ["--save", join(folder, "failures"), "--workers", "1", "--runs", "2"];
    return tidemark("check", "--scenario", join(folder, "s.json"), ...save, ...args);
  });
}

/** What was asked, and what the one sentence says. */
const REFUSED: readonly (readonly [readonly string[], RegExp])[] = [
  [["check", "two-phase-comit"], /There is no job or scenario two-phase-comit; did you mean two-phase-commit\?/],
  [["check", "no-such-job.ts"], /The job module no-such-job\.ts cannot be read: there is no such file\./],
  [["check", "--swarm", "crashs"], /There is no swarm "crashs"; did you mean crashes\?/],
  [["check", "--shard", "3/2"], /--shard.*i\/n, with i from 1 to n/],
  [["check", "--runs", "0"], /--runs.*at least 1/],
  [["check", "--src", "."], /\. is no copy of the runtime: there is no index\.ts in it\./],
  [["mutants", "--swarm", "crashs"], /There is no swarm "crashs"; did you mean crashes\?/],
];

describe.concurrent("wrong use of a campaign ends with 2 and one sentence", PATIENT, () => {
  test.each(REFUSED)("%j", async (args, sentence) => {
    const { code, stdout, stderr } = await tidemark(...args);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test.each([
    ["an unknown field", GOOD, { ...scenario, sed: 2 }, /unknown field "sed"; did you mean "seed"\?/],
    ["a property", GOOD, { ...scenario, properties: ["OUT-99"] }, /unknown field "properties"/],
    ["an impossible target", GOOD, { ...scenario, faults: ["crash:shed@1s/1s"] }, /"shed" names no machine/],
    ["a service that there is not", GOOD, { ...scenario, faults: ["crash:service=crm@1s/1s"] }, /crm/],
    ["a job that throws while it builds", 'export default () => { throw new Error("Mud."); };', scenario, /: Mud\.$/m],
    [
      "a module that throws",
      'throw new Error("Mud."); export default 1;',
      scenario,
      /loading the module failed: Mud\./,
    ],
    ["a module without a job", "export const job = 1;", scenario, /default/],
  ] as const)("%s", async (_what, job, file, sentence) => {
    const { code, stdout, stderr } = await checked(job, file);
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect([code, stdout]).toEqual([2, ""]);
  });

  test("a function that does not return", async () => {
    const { code, stdout, stderr } = await checked(STUCK, scenario, "--patience", "2");
    expect(stderr).toMatch(/^tidemark: Scenario 1 stands still for 2 s: a function of the job does not return/);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect([code, stdout]).toEqual([2, ""]);
  });
});

test("a job that fails whatever happens is a finding, with its own sentence and without a stack", PATIENT, async () => {
  const { code, stdout, stderr } = await checked(GOOD, { ...scenario, inputs: {} }, "--swarm", "calm");
  expect(stdout).toMatch(/\nFAIL-1 +A task failed of itself: The scenario has no input "ticks"\.\n/);
  expect(`${stdout}${stderr}`).not.toMatch(/\n +at /);
  expect(code).toBe(1);
});
