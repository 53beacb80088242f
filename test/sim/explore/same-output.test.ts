import { describe, expect, test } from "vitest";
import { Campaign } from "../../../sim/explore/campaign.ts";
import { oneJob } from "../../../sim/explore/ground.ts";
import { sameOutput } from "../../../sim/explore/metamorphic/same-output.ts";
import { VARIATIONS } from "../../../sim/explore/metamorphic/variations.ts";
import { SWARMS } from "../../../sim/explore/swarm.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import type { MapFunction, RuntimeContext } from "../../../src/index.ts";
import { type JobProgram, replaySource, transactionalLogSink, WatermarkStrategy } from "../../../src/index.ts";

const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "job" }],
  inputs: { ticks: { records: Array.from({ length: 20 }, (_, i) => ({ at: i * 10 })) } },
  cluster: { taskManagers: 2, slots: 2 },
  configuration: { "parallelism.default": 2, "execution.checkpointing.interval": "200 ms" },
  confluent: true,
};

interface Tick {
  readonly at: number;
}

/** A job with one function, which is made anew for each program that is built. */
function jobOf(makeFunction: () => MapFunction<Tick, string>): JobProgram {
  return (env) => {
    env
      .fromSource(
        replaySource<Tick>({ input: "ticks", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0 }),
        WatermarkStrategy.noWatermarks<Tick>(),
        "ticks",
      )
      .map(makeFunction())
      .sinkTo(transactionalLogSink<string>({ log: "out" }));
    env.execute("job");
  };
}

/** What each variation says of a job. */
function said(job: JobProgram): Record<string, string> {
  const pairs = VARIATIONS.map((variation) => {
    const { finding } = sameOutput({ scenario, host: { programs: { job } } }, variation);
    return [variation.knob, finding?.message ?? null] as const;
  });
  return Object.fromEntries(pairs.filter((pair): pair is [string, string] => pair[1] !== null));
}

describe("pairs of runs that differ in one thing", () => {
  test("differ for a function that asks for its subtask: with another parallelism", () => {
    const placed = () => ({
      place: -1,
      open({ indexOfThisSubtask }: RuntimeContext) {
        this.place = indexOfThisSubtask;
      },
      map({ at }: Tick) {
        return `${at} on ${this.place}`;
      },
    });
    const job = jobOf(placed);
    expect(said(job)["parallelism.default"]).toMatch(
      /^With parallelism\.default otherwise \(1 in place of 2\) and nothing else, "\d+ on \d" is in out \d × and not \d ×: a function of the job depends on it/,
    );
  });

  test("differ for a function that asks for the time or for chance", () => {
    expect(
      Object.keys(
        said(
          jobOf(
            () =>
              ({ at }) =>
                `${at} ${new Date().getUTCFullYear() * 12 + new Date().getUTCMonth()}`,
          ),
        ),
      ),
    ).toEqual(["the wall clock"]);
    expect(
      Object.keys(
        said(
          jobOf(
            () =>
              ({ at }) =>
                `${at} ${Math.random()}`,
          ),
        ),
      ),
    ).toContain("the seed");
  });

  test("differ for a function that changes what another one is given, where both are given the same object", () => {
    const job: JobProgram = (env) => {
      const ticks = env.fromSource(
        replaySource<{ at: number }>({ input: "ticks", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0 }),
        WatermarkStrategy.noWatermarks<{ at: number }>(),
        "ticks",
      );
      for (const log of ["one", "two"])
        ticks.map((tick) => `${tick.at++}`).sinkTo(transactionalLogSink<string>({ log }));
      env.execute("job");
    };
    expect(Object.keys(said(job))).toEqual(["pipeline.object-reuse"]);
  });

  test("tell a function that keeps something from one run to the next", () => {
    let seen = 0;
    const messages = Object.values(
      said(
        jobOf(
          () =>
            ({ at }) =>
              `${at} ${seen++}`,
        ),
      ),
    );
    expect(messages.length).toBeGreaterThan(3);
    for (const message of messages) expect(message).toMatch(/^Made again with nothing changed, "/);
  });

  test("are a share of a campaign, and what differs is a finding of its own", () => {
    let seen = 0;
    const job = jobOf(
      () =>
        ({ at }) =>
          `${at} ${seen++}`,
    );
    const ground = oneJob(scenario, { programs: { job } });
    const options = { seed: 1, swarm: SWARMS.calm, mostShrinkRuns: 0, twiceOneIn: 0 };
    const { findings, failures } = new Campaign(ground, { ...options, variedOneIn: 1 }).run(1);
    expect(findings.at(-1)?.property).toBe("MET-9");
    expect(failures.map(({ finding }) => finding.property)).toContain("MET-9");
    const without = new Campaign(ground, { ...options, variedOneIn: 0 }).run(1);
    expect(without.findings.map(({ property }) => property)).not.toContain("MET-9");
  });

  test("are not made of jobs whose output depends on order by right, and leave faults out", () => {
    const job = jobOf(
      () =>
        ({ at }) =>
          `${at} ${Math.random()}`,
    );
    const [seed] = VARIATIONS.filter(({ knob }) => knob === "the seed");
    const host = { programs: { job } };
    expect(sameOutput({ scenario: { ...scenario, confluent: false }, host }, seed).compared).toBe(false);
    const faults = ["crash:tm=A@10ms/ever", "crash:tm=B@10ms/ever"];
    expect(sameOutput({ scenario: { ...scenario, faults }, host }, seed).compared).toBe(true);
  });
});
