import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { simulateVerified } from "../../sim/verify.ts";
import type { JobProgram } from "../../src/index.ts";
import { FILES, OUTPUT, RECORDS, SOURCES, sourceJob } from "../support/source-jobs.ts";

const RUNS = 12;
const CONFIGURATION = {
  "execution.checkpointing.interval": "40 ms",
  "heartbeat.interval": "20 ms",
  "heartbeat.timeout": "100 ms",
  "restart-strategy.type": "fixed-delay",
  "restart-strategy.fixed-delay.attempts": 50,
  "restart-strategy.fixed-delay.delay": "5 ms",
  // Slow enough for crashes to come while even a list is read.
  "tidemark.cpu.record-cost": 1_500_000,
  "tidemark.source.records-per-slice": 4,
};

const crash = fc
  .tuple(fc.constantFrom("A", "B", "C"), fc.integer({ min: 60, max: 500 }))
  .map(([machine, atMs]) => `crash:tm=${machine}@${atMs}ms/20ms`);

function run(job: JobProgram, seed: number, parallelism: number, faults: readonly string[]) {
  return simulateVerified(
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
    { programs: { job }, inputs: FILES },
  );
}

const expected = Array.from({ length: RECORDS }, (_, n) => `line ${n}`).sort();

describe("each source is exactly once under crashes", () => {
  for (const [kind, build] of Object.entries(SOURCES))
    test(kind, () => {
      let restarts = 0;
      let replayed = 0;
      const property = fc.property(
        fc.noShrink(fc.nat(1_000_000)),
        fc.constantFrom(1, 2, 3),
        fc.array(crash, { maxLength: 2 }),
        fc.boolean(),
        (seed, parallelism, faults, exchange) => {
          const verified = run(sourceJob(build, exchange), seed, parallelism, faults);
          restarts += verified.restarts;
          replayed += verified.stats.replayed;
          const { status, failure, outcome, violations, lineage } = verified;
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
          expect(verified.exactlyOnce).toBe(true);
          expect(verified.output(OUTPUT).sort()).toEqual(expected);
          expect(verified.stats.recordsIn).toBe(RECORDS);
        },
      );
      fc.assert(property, { seed: 7, numRuns: RUNS });
      expect(restarts).toBeGreaterThan(0);
      expect(replayed).toBeGreaterThan(0);
    });
});

test("the digest of equal runs is equal, whatever the source", () => {
  for (const build of Object.values(SOURCES)) {
    const faults = ["crash:tm=A@150ms/20ms"];
    expect(run(sourceJob(build), 5, 2, faults).digest).toBe(run(sourceJob(build), 5, 2, faults).digest);
  }
});
