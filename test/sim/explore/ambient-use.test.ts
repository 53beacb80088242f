import { describe, expect, test } from "vitest";
import { AmbientCounts } from "../../../sim/explore/ambient-use.ts";
import { Campaign } from "../../../sim/explore/campaign.ts";
import { oneJob } from "../../../sim/explore/ground.ts";
import { SWARMS } from "../../../sim/explore/swarm.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import { type JobProgram, replaySource, transactionalLogSink, WatermarkStrategy } from "../../../src/index.ts";

const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "job" }],
  inputs: { ticks: { records: [0, 100, 200] } },
  cluster: { taskManagers: 1, slots: 2 },
};

function usesOf(stamp: (at: number) => string, build: () => void = () => {}) {
  const job: JobProgram = (env) => {
    build();
    env
      .fromSource(
        replaySource<number>({ input: "ticks", timestampOf: (at) => at, speed: 1, disorderMs: 0 }),
        WatermarkStrategy.noWatermarks<number>(),
        "ticks",
      )
      .keyBy((at) => at)
      .map(stamp)
      .name("stamp")
      .sinkTo(transactionalLogSink<string>({ log: "out" }));
    env.execute("stamps");
  };
  const ground = oneJob(scenario, { programs: { job } });
  return new Campaign(ground, { seed: 1, swarm: SWARMS.calm, mostShrinkRuns: 0 }).run(1).ambient;
}

describe("time and chance that user code asks for", () => {
  test("are told with the operator that asked, and what to use instead", () => {
    const uses = usesOf((at) => `${at} ${Date.now()} ${Math.random()}`);
    expect(uses.map(({ global }) => global)).toEqual(["Date.now", "Math.random"]);
    for (const { operator } of uses) expect(operator).toMatch(/^stamp( |$)/);
    expect(uses[0].advice).toMatch(/currentProcessingTime/);
  });

  test("are told of the program that builds the job", () => {
    const uses = usesOf(String, () => void new Date());
    expect(uses).toMatchObject([{ global: "new Date", operator: "the job's program" }]);
  });

  test("are not told of a job that asks for neither", () => {
    expect(usesOf((at) => new Date(at).toISOString())).toEqual([]);
  });

  test("are counted over runs, the most frequent first", () => {
    const counts = new AmbientCounts();
    const use = { global: "Date.now", operator: "stamp", advice: "use the timestamp" };
    counts.add([{ ...use, operator: "rare" }, use]);
    counts.add([use]);
    expect(counts.all.map(({ operator, runs }) => [operator, runs])).toEqual([
      ["stamp", 2],
      ["rare", 1],
    ]);
    expect(counts.sentences[0]).toMatch(/^stamp asked Date\.now in 2 runs, .*: use the timestamp\.$/);
  });
});
