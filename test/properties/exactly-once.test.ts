import { mkdirSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { simulateVerified } from "../../sim/verify.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { appendingBuckets, expectedOutput, type Reading, transactionalBuckets } from "../support/bucket-job.ts";
import { type Happenings, happenings, scenarios } from "./crash-scenarios.ts";
import { faultyScenarios } from "./other-faults.ts";

const RUNS = 200;
/** Any other seed has to do as well: `PROPERTY_SEED=7 npx vitest run test/properties`. */
const SEED = Number(process.env.PROPERTY_SEED ?? 20_130_101);
const PENDING = new URL("../regressions/pending/", import.meta.url);

/** What is wrong with the run, in words; empty when it was exactly once. */
function findings(scenario: Scenario, program: JobProgram): { wrong: string[]; seen: Happenings } {
  const run = simulateVerified(scenario, { programs: { buckets: program } }, { freezeMessages: true });
  const wrong: string[] = [];
  if (run.status !== "FINISHED") wrong.push(`The job ended ${run.status}: ${run.failure?.message}`);
  const input = scenario.inputs?.readings as { records: readonly Reading[] };
  for (const [log, expected] of Object.entries(expectedOutput(input.records)))
    wrong.push(...differences(log, expected, run.output(log)));
  for (const { property, message } of run.violations.slice(0, 5)) wrong.push(`${property}: ${message}`);
  for (const { log, message } of run.lineage.duplicates.slice(0, 3)) wrong.push(`lineage, ${log}: ${message}`);
  for (const { split, offset, message } of run.lineage.losses.slice(0, 3))
    wrong.push(`lineage, ${split}/${offset}: ${message}`);
  if (run.lineage.untraced > 0) wrong.push(`lineage: ${run.lineage.untraced} records were not judged`);
  if (!run.lineage.held && wrong.length === 0) wrong.push("The lineage verdict did not hold.");
  return { wrong, seen: happenings(run.trace) };
}

function differences(log: string, expected: readonly string[], actual: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of expected) counts.set(line, (counts.get(line) ?? 0) - 1);
  for (const line of actual) counts.set(line, (counts.get(line) ?? 0) + 1);
  const off = [...counts].filter(([, n]) => n !== 0);
  return off.length === 0
    ? []
    : [
        `${log}: ${off.length} lines differ, ${off
          .slice(0, 3)
          .map(([line, n]) => `${n > 0 ? "+" : ""}${n} × ${line}`)
          .join(", ")}`,
      ];
}

/** Keeps a failing scenario as a file, from which it becomes a regression test. */
function keep(scenario: Scenario): string {
  mkdirSync(PENDING, { recursive: true });
  const file = new URL(`exactly-once-${scenario.seed}.scenario.json`, PENDING);
  writeFileSync(file, `${JSON.stringify(scenario, null, 1)}\n`);
  return file.pathname;
}

/** Fails with the scenario, its reason, and the file in which it is kept. */
function report(outcome: fc.RunDetails<[Scenario]>): void {
  if (!outcome.failed) return;
  const scenario = outcome.counterexample?.[0] as Scenario;
  const { inputs: _inputs, ...short } = scenario;
  const { errorInstance } = outcome;
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  expect.fail(`${reason}\n${JSON.stringify(short, null, 1)}\nfast-check seed ${SEED}; kept as ${keep(scenario)}`);
}

test("200 random crashes leave every result there exactly once", { timeout: 300_000 }, () => {
  const count = { runs: 0, restored: 0, betweenPreCommitAndCommit: 0, duringRecovery: 0 };
  const outcome = fc.check(
    fc.property(scenarios, (scenario) => {
      const { wrong, seen } = findings(scenario, transactionalBuckets);
      count.runs++;
      if (seen.restored) count.restored++;
      if (seen.betweenPreCommitAndCommit) count.betweenPreCommitAndCommit++;
      if (seen.duringRecovery) count.duringRecovery++;
      if (wrong.length > 0) throw new Error(wrong.join("\n"));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  report(outcome);
  console.log(
    `${count.runs} scenarios: ${count.restored} restored from a checkpoint, ${count.betweenPreCommitAndCommit} crashed between ` +
      `pre-commit and commit, ${count.duringRecovery} had a second crash during recovery`,
  );
  expect(count.runs).toBe(RUNS);
  expect(count.restored).toBeGreaterThanOrEqual(100);
  expect(count.betweenPreCommitAndCommit).toBeGreaterThanOrEqual(40);
  expect(count.duringRecovery).toBeGreaterThanOrEqual(20);
});

test("100 random mixes of faults of every kind do so too", { timeout: 300_000 }, () => {
  report(
    fc.check(
      fc.property(faultyScenarios, (scenario) => {
        const { wrong } = findings(scenario, transactionalBuckets);
        if (wrong.length > 0) throw new Error(wrong.join("\n"));
      }),
      { numRuns: 100, seed: SEED },
    ),
  );
});

test("with a sink that only appends the same property fails: results are there twice", { timeout: 120_000 }, () => {
  const outcome = fc.check(
    fc.property(scenarios, (scenario) => {
      const { wrong } = findings(scenario, appendingBuckets);
      if (wrong.length > 0) throw new Error(wrong.join("\n"));
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  expect(outcome.failed).toBe(true);
  const reason = outcome.errorInstance instanceof Error ? outcome.errorInstance.message : "";
  expect(reason).toMatch(/\+\d+ × /);
  expect(reason).toMatch(/visible twice/);
});
