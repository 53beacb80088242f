/**
 * The crash matrix of two-phase commit (§16.11 of the semantics), row by row: t7 are the transactions `out-0-7@0` and
 * `out-1-7@0`, written between checkpoints 6 and 7 by the two subtasks of the sink.
 *
 * Two rows have no subject yet: "savepoint sp 7 taken, job continues" and "job restored from savepoint sp 7 elsewhere while
 * the old job also commits t7". Both wait for savepoints. Nor is the JobManager crashed here: without high availability a
 * restarted one does not know its jobs, and there is nothing that could restore a checkpoint.
 */
import { describe, expect, test } from "vitest";
import { Observed } from "./ticks.ts";

const T7 = ["out-0-7@0", "out-1-7@0"];
const SINK = "task=sink: Writer";
/** The acknowledgement waits for a file, so that there is a time between pre-commit and completion. */
const STORED = {
  "execution.checkpointing.storage": "filesystem",
  "execution.checkpointing.data-inline-threshold": "0 b",
};
/** Checkpoint 7 is given up soon enough for others to follow. */
const IMPATIENT = { "execution.checkpointing.timeout": "300 ms" };
const LOST_ACKNOWLEDGEMENT = "drop:method=acknowledgeCheckpoint,n=1@cp.trigger(cp=7)#1";

/** What t7 held was never shown by it, was sent again, and is shown by later sessions of the same checkpoint number or later. */
function expectReplayed(observed: Observed): void {
  for (const txn of T7) {
    const { lines, replayed, shownBy } = observed.fateOf(txn);
    expect(lines.length).toBeGreaterThan(0);
    expect(replayed).toBe(lines.length);
    expect(shownBy).not.toContain(txn);
  }
}

/** What t7 held was shown by t7 alone, and none of it was sent again. */
function expectKept(observed: Observed, txns: readonly string[] = T7): void {
  for (const txn of txns) {
    const { lines, replayed, shownBy } = observed.fateOf(txn);
    expect(lines.length).toBeGreaterThan(0);
    expect(replayed).toBe(0);
    expect(shownBy).toEqual([txn]);
  }
}

describe("t7, when a TaskManager crashes", () => {
  test("before snapshotState(7): checkpoint 6 is restored, t7 is aborted, its records are replayed", () => {
    const observed = new Observed([`crash:tm=A@cp.first(cp=7,${SINK},subtask=1)#1/500ms`]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([6]);
    expectReplayed(observed);
    const [own] = T7;
    expect(observed.fateOf(own).story).toEqual([
      "checkpoint 6 complete",
      "opened",
      "fault",
      "checkpoint 7 failed",
      "restored 6",
      "aborted: fenced by a new session",
      "checkpoint 8 complete",
    ]);
  });

  test("after the pre-commit, before checkpoint 7 is complete: checkpoint 6 is restored, t7 is aborted, its records are replayed", () => {
    const observed = new Observed([`crash:tm=A@txn.pre(cp=7,${SINK},subtask=1)#1/500ms`], STORED);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([6]);
    expectReplayed(observed);
    const [own] = T7;
    expect(observed.fateOf(own).story).toEqual([
      "checkpoint 6 complete",
      "opened",
      "prepared for 7",
      "fault",
      "checkpoint 7 failed",
      "restored 6",
      "aborted: fenced by a new session",
      "checkpoint 8 complete",
    ]);
  });

  test("after checkpoint 7 is complete, before the commit: checkpoint 7 is restored and t7 committed at once", () => {
    const observed = new Observed(["crash:tm=A@cp.complete(cp=7)#1/500ms"]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([7]);
    expectKept(observed);
    for (const txn of T7)
      expect(observed.fateOf(txn).story).toEqual([
        "checkpoint 6 complete",
        "opened",
        "prepared for 7",
        "checkpoint 7 complete",
        "fault",
        "restored 7",
        "committed",
        "checkpoint 8 complete",
      ]);
  });

  test("after the commit, before the next checkpoint: checkpoint 7 is restored, and committing t7 again changes nothing", () => {
    const observed = new Observed(["crash:tm=A@cp.complete(cp=7)#1+50ms/500ms"]);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([7]);
    expectKept(observed);
    for (const txn of T7)
      expect(observed.fateOf(txn).story).toEqual([
        "checkpoint 6 complete",
        "opened",
        "prepared for 7",
        "checkpoint 7 complete",
        "committed",
        "fault",
        "restored 7",
        "committed again",
        "checkpoint 8 complete",
      ]);
  });
});

describe("t7, when checkpoint 7 is aborted", () => {
  test("and checkpoint 8 completes: it is committed together with t8", () => {
    const observed = new Observed([LOST_ACKNOWLEDGEMENT], IMPATIENT);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([]);
    const t8 = ["out-0-8@0", "out-1-8@0"];
    expectKept(observed, [...T7, ...t8]);
    for (const txn of T7)
      expect(observed.fateOf(txn).story).toEqual([
        "checkpoint 6 complete",
        "opened",
        "fault",
        "prepared for 7",
        "checkpoint 7 failed",
        "checkpoint 8 complete",
        "committed",
      ]);
    const [from, to] = [8, 9].map((n) => Number(observed.events("cp.complete").find(({ ch }) => ch === n)?.t));
    const between = observed.events("txn.commit").filter(({ t }) => t >= from && t < to);
    expect(between.map(({ ext }) => ext?.txn).sort()).toEqual([...T7, ...t8].sort());
  });

  test("and a TaskManager crashes when checkpoint 8 is complete: checkpoint 8 is restored, and both are committed from its state", () => {
    const observed = new Observed([LOST_ACKNOWLEDGEMENT, "crash:tm=A@cp.complete(cp=8)#1/500ms"], IMPATIENT);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([8]);
    expectKept(observed, [...T7, "out-0-8@0", "out-1-8@0"]);
    // The other sink may have heard in time: then its commit from the restored state changes nothing.
    expect(observed.fateOf("out-0-7@0").story.slice(-4)).toEqual([
      "checkpoint 8 complete",
      "fault",
      "restored 8",
      "committed",
    ]);
  });

  test("and a TaskManager crashes before checkpoint 8 is complete: checkpoint 6 is restored, t7 and t8 are aborted", () => {
    const observed = new Observed([LOST_ACKNOWLEDGEMENT, "crash:tm=A@cp.fail(cp=7)#1/500ms"], IMPATIENT);
    observed.expectExactlyOnce();
    expect(observed.restored).toEqual([6]);
    expectReplayed(observed);
    for (const txn of [...T7, "out-0-8@0", "out-1-8@0"])
      expect(observed.fateOf(txn).story).toContain("aborted: fenced by a new session");
  });

  test("by nobody, but no sink hears that it is complete: t7 is committed when they hear of checkpoint 8", () => {
    const observed = new Observed(["drop:method=confirmCheckpoint,n=4@cp.trigger(cp=7)#1"]);
    observed.expectExactlyOnce();
    expectKept(observed);
    for (const txn of T7)
      expect(observed.fateOf(txn).story).toEqual([
        "checkpoint 6 complete",
        "opened",
        "fault",
        "prepared for 7",
        "checkpoint 7 complete",
        "checkpoint 8 complete",
        "committed",
      ]);
  });
});
