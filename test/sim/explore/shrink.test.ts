import { describe, expect, test } from "vitest";
import { examine } from "../../../sim/explore/examine.ts";
import { oneJob } from "../../../sim/explore/ground.ts";
import { type JobPlan, PLANNED_JOB, readPlan } from "../../../sim/explore/jobs/job-plan.ts";
import { dropUnfiredFaults } from "../../../sim/explore/shrink/fewer-faults.ts";
import { lastFaults } from "../../../sim/explore/shrink/last-faults.ts";
import { oneFault } from "../../../sim/explore/shrink/one-fault.ts";
import { type Reduction, type ReductionContext, withoutParts } from "../../../sim/explore/shrink/reduction.ts";
import { shrink } from "../../../sim/explore/shrink/shrink.ts";
import { smallerJob } from "../../../sim/explore/shrink/smaller-job.ts";
import { Tried } from "../../../sim/explore/shrink/tried.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import type { VerifiedRun } from "../../../sim/verify.ts";
import { appendingBuckets, readings } from "../../support/bucket-job.ts";

const base: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "buckets" }],
  cluster: { taskManagers: 2, slots: 1 },
  configuration: { "parallelism.default": 2 },
  inputs: { readings: { records: readings(80) } },
};
const host = { programs: { buckets: appendingBuckets } };
const ground = oneJob(base, host);

/** Many faults, of which one crash does harm to a sink that appends. */
const guilty: Scenario = {
  ...base,
  configuration: {
    ...base.configuration,
    "heartbeat.interval": "300 ms",
    "heartbeat.timeout": "1 s",
    "execution.checkpointing.interval": "400 ms",
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": 100,
    "restart-strategy.fixed-delay.delay": "50 ms",
    "tidemark.buffer.records": 2,
  },
  faults: [
    "slow:tm=C,x=3@500ms/1s",
    "slow-storage:x=5@600ms/1s",
    "delay:method=heartbeatFromJobManager,n=1,by=5ms@700ms",
    "crash:tm=A@1.9s/2s",
    "trigger-checkpoint@2.5s",
    "pause:tm=B@3s/100ms",
    "crash:tm=B@cp.complete#4000",
  ],
};

function recordsOf({ inputs = {} }: Scenario): number {
  return "records" in inputs.readings ? inputs.readings.records.length : 0;
}

describe("making a failing scenario simple", () => {
  test("leaves the fault that does the harm, few records, one machine, and the usual settings", () => {
    const failed = examine(guilty, host);
    const [{ property }] = failed.findings;
    const { examination, finding, steps } = shrink(failed, property, ground.base, host);
    const { scenario } = examination;
    expect(finding.property).toBe(property);
    expect(scenario.faults).toHaveLength(1);
    expect(scenario.faults?.[0]).toMatch(/^crash:tm=A@/);
    expect(recordsOf(scenario)).toBeLessThanOrEqual(4);
    expect(scenario.cluster.taskManagers).toBe(1);
    expect(scenario.configuration).not.toHaveProperty("tidemark.buffer.records");
    expect(scenario.randomLatencies).not.toContain("link");
    expect(steps).toBeGreaterThan(4);
    // What came out fails by itself.
    expect(examine(scenario, host).findings.map((one) => one.property)).toContain(property);
  });

  test("keeps what else went wrong on the way, and never takes it for the same", () => {
    const failed = examine(guilty, host);
    const { aside, examination } = shrink(failed, "EXACTLY-ONCE", ground.base, host, { mostRuns: 60 });
    expect(examination.findings.map(({ property }) => property)).toContain("EXACTLY-ONCE");
    for (const property of aside.keys()) expect(failed.findings.map((one) => one.property)).not.toContain(property);
  });

  test("stops when it has made as many runs as it may", () => {
    expect(shrink(examine(guilty, host), "EXACTLY-ONCE", ground.base, host, { mostRuns: 3 }).runs).toBe(3);
  });
});

test("a list is tried without all of it, then without ever smaller parts", () => {
  expect([...withoutParts([1, 2, 3, 4])]).toEqual([[], [3, 4], [1, 2], [2, 3, 4], [1, 3, 4], [1, 2, 4], [1, 2, 3]]);
  expect([...withoutParts([])]).toEqual([]);
});

test("a list goes on from a part that failed again", () => {
  const tried: string[] = [];
  const candidates = withoutParts([1, 2, 3, 4, 5, 6, 7, 8]);
  for (let next = candidates.next(); next.done !== true; ) {
    tried.push(next.value.join(""));
    next = candidates.next(next.value.includes(3));
  }
  expect(tried).toEqual(["", "5678", "1234", "34", "4", "3"]);
});

