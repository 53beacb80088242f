import { expect, test } from "vitest";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { readScenario } from "../../sim/scenario-file.ts";
import { simulateVerified } from "../../sim/verify.ts";

const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));
const TEACHING = ["watermark", "checkpoint", "two-phase-commit", "recovery", "checkpoint-expires"];
const names = Object.keys(SCENARIOS);
const run = (name: string, seed: number) => simulateVerified({ ...SCENARIOS[name], seed }, { programs }, { store: 2 });

test("there are the five that teach and at least eight faults", () => {
  expect(names.slice(0, 5)).toEqual(TEACHING);
  expect(names.length).toBeGreaterThanOrEqual(13);
});

test.each(names)("%s has a name, a purpose of one line, and can be written and read", (name) => {
  const scenario = SCENARIOS[name];
  expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(scenario.name).toBe(name);
  expect(scenario.purpose).toMatch(/^[A-Z].{20,110}\.$/);
  expect(readScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ ok: true, scenario });
});

/** Loses records, as Flink does. */
const LOSING = "transaction-timeout";

test.each(names.filter((name) => name !== LOSING))(
  "%s is exactly once, whatever the seed, and its faults strike",
  (name) => {
    for (const seed of [1, 2, 3]) {
      const result = run(name, seed);
      expect(result.failure).toBeNull();
      expect(result.violations).toEqual([]);
      expect(result.lineage.held).toBe(true);
      expect(result.exactlyOnce).toBe(true);
      expect(result.stats.faults.every(({ fired }) => fired)).toBe(true);
    }
  },
);

test("transaction-timeout loses what was in the transactions that timed out, and nothing else, whatever the seed", () => {
  for (const seed of [1, 2, 3]) {
    const result = run(LOSING, seed);
    expect([result.status, result.exactlyOnce]).toEqual(["FINISHED", false]);
    const lost = result.lostTransactions.reduce((sum, { prepared }) => sum + prepared.records, 0);
    expect(lost).toBeGreaterThan(0);
    expect(result.lineage.losses).toHaveLength(lost);
    expect(result.lineage.duplicates).toEqual([]);
    expect(result.stats.recordsIn - result.output("sold").length).toBe(lost);
    expect(result.stats.faults.every(({ fired }) => fired)).toBe(true);
  }
});

test.each(TEACHING)("%s is small: at most 30 records, two subtasks of an operator", (name) => {
  const result = run(name, 1);
  expect(result.stats.recordsIn).toBeLessThanOrEqual(30);
  for (const { kind, ext } of result.trace) if (kind === "vertex.def") expect(ext?.parallelism).toBeLessThanOrEqual(2);
});

test("what each scenario is about happens in it", () => {
  const kinds = (name: string) => new Set<string>(run(name, 1).trace.map(({ kind }) => kind));
  expect([...kinds("watermark")]).toEqual(expect.arrayContaining(["win.fire", "rec.late"]));
  for (const name of ["recovery", "crash-before-commit", "crash-while-writing", "silent-crash", "zombie"])
    expect([name, run(name, 1).restarts]).toEqual([name, 1]);
  expect(run("second-crash", 1).restarts).toBeGreaterThan(1);
  for (const name of ["checkpoint-expires", "lost-acknowledgement", "failing-storage"])
    expect([name, run(name, 1).stats.checkpoints.failed > 0]).toEqual([name, true]);
  for (const name of ["cut-link", "repeated-calls", "slow-task-manager", "log-outage"])
    expect([name, run(name, 1).restarts]).toEqual([name, 0]);
});

test("checkpoint-expires gives its checkpoint up within ten virtual seconds", () => {
  const failed = run("checkpoint-expires", 1).trace.filter(({ kind }) => kind === "cp.fail");
  expect(failed.map(({ ext }) => ext?.reason)).toEqual(["CHECKPOINT_EXPIRED"]);
  expect(failed[0].t).toBeLessThan(10_000_000);
});
