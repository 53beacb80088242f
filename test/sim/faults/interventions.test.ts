import { describe, expect, it } from "vitest";
import { JOBS } from "../../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { simulateVerified } from "../../../sim/verify.ts";

const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));

function run(name: string, faults: readonly string[]) {
  return simulateVerified({ ...SCENARIOS[name], faults }, { programs });
}

function times(trace: ReturnType<typeof run>["trace"], kind: string): number[] {
  return trace.filter((event) => event.kind === kind).map(({ t }) => t);
}

describe("what a user does while a job runs", () => {
  it("begins a checkpoint that is asked for, beside those of the interval, and it holds", () => {
    const plain = run("two-phase-commit", []);
    const asked = run("two-phase-commit", ["trigger-checkpoint@1.1s"]);
    const more = times(asked.trace, "cp.trigger").length - times(plain.trace, "cp.trigger").length;
    expect(more).toBe(1);
    const [first] = times(asked.trace, "cp.trigger").filter((t) => t >= 1_100_000);
    // The request travels from the client to the JobManager.
    expect(first).toBeGreaterThan(1_100_000);
    expect(first).toBeLessThan(1_105_000);
    const asking = asked.trace.find(
      ({ kind, ext }) => kind === "rpc.accept" && ext?.method === "triggerCheckpoint" && ext?.endpoint === "dispatcher",
    );
    expect(asking).toBeDefined();
    expect(times(asked.trace, "cp.complete").length).toBe(times(asked.trace, "cp.trigger").length);
    expect(asked.violations).toEqual([]);
    expect(asked.exactlyOnce).toBe(true);
  });

  it("commits late, and once, when requests to commit are lost", () => {
    const plain = run("two-phase-commit", []);
    const lost = run("two-phase-commit", ["drop:method=log.commit,n=2@0.5s"]);
    const [before] = times(plain.trace, "txn.commit");
    const [after] = times(lost.trace, "txn.commit");
    expect(after).toBeGreaterThan(before);
    expect(plain.output("sold").length).toBeGreaterThan(0);
    expect(lost.output("sold")).toEqual(plain.output("sold"));
    expect(lost.exactlyOnce).toBe(true);
  });

  it("commits once when the answers to commits are lost, although the log has heard each commit twice", () => {
    const lost = run("two-phase-commit", ["drop:method=log.commit,reply,n=2@0.5s"]);
    const commits = lost.trace.filter(({ kind }) => kind === "txn.commit");
    expect(commits.filter(({ ext }) => ext?.repeated === true).length).toBe(2);
    expect(lost.output("sold")).toEqual(run("two-phase-commit", []).output("sold"));
    expect(lost.exactlyOnce).toBe(true);
  });
});
