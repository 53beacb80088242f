import fc from "fast-check";
import { expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { simulateVerified } from "../../sim/verify.ts";
import { ASYNC_FORMS, asyncJob, linesOf, names, ORDERS } from "../support/async-job.ts";

const RUNS = 120;
const SEED = Number(process.env.PROPERTY_SEED ?? 20_130_101);

const crash = fc
  .tuple(fc.constantFrom("A", "B", "C"), fc.integer({ min: 60, max: 300 }), fc.constantFrom(20, 200))
  .map(([machine, atMs, downMs]) => `crash:tm=${machine}@${atMs}ms/${downMs}ms`);

const setting = fc.record({
  form: fc.constantFrom(...ASYNC_FORMS),
  capacity: fc.constantFrom(1, 2, 3, 7, 100),
  parallelism: fc.constantFrom(1, 2, 3),
  seed: fc.nat({ max: 1000 }),
  faults: fc.array(crash, { minLength: 1, maxLength: 4 }),
});

test("requests that were under way in a crash leave each result there exactly once", { timeout: 300_000 }, () => {
  let restarted = 0;
  fc.assert(
    fc.property(setting, ({ form, capacity, parallelism, seed, faults }) => {
      const scenario: Scenario = {
        version: 1,
        seed,
        programs: [{ module: "async" }],
        cluster: { taskManagers: 3, slots: 1 },
        configuration: {
          "parallelism.default": parallelism,
          "execution.checkpointing.interval": "20 ms",
          "heartbeat.interval": "20 ms",
          "heartbeat.timeout": "100 ms",
          "restart-strategy.type": "fixed-delay",
          "restart-strategy.fixed-delay.attempts": 50,
          "restart-strategy.fixed-delay.delay": "5 ms",
        },
        confluent: true,
        faults,
        limitMs: 100_000,
      };
      const host = { programs: { async: asyncJob(form, capacity) }, inputs: { orders: ORDERS }, services: { names } };
      const run = simulateVerified(scenario, host, { freezeMessages: true });
      if (run.restarts > 0) restarted++;
      const { lineage, violations, status, outcome } = run;
      expect({ status, violations, losses: lineage.losses, duplicates: lineage.duplicates }).toEqual({
        status: "FINISHED",
        violations: [],
        losses: [],
        duplicates: [],
      });
      expect(outcome).toMatchObject({ applied: true, held: true, expected: linesOf(form).length });
      expect(lineage.untraced).toBe(0);
      expect([...run.output("out")].sort()).toEqual(linesOf(form));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(restarted).toBeGreaterThan(RUNS / 4);
});
