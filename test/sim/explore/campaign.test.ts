import { describe, expect, test } from "vitest";
import { Campaign } from "../../../sim/explore/campaign.ts";
import { oneJob, randomJobs } from "../../../sim/explore/ground.ts";
import { SWARMS } from "../../../sim/explore/swarm.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import type { JobProgram } from "../../../src/api/program.ts";
import { WatermarkStrategy } from "../../../src/api/watermark-strategy.ts";
import { appendLogSink } from "../../../src/connectors/log-sink.ts";
import { replaySource } from "../../../src/connectors/replay-source.ts";

const RECORDS = Array.from({ length: 20 }, (_, i) => ({ at: i * 10, id: i }));

/** Counts beside the simulation: the second run goes on where the first one stopped. */
function leaking(): JobProgram {
  let seen = 0;
  return (env) => {
    env
      .fromSource(
        replaySource<{ at: number; id: number }>({
          input: "items",
          timestampOf: ({ at }) => at,
          speed: 1,
          disorderMs: 0,
          splits: 1,
        }),
        WatermarkStrategy.forMonotonousTimestamps<{ at: number; id: number }>(),
        "items",
      )
      .map(({ id }) => `${id} ${seen++}`)
      .sinkTo(appendLogSink<string>({ log: "out" }));
    env.execute("leaking");
  };
}

describe("a campaign", () => {
  test("of random jobs under every kind of fault finds nothing wrong with the runtime", () => {
    const campaign = new Campaign(randomJobs(), { seed: 20_260_101, swarm: SWARMS.everything });
    let restored = 0;
    for (let number = 1; number <= 100; number++) if (campaign.run(number).happenings.restored) restored++;
    expect(campaign.failures.map(({ number, finding }) => [number, finding])).toEqual([]);
    expect(restored).toBeGreaterThan(10);
  });

  test("makes some runs twice and shows the first event that differs when a job keeps something outside of its state", () => {
    const base: Scenario = {
      version: 1,
      seed: 1,
      programs: [{ module: "leaking" }],
      cluster: { taskManagers: 1, slots: 1 },
      inputs: { items: { records: RECORDS } },
    };
    const ground = oneJob(base, { programs: { leaking: leaking() } });
    const { difference } = new Campaign(ground, { seed: 1, swarm: SWARMS.calm, twiceOneIn: 1 }).run(1);
    expect(difference?.digests[0]).not.toBe(difference?.digests[1]);
    const [first, second] = difference?.events ?? [];
    expect(first?.kind).toBe("out.visible");
    expect(first?.ext?.value).not.toBe(second?.ext?.value);
  });

  test("says what broke when the simulation itself does", () => {
    const broken: JobProgram = () => {
      throw new Error("Nobody can build this.");
    };
    const base: Scenario = {
      version: 1,
      seed: 1,
      programs: [{ module: "broken" }],
      cluster: { taskManagers: 1, slots: 1 },
    };
    const run = new Campaign(oneJob(base, { programs: { broken } }), {
      seed: 1,
      swarm: SWARMS.calm,
      mostShrinkRuns: 0,
    }).run(1);
    expect(run.findings.map(({ message }) => message).join()).toContain("Nobody can build this.");
  });
});
