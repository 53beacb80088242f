import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simulateVerified } from "../../sim/verify.ts";
import { events, OPERATOR_JOBS, operatorJob } from "../support/operator-jobs.ts";

const RUNS = 12;
const CONFIGURATION = {
  "execution.checkpointing.interval": "40 ms",
  "heartbeat.interval": "20 ms",
  "heartbeat.timeout": "100 ms",
  "restart-strategy.type": "fixed-delay",
  "restart-strategy.fixed-delay.attempts": 50,
  "restart-strategy.fixed-delay.delay": "5 ms",
};

const crash = fc
  .tuple(fc.constantFrom("A", "B", "C"), fc.integer({ min: 60, max: 500 }))
  .map(([machine, atMs]) => `crash:tm=${machine}@${atMs}ms/20ms`);

describe("each operator is exactly once under crashes", () => {
  for (const kind of Object.keys(OPERATOR_JOBS))
    test(kind, () => {
      let restarts = 0;
      const property = fc.property(
        fc.noShrink(fc.nat(1_000_000)),
        fc.constantFrom(1, 2, 3),
        fc.array(crash, { maxLength: 2 }),
        (seed, parallelism, faults) => {
          const run = simulateVerified(
            {
              version: 1,
              seed,
              programs: [{ module: "job" }],
              cluster: { taskManagers: 3, slots: 2 },
              configuration: { ...CONFIGURATION, "parallelism.default": parallelism },
              faults,
              confluent: true,
              limitMs: 100_000,
            },
            { programs: { job: operatorJob(kind) }, inputs: { left: events(120, 1), right: events(100, 2) } },
          );
          restarts += run.restarts;
          const { status, failure, outcome, violations, lineage } = run;
          expect({ status, failure, violations: violations.slice(0, 3) }).toEqual({
            status: "FINISHED",
            failure: null,
            violations: [],
          });
          expect(outcome).toMatchObject({ applied: true, held: true });
          expect({ duplicates: lineage.duplicates.slice(0, 3), losses: lineage.losses.slice(0, 3) }).toEqual({
            duplicates: [],
            losses: [],
          });
          expect(run.exactlyOnce).toBe(true);
        },
      );
      fc.assert(property, { seed: 7, numRuns: RUNS });
      expect(restarts).toBeGreaterThan(0);
    });
});
