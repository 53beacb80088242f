import { describe, expect, test } from "vitest";
import { examine } from "../../../sim/explore/examine.ts";
import { oneJob } from "../../../sim/explore/ground.ts";
import { withoutParts } from "../../../sim/explore/shrink/reduction.ts";
import { shrink } from "../../../sim/explore/shrink/shrink.ts";
import type { Scenario } from "../../../sim/scenario.ts";
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
