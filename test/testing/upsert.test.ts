import fc from "fast-check";
import { expect, test } from "vitest";
import { scenarios, simulate } from "../../cli/testing/index.ts";
import { appendLogSink, type JobProgram, replaySource, WatermarkStrategy } from "../../src/index.ts";
import { type Reading, readings } from "../support/bucket-job.ts";

/** The latest reading of each of two keys, written at once and again after each failure. */
const latest: JobProgram = (env) => {
  const source = replaySource<Reading>({
    input: "readings",
    timestampOf: ({ ts }) => ts,
    speed: 1,
    disorderMs: 0,
    splits: 1,
  });
  env
    .fromSource(source, WatermarkStrategy.noWatermarks(), "readings")
    .keyBy(({ id }) => id % 2)
    .map(({ id }) => `k${id % 2}=${id}`)
    .sinkTo(appendLogSink({ log: "latest" }));
  env.execute("latest");
};

test("a job that upserts is exactly once without transactions, and the keys that went back are told apart", () => {
  let setBacks = 0;
  const options = {
    scenario: {
      version: 1 as const,
      seed: 1,
      programs: [{ module: "latest" }],
      cluster: { taskManagers: 3, slots: 2 },
      inputs: { readings: { records: readings(80) } },
    },
    swarm: "crashes",
    upsert: { log: "latest", keyOf: (line: string) => line.split("=")[0] },
  };
  fc.assert(
    fc.property(scenarios(latest, options), (scenario) => {
      const run = simulate(scenario);
      expect(run).toBeExactlyOnce();
      setBacks += run.upsert?.setBacks.length ?? 0;
    }),
    { numRuns: 40, seed: 3 },
  );
  expect(setBacks).toBeGreaterThan(0);
});
