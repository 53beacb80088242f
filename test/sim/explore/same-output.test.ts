import { describe, expect, test } from "vitest";
import { Campaign, type Failure } from "../../../sim/explore/campaign.ts";
import { oneJob } from "../../../sim/explore/ground.ts";
import { type JobStep, PLANNED_JOB } from "../../../sim/explore/jobs/job-plan.ts";
import { type OrderedOutput, orderedOutputOf } from "../../../sim/explore/metamorphic/ordered-output.ts";
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

  test("differ in the order of the lines of a key, where the job alone is to decide it", () => {
    const job: JobProgram = (env) => {
      env
        .fromSource(
          replaySource<Tick>({ input: "ticks", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0, splits: 1 }),
          WatermarkStrategy.noWatermarks<Tick>(),
          "ticks",
        )
        .setParallelism(1)
        .map(({ at }) => `${at % 20} ${at}`)
        .rebalance()
        .sinkTo(transactionalLogSink<string>({ log: "out" }));
      env.execute("job");
    };
    const keyOf = (line: string) => line.split(" ")[0];
    const said = (ordered: readonly OrderedOutput[]) =>
      VARIATIONS.map((variation) => sameOutput({ scenario, host: { programs: { job } } }, variation, { ordered }));
    expect(said([]).map(({ finding }) => finding)).toEqual(VARIATIONS.map(() => null));
    const ordered = said([{ log: "out", keyOf }]);
    expect(ordered.map(({ keysInOrder }) => keysInOrder)).toEqual(VARIATIONS.map(() => 2));
    expect(ordered[0].finding?.message).toMatch(
      /^With parallelism\.default otherwise \(1 in place of 2\) and nothing else, line \d+ of the key "\d+" in out is "\d+ \d+" and not "\d+ \d+", which comes elsewhere: /,
    );
    // A line without a key says nothing by its place.
    const none = said([{ log: "out", keyOf: () => null }]);
    expect(none.map(({ finding, keysInOrder }) => [finding, keysInOrder])).toEqual(VARIATIONS.map(() => [null, 0]));
  });

  test("are made as simple as they can be, with the same knob and for the same reason", () => {
    const placed = () => ({
      place: -1,
      open({ indexOfThisSubtask }: RuntimeContext) {
        this.place = indexOfThisSubtask;
      },
      map({ at }: Tick) {
        return `${at} on ${this.place}`;
      },
    });
    const settings = { ...scenario.configuration, "taskmanager.memory.segment-size": "4 kb" };
    const ground = oneJob({ ...scenario, configuration: settings }, { programs: { job: jobOf(placed) } });
    const campaign = new Campaign(ground, { seed: 1, swarm: SWARMS.calm, twiceOneIn: 0, variedOneIn: 1 });
    let failure: Failure | undefined;
    for (let number = 1; failure === undefined; number++)
      failure = campaign.run(number).failures.find(({ finding }) => finding.property === "MET-9");
    const { finding, found, shrunk } = failure;
    const { scenario: simplest } = shrunk.examination;
    const knobOf = (message: string) => /^With (\S+) otherwise/.exec(message)?.[1];
    expect(knobOf(shrunk.finding.message)).toBe(knobOf(finding.message));
    const records = ({ inputs = {} }: Scenario) => (inputs.ticks as { records: readonly unknown[] }).records.length;
    expect(records(found)).toBeGreaterThan(records(simplest));
    // One record is in another place with another parallelism, or two are.
    expect(records(simplest)).toBeLessThanOrEqual(2);
    expect(simplest.cluster.taskManagers).toBe(1);
    expect([shrunk.steps > 3, shrunk.runs > shrunk.steps]).toEqual([true, true]);
    const again = VARIATIONS.filter(({ knob }) => knob === knobOf(finding.message)).map((variation) =>
      sameOutput({ scenario: simplest, host: ground.host }, variation),
    );
    expect(again.map((pair) => pair.finding)).toEqual([shrunk.finding]);
  });
});

describe("the order of a key in a generated job", () => {
  const source: JobStep = { op: "source", splits: 2, speed: 1, disorderMs: 0 };
  const window: JobStep = { op: "window", from: 0, sizeMs: 10, how: "reduce" };
  const map: JobStep = { op: "map", from: 1 };
  const sink = (from: number, log = "out"): JobStep => ({ op: "sink", from, log, kind: "transactional" });
  const logsOf = (...steps: readonly JobStep[]) =>
    orderedOutputOf({
      ...scenario,
      programs: [{ module: PLANNED_JOB, args: { plan: JSON.stringify({ steps }) } }],
    }).map(({ log }) => log);

  test("is that of the windows of the key, up to a sink of as many subtasks", () => {
    expect(logsOf(source, window, map, sink(2))).toEqual(["out"]);
    expect(
      logsOf(source, { ...window, parallelism: 2 }, { ...map, parallelism: 2 }, { ...sink(2), parallelism: 2 }),
    ).toEqual(["out"]);
  });

  test("is nobody's where records of a key come from several places, or go several ways", () => {
    expect(logsOf(source, sink(0))).toEqual([]);
    expect(logsOf(source, { op: "map", from: 0 }, sink(1))).toEqual([]);
    expect(logsOf(source, window, { op: "rebalance", from: 1 }, sink(2))).toEqual([]);
    expect(logsOf(source, window, { ...map, parallelism: 3 }, sink(2))).toEqual([]);
    expect(logsOf(source, window, { op: "union", from: 1, with: 1 }, sink(2))).toEqual([]);
    expect(logsOf(source, window, sink(1), sink(1))).toEqual([]);
    expect(logsOf(source, window, sink(1, "a"), sink(0, "b"))).toEqual(["a"]);
  });

  test("is known of no other job", () => {
    expect(orderedOutputOf(scenario)).toEqual([]);
  });
});