test("a scenario is known again, in whatever order its settings stand", () => {
  const tried = new Tried();
  const configuration = { "parallelism.default": 2, "execution.checkpointing.interval": "1 s" };
  expect(tried.add({ ...base, configuration })).toBe(true);
  const turned = Object.fromEntries(Object.entries(configuration).reverse());
  expect(tried.add({ ...base, name: "again", configuration: turned })).toBe(false);
  expect(tried.add({ ...base, configuration: { ...turned, "parallelism.default": 1 } })).toBe(true);
  expect(tried.add({ ...base, configuration, faults: ["crash:jm@1s/1s"] })).toBe(true);
});

describe("what is tried for a plan of faults", () => {
  const examination = examine(guilty, host);
  const context = { examination, base, property: null };
  const plans = (reduction: Reduction, given: ReductionContext = context, scenario: Scenario = guilty) =>
    [...reduction.candidates(scenario, given)].map(({ faults = [] }) => faults);

  test("it without what had not struck by the violation", () => {
    const [plan] = plans(dropUnfiredFaults);
    expect(plan).toEqual(guilty.faults?.slice(0, -1));
    const run = { ...(examination.run as VerifiedRun), brokenAtMicros: new Map([["OUT-7", 1_900_000]]) };
    const broken = { ...context, examination: { ...examination, run }, property: "OUT-7" };
    expect(plans(dropUnfiredFaults, broken)).toEqual([guilty.faults?.slice(0, 4)]);
  });

  test("the last two that struck, each alone", () => {
    expect(plans(lastFaults)).toEqual([["pause:tm=B@3s/100ms"], ["trigger-checkpoint@2.5s"]]);
    const anchored = { ...guilty, faults: ["pause:tm=A@100ms/1ms", "pause:tm=B@cp.complete#1/1ms"] };
    const [first, atItsTime] = plans(lastFaults, { ...context, examination: examine(anchored, host) }, anchored);
    expect(first).toEqual(["pause:tm=B@cp.complete#1/1ms"]);
    expect(atItsTime[0]).toMatch(/^pause:tm=B@[\d.]+m?s\/1ms$/);
  });

  test("one fault at a step, and a plain crash of any machine though the plan has none", () => {
    const pauses = { ...guilty, faults: ["pause:tm=A@100ms/1ms", "pause:tm=B@200ms/1ms"] };
    const tried = plans(oneFault, { ...context, examination: examine(pauses, host) }, pauses).map(([fault]) => fault);
    expect(tried).toContain("pause:tm=B@cp.notify#2/1ms");
    expect(tried).toContain("crash:tm=A@txn.pre#1/1s");
    expect(tried).toContain("crash:tm=B@cp.complete#6/1s");
    expect(plans(oneFault, context, { ...guilty, faults: ["pause:tm=A@100ms/1ms"] })).toEqual([]);
  });
});

test("a planned job is tried with one sink alone, then a step less at a time", () => {
  const plan: JobPlan = {
    steps: [
      { op: "source", splits: 1, speed: 1, disorderMs: 0 },
      { op: "map", from: 0 },
      { op: "sink", from: 1, log: "a", kind: "append" },
      { op: "source", splits: 3, speed: 1, disorderMs: 0 },
      { op: "sink", from: 3, log: "b", kind: "append" },
    ],
  };
  const scenario = { ...base, programs: [{ module: PLANNED_JOB, args: { plan: JSON.stringify(plan) } }] };
  const context = { examination: { scenario, run: null, findings: [] }, base, property: null };
  const candidates = smallerJob.candidates(scenario, context);
  const next = (failed: boolean) => {
    const { value } = candidates.next(failed);
    return readPlan((value as Scenario).programs[0].args?.plan).steps.map((step) => JSON.stringify(step));
  };
  const source = '{"op":"source","splits":3,"speed":1,"disorderMs":0}';
  expect(next(false).join(" ")).toContain('"op":"map"');
  expect(next(false)).toEqual([source, '{"op":"sink","from":0,"log":"b","kind":"append"}']);
  // What failed again is what goes on: there is one step left that can be plainer.
  expect(next(true)).toEqual([source.replace("3", "1"), '{"op":"sink","from":0,"log":"b","kind":"append"}']);
  expect(candidates.next(false).done).toBe(true);
});

test("a run is given up after as many events as it may have, and owes nothing", () => {
  const calm = { ...guilty, faults: [] };
  expect(examine(calm, host, { stopAt: "OUT-7", giveUpAfterEvents: 1000 })).toEqual({
    scenario: calm,
    run: null,
    findings: [],
  });
  expect(examine(calm, host, { stopAt: "OUT-7" }).run?.status).toBe("FINISHED");
});
