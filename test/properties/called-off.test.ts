import fc from "fast-check";
import { expect, test } from "vitest";
import { simulateVerified } from "../../sim/verify.ts";
import { EXTERNALIZED_RETENTIONS } from "../../src/trace/kinds.ts";
import { bucketHost } from "../support/bucket-scenario.ts";
import { scenarios } from "./crash-scenarios.ts";

const RUNS = 60;
const SEED = Number(process.env.PROPERTY_SEED ?? 20_130_103);

const moments = fc.oneof(
  fc.integer({ min: 40, max: 9000 }).map((ms) => `${ms}ms`),
  fc
    .tuple(
      fc.constantFrom("cp.trigger", "cp.ack", "cp.complete", "txn.pre", "restart.plan", "restore.begin"),
      fc.integer({ min: 1, max: 9 }),
    )
    .map(([kind, n]) => `${kind}#${n}`),
);

test("a job that is called off at any moment, also while it recovers, ends and leaves the files that it is to leave", {
  timeout: 120_000,
}, () => {
  const ends: Record<string, number> = {};
  fc.assert(
    fc.property(scenarios, moments, fc.constantFrom(...EXTERNALIZED_RETENTIONS), (scenario, moment, retention) => {
      const configuration = {
        ...scenario.configuration,
        "execution.checkpointing.externalized-checkpoint-retention": retention,
      };
      const faults = [...(scenario.faults ?? []), `cancel-job@${moment}`];
      const run = simulateVerified({ ...scenario, configuration, faults }, bucketHost, { freezeMessages: true });
      ends[run.status] = (ends[run.status] ?? 0) + 1;
      expect(["FINISHED", "CANCELED"]).toContain(run.status);
      expect(run.violations).toEqual([]);
      expect(run.lineage.duplicates).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(ends.CANCELED).toBeGreaterThan(RUNS / 2);
});
