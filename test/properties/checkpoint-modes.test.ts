import fc from "fast-check";
import { expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { bucketHost } from "../support/bucket-scenario.ts";
import { scenarios } from "./crash-scenarios.ts";

const RUNS = 60;
const SEED = Number(process.env.PROPERTY_SEED ?? 20_130_102);

/**
 * One machine stands still while the barriers of a checkpoint are on their way, so that channels run apart and checkpoints pile
 * up; another one dies soon after that checkpoint is complete.
 */
const pauses = fc.array(
  fc
    .tuple(
      fc.shuffledSubarray(["A", "B", "C"], { minLength: 2, maxLength: 2 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 20, max: 900 }),
      fc.integer({ min: 0, max: 20 }),
    )
    .map(([[still, dead], cp, ms, later]) => [
      `pause:tm=${still}@cp.trigger(cp=${cp})#1/${ms}ms`,
      `crash:tm=${dead}@cp.complete(cp=${cp})#1+${later}ms/1s`,
    ]),
  { minLength: 1, maxLength: 4 },
);

const crowded: fc.Arbitrary<Scenario> = fc
  .tuple(scenarios, pauses, fc.constantFrom(2, 3, 5), fc.constantFrom("10 ms", "50 ms", "150 ms"), fc.boolean())
  .map(([scenario, paused, atATime, interval, slowStorage]) => ({
    ...scenario,
    configuration: {
      ...scenario.configuration,
      "execution.checkpointing.interval": interval,
      "execution.checkpointing.max-concurrent-checkpoints": atATime,
      "execution.checkpointing.tolerable-failed-checkpoints": 1_000_000,
    },
    faults: [...(scenario.faults ?? []), ...paused.flat(), ...(slowStorage ? ["slow-storage:x=20@1s/4s"] : [])],
  }));

function inMode(scenario: Scenario, mode: string): VerifiedRun {
  const configuration = { ...scenario.configuration, "execution.checkpointing.mode": mode };
  return simulateVerified({ ...scenario, configuration }, bucketHost, { freezeMessages: true });
}

/** The most checkpoints that were pending at one time. */
function mostPending(trace: readonly TraceEvent[]): number {
  const pending = new Set<number>();
  let most = 0;
  for (const { kind, ch } of trace) {
    if (kind === "cp.trigger") pending.add(ch);
    else if (kind === "cp.complete" || kind === "cp.fail") pending.delete(ch);
    most = Math.max(most, pending.size);
  }
  return most;
}

/** Asserts a property of runs in one mode; gives how often several checkpoints were under way, a crash struck, something came twice. */
function holds(mode: string, wrongOf: (run: VerifiedRun) => readonly string[]) {
  const seen = { several: 0, restarted: 0, twice: 0 };
  fc.assert(
    fc.property(crowded, (scenario) => {
      const run = inMode(scenario, mode);
      if (mostPending(run.trace) > 1) seen.several++;
      if (run.restarts > 0) seen.restarted++;
      if (run.lineage.duplicates.length > 0) seen.twice++;
      const wrong = [
        ...(run.status === "FINISHED" ? [] : [`The job ended ${run.status}: ${run.failure?.message}`]),
        ...run.violations.slice(0, 5).map(({ property, message }) => `${property}: ${message}`),
        ...run.lineage.losses.slice(0, 3).map(({ split, offset, message }) => `${split}/${offset}: ${message}`),
        ...wrongOf(run),
      ];
      if (wrong.length > 0) throw new Error(wrong.join("\n"));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  return seen;
}

test("exactly once stays exactly once with several checkpoints at a time, under crashes", { timeout: 300_000 }, () => {
  const seen = holds("EXACTLY_ONCE", ({ lineage }) =>
    lineage.duplicates.map(({ log, message }) => `${log}: ${message}`),
  );
  expect(seen.several).toBeGreaterThan(RUNS / 4);
  expect(seen.restarted).toBeGreaterThan(RUNS / 2);
});

test("at least once loses nothing, never blocks a channel, and does count twice", { timeout: 300_000 }, () => {
  const seen = holds("AT_LEAST_ONCE", ({ trace }) =>
    trace.some(({ kind }) => kind === "cp.block") ? ["A channel was blocked."] : [],
  );
  expect(seen.several).toBeGreaterThan(RUNS / 4);
  expect(seen.restarted).toBeGreaterThan(RUNS / 2);
  expect(seen.twice).toBeGreaterThan(0);
});

test("a run at least once with several checkpoints at a time replays to the same digest", () => {
  fc.assert(
    fc.property(crowded, (scenario) => {
      expect(inMode(scenario, "AT_LEAST_ONCE").digest).toBe(inMode(scenario, "AT_LEAST_ONCE").digest);
    }),
    { numRuns: 5, seed: SEED },
  );
});
