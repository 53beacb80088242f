import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import { JOB_STATES } from "../../src/trace/kinds.ts";
import { bucketHost, bucketScenario } from "../support/bucket-scenario.ts";

const RETENTIONS = ["NO_EXTERNALIZED_CHECKPOINTS", "DELETE_ON_CANCELLATION", "RETAIN_ON_CANCELLATION"] as const;
/** How a job is brought to each of its ends. */
const ENDS: Readonly<Record<string, Partial<Scenario>>> = {
  FINISHED: {},
  CANCELED: { faults: ["cancel-job@cp.complete#4+30ms"] },
  FAILED: { configuration: { "restart-strategy.type": "none" }, faults: ["crash:tm=B@cp.complete#4+30ms/1s"] },
};
/** Rows of the table of §8.1 of the notes: after which ends the checkpoints stay. */
const STAY: Readonly<Record<(typeof RETENTIONS)[number], readonly string[]>> = {
  NO_EXTERNALIZED_CHECKPOINTS: [],
  DELETE_ON_CANCELLATION: ["FAILED"],
  RETAIN_ON_CANCELLATION: ["CANCELED", "FAILED"],
};

function run({ configuration, ...rest }: Partial<Scenario>, retention: string, retained = 2): VerifiedRun {
  const scenario = bucketScenario({
    ...rest,
    configuration: {
      "execution.checkpointing.storage": "filesystem",
      "execution.checkpointing.data-inline-threshold": 0,
      "execution.checkpointing.num-retained": retained,
      "execution.checkpointing.externalized-checkpoint-retention": retention,
      ...configuration,
    },
  });
  return simulateVerified(scenario, bucketHost, { store: 1 });
}

/** Files that were written and that nobody has asked to delete. */
function remaining({ trace }: VerifiedRun): string[] {
  const files = new Set<string>();
  for (const { kind, ext } of trace) {
    if (kind === "file.write") files.add(String(ext?.file));
    else if (kind === "file.delete") files.delete(String(ext?.file));
  }
  return [...files].sort();
}

/** Files of the newest complete checkpoints. */
function filesOfNewest({ trace }: VerifiedRun, count: number): string[] {
  const lists = trace.filter(({ kind }) => kind === "cp.files").slice(-count);
  return lists.flatMap(({ ext }) => (ext?.files as readonly string[]) ?? []).sort();
}

describe.each(RETENTIONS)("%s", (retention) => {
  test.each(Object.keys(ENDS))("a job that is %s leaves the files that it is to leave, and no others", (end) => {
    const ended = run(ENDS[end], retention);
    expect(ended.status).toBe(end);
    expect(ended.violations).toEqual([]);
    const newest = filesOfNewest(ended, 2);
    expect(newest.filter((file) => file.endsWith("/_metadata")).length).toBe(2);
    expect(newest.length).toBeGreaterThan(2);
    expect(remaining(ended)).toEqual(STAY[retention].includes(end) ? newest : []);
  });
});

describe("a job that is called off", () => {
  const states = ({ trace }: VerifiedRun) =>
    trace.filter(({ kind }) => kind === "job.state").map(({ b }) => JOB_STATES[b]);

  test("goes through Flink's states, and commits nothing any more", () => {
    const canceled = run(ENDS.CANCELED, "RETAIN_ON_CANCELLATION");
    expect(states(canceled)).toEqual(["CREATED", "RUNNING", "CANCELLING", "CANCELED"]);
    expect(canceled.failure).toBeNull();
    const at = canceled.trace.find(({ kind, b }) => kind === "job.state" && JOB_STATES[b] === "CANCELLING")?.t ?? 0;
    expect(canceled.trace.filter(({ kind, t }) => kind === "cp.trigger" && t >= at)).toEqual([]);
  });

  test("does not start again if it was about to", () => {
    const faults = ["crash:tm=B@1500ms/4s", "cancel-job@restart.plan#1+20ms"];
    const canceled = run({ faults }, "RETAIN_ON_CANCELLATION");
    expect(states(canceled)).toEqual(["CREATED", "RUNNING", "RESTARTING", "CANCELLING", "CANCELED"]);
    expect(canceled.violations).toEqual([]);
  });

  test("ends as well while it waits for slots", () => {
    const configuration = { "parallelism.default": 8 };
    const canceled = run({ configuration, faults: ["cancel-job@1s"] }, "RETAIN_ON_CANCELLATION");
    expect(states(canceled)).toEqual(["CREATED", "RUNNING", "CANCELLING", "CANCELED"]);
    expect(canceled.status).toBe("CANCELED");
  });

  test("replays to the same digest", () => {
    const digest = () => run(ENDS.CANCELED, "RETAIN_ON_CANCELLATION").digest;
    expect(digest()).toBe(digest());
  });
});
