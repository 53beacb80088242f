/** After a restore the watermark is not known: a record that would have been late opens its window once more. */
import { expect, it } from "vitest";
import { Ancestry, NOTHING } from "../../../sim/check/lineage/ancestry.ts";
import { PLANNED_JOB } from "../../../sim/explore/jobs/job-plan.ts";
import { plannedJob } from "../../../sim/explore/jobs/planned-job.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import { simulateVerified } from "../../../sim/verify.ts";

const plan = {
  steps: [
    { op: "source", splits: 3, speed: 1, disorderMs: 2000, idleMs: 500 },
    { op: "collect", from: 0, sizeMs: 1000 },
    { op: "meet", from: 1, with: 1, how: "co-group", sizeMs: 1 },
    { op: "sink", from: 2, log: "out", kind: "transactional" },
  ],
};
/** Two of the three records fire a window; the third, of a source that was idle, comes after the restore. */
const scenario: Scenario = {
  version: 1,
  seed: 40,
  programs: [{ module: PLANNED_JOB, args: { plan: JSON.stringify(plan) } }],
  cluster: { taskManagers: 3, slots: 2 },
  confluent: false,
  inputs: {
    items: {
      records: [
        { id: "a", key: "k", value: 58, at: 74 },
        { id: "b", key: "k", value: 83, at: 82 },
        { id: "c", key: "k", value: 14, at: 101 },
      ],
    },
  },
  configuration: {
    "execution.checkpointing.interval": "200 ms",
    "execution.checkpointing.timeout": "5 s",
    "execution.checkpointing.tolerable-failed-checkpoints": 1000000,
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.delay": "50 ms",
    "restart-strategy.fixed-delay.attempts": 1000000,
    "heartbeat.interval": "300 ms",
    "heartbeat.timeout": "1 s",
    "parallelism.default": 3,
  },
  faults: ["crash:tm=A@cp.sync(cp=14,task=meet 2,subtask=2)#1/1s"],
};

it("a window that opens again after a restore, for a record that came late, repeats nothing", () => {
  const run = simulateVerified(scenario, { programs: { [PLANNED_JOB]: plannedJob } });
  expect(run.restarts).toBeGreaterThan(0);
  expect(run.output("out")).toHaveLength(2);
  expect(run.lineage).toMatchObject({ held: true, sources: 3, duplicates: [] });
});

it("two things share a source record if there is one under both, or none under either", () => {
  const ancestry = new Ancestry();
  const [a, b, c] = [0, 1, 2].map((source) => ancestry.leaf(source));
  const [ab, bc] = [ancestry.both(a, b), ancestry.both(b, c)];
  expect(ancestry.shareSource(ab, bc)).toBe(true);
  expect(ancestry.shareSource(ancestry.leaf(0), ab)).toBe(true);
  expect(ancestry.shareSource(ab, c)).toBe(false);
  expect(ancestry.shareSource(a, NOTHING)).toBe(false);
  expect(ancestry.shareSource(NOTHING, NOTHING)).toBe(true);
});
