import { describe, test } from "vitest";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const FINISHED = 8;
const open: Line = ["txn.open", { ext: { log: "out", txn: "t1", epoch: 1, producer: "p" } }];
const write: Line = ["txn.write", { b: 2, ext: { log: "out", txn: "t1", first: 0 } }];
const pre: Line = ["txn.pre", { task: 1, ch: 1, b: 2, ext: { txn: "t1", received: 2 } }];
const trigger: Line = ["cp.trigger", { ch: 1, ext: { tasks: [1], coordinators: 0 } }];
const ack: Line = ["cp.ack", { task: 1, ch: 1 }];
const complete: Line = ["cp.complete", { ch: 1 }];
const commit: Line = ["txn.commit", { b: 2, ext: { log: "out", txn: "t1", repeated: false } }];
const again: Line = ["txn.commit", { b: 2, ext: { log: "out", txn: "t1", repeated: true } }];
const abort: Line = ["txn.abort", { b: 2, ext: { log: "out", txn: "t1", why: "fenced" } }];
const finished: Line = ["job.state", { a: 2, b: FINISHED }];
const visible = (offset: number, value: string): Line => [
  "out.visible",
  { a: offset, ext: { log: "out", value, txn: "t1" } },
];
const protocol = [open, write, trigger, pre, ack, complete, commit];
const reference = new Map([["out", ["x", "y"]]]);

describe("properties of output", () => {
  test("OUT-1: the visible records of a finished job are those of the reference", () => {
    expectProperty(
      "OUT-1",
      [...protocol, visible(0, "y"), visible(1, "x"), finished],
      [...protocol, visible(0, "y"), finished],
      { at: -1, message: "out lacks 1 × x", witnesses: [] },
      { reference },
    );
    expectProperty(
      "OUT-1",
      [visible(0, "y")],
      [visible(0, "y"), visible(1, "x"), visible(2, "x"), finished],
      { at: 2, message: "holds 1 × x more", witnesses: [2] },
      { reference },
    );
  });

  test("OUT-2: no record outside the reference is ever visible, and no place of a log twice", () => {
    expectProperty(
      "OUT-2",
      [visible(0, "x"), visible(1, "y")],
      [visible(0, "x"), visible(1, "z")],
      { at: 1, message: "z became visible in out 1 × more often", witnesses: [] },
      { reference },
    );
    expectProperty("OUT-2", [visible(0, "x")], [visible(0, "x"), visible(0, "x")], {
      at: 1,
      message: "Offset 0 of out became visible a second time",
      witnesses: [0],
    });
  });

  test("OUT-3: a transaction is committed only after its checkpoint has completed", () => {
    expectProperty("OUT-3", [...protocol, again], [open, write, trigger, pre, commit], {
      at: 4,
      message: "before checkpoint 1",
      witnesses: [3],
    });
    expectProperty("OUT-3", protocol, [open, write, commit], { at: 2, message: "never pre-committed", witnesses: [] });
  });

  test("OUT-3: a later checkpoint of the same attempt stands in for one that failed", () => {
    const failed: Line = ["cp.fail", { ch: 1 }];
    const later = (task: number): Line[] => [
      ["cp.ack", { task, ch: 2 }],
      ["cp.complete", { ch: 2 }],
    ];
    expectProperty(
      "OUT-3",
      [open, write, trigger, pre, ack, failed, ...later(1), commit],
      [open, write, trigger, pre, ack, failed, ...later(2), commit],
      { at: 8, message: "before checkpoint 1", witnesses: [3] },
    );
  });

  test("OUT-3: without checkpoints the end of the input stands in for one, and nothing but the end", () => {
    const atEnd: Line = ["txn.pre", { task: 1, b: 2, ext: { txn: "t1", received: 2 } }];
    expectProperty("OUT-3", [open, write, atEnd, commit], [open, write, commit, atEnd], {
      at: 2,
      message: "never pre-committed",
      witnesses: [],
    });
    expectProperty("OUT-3", protocol, [trigger, open, write, atEnd, commit], {
      at: 4,
      message: "at the end of the input, though the job takes checkpoints",
      witnesses: [3, 0],
    });
  });

  test("OUT-4: a transaction of a complete checkpoint is not aborted", () => {
    expectProperty(
      "OUT-4",
      [open, write, trigger, pre, abort, ["cp.fail", { ch: 1 }], finished],
      [...protocol.slice(0, 6), abort],
      { at: 6, message: "Transaction t1 was aborted", witnesses: [3, 5] },
    );
    expectProperty("OUT-4", protocol, [open, write, trigger, pre, abort, ack, complete], {
      at: 6,
      message: "had been aborted",
      witnesses: [3, 4],
    });
  });

  test("OUT-4: what a failed checkpoint has prepared is due with the next one that the same attempt acknowledges", () => {
    const failed: Line = ["cp.fail", { ch: 1 }];
    const later = (task: number): Line[] => [
      ["cp.ack", { task, ch: 2 }],
      ["cp.complete", { ch: 2 }],
    ];
    const prepared = [open, write, trigger, pre, ack, failed];
    expectProperty("OUT-4", [...prepared, ...later(2), abort, finished], [...prepared, ...later(1), abort], {
      at: 8,
      message: "Transaction t1 was aborted, though checkpoint 2, which lists it, is complete",
      witnesses: [3, 7],
    });
    expectProperty("OUT-4", [...prepared, ...later(1), commit, finished], [...prepared, ...later(1), finished], {
      at: -1,
      message: "Transaction t1 of the complete checkpoint 2 was never committed",
      witnesses: [3, 7],
    });
  });

  test("OUT-4: without checkpoints a transaction is due at the end of the input", () => {
    const atEnd: Line = ["txn.pre", { task: 1, b: 2, ext: { txn: "t1", received: 2 } }];
    expectProperty("OUT-4", [open, write, atEnd, commit, finished], [open, write, atEnd, finished], {
      at: -1,
      message: "Transaction t1 of the end of the input was never committed",
      witnesses: [2, 2],
    });
  });

  const timedOut = (at: number): Line => [
    "txn.abort",
    { b: 2, ext: { log: "out", txn: "t1", why: "timeout", timeoutMs: 60_000 } },
    at,
  ];
  const refused = (at: number): Line => ["txn.refuse", { ext: { txn: "t1", request: "commit", reason: "x" } }, at];
  const at = ([kind, fields]: Line, micros: number): Line => [kind, fields, micros];

  test("OUT-4: a transaction that timed out after its checkpoint was complete is named with its outage", () => {
    const due = [at(open, 0), write, trigger, pre, ack, at(complete, 2_000_000)];
    expectProperty(
      "OUT-4",
      [...due, commit, timedOut(60_000_000)],
      [...due, timedOut(60_000_000), refused(73_000_000)],
      {
        at: 7,
        message:
          "Transaction t1 was aborted by its timeout of 60 s before it could be committed (open for 2 s, then an outage of 71 s): 2 records lost.",
        witnesses: [3, 5, 6],
      },
    );
    expectProperty("OUT-4", [...due, commit], [...due, timedOut(60_000_000)], {
      at: -1,
      message: "(open for 2 s, and no commit came any more): 2 records lost.",
      witnesses: [3, 5, 6],
    });
  });

  test("OUT-4: one that timed out before is lost when its checkpoint completes, and not when that fails", () => {
    const before: Line[] = [at(open, 0), write, trigger, timedOut(60_000_000), pre, ack];
    expectProperty(
      "OUT-4",
      [...before, ["cp.fail", { ch: 1 }], finished],
      [...before, at(complete, 75_000_000), refused(75_001_000)],
      {
        at: 7,
        message:
          "Transaction t1 was aborted by its timeout of 60 s before checkpoint 1 could complete (75 s after it was opened): 2 records lost.",
        witnesses: [4, 6, 3],
      },
    );
  });

  test("OUT-4: a transaction of a complete checkpoint is committed when the job has finished", () => {
    expectProperty("OUT-4", [...protocol, finished], [...protocol.slice(0, 6), finished], {
      at: -1,
      message: "was never committed",
      witnesses: [3, 5],
    });
  });

  test("OUT-5: a transaction takes effect once, however often it is committed", () => {
    expectProperty("OUT-5", [...protocol, visible(0, "x"), visible(1, "y"), again], [...protocol, commit], {
      at: 7,
      message: "a second time",
      witnesses: [6],
    });
    expectProperty("OUT-5", protocol, [...protocol, visible(0, "x"), visible(1, "y"), visible(2, "x")], {
      at: 9,
      message: "was given 2 records",
      witnesses: [6],
    });
  });

  const session = (a: number, task = 1, op = "sink"): Line => ["txn.session", { task, a, ext: { producer: "p", op } }];
  const opened = (epoch: number): Line => [
    "txn.open",
    { ext: { log: "out", txn: `p@${epoch}`, epoch, producer: "p" } },
  ];
  const of = (kind: "txn.write" | "txn.commit" | "txn.abort", epoch: number): Line => [
    kind,
    { b: 1, ext: { log: "out", txn: `p@${epoch}`, first: 0 } },
  ];
  const failed: Line = ["exec.state", { task: 1, a: 4, b: 8 }];

  test("OUT-6: a session that was fenced writes and commits nothing", () => {
    const first = [session(0), opened(0), of("txn.write", 0)];
    expectProperty(
      "OUT-6",
      [...first, of("txn.commit", 0), session(1), opened(1), of("txn.commit", 1)],
      [...first, session(1), of("txn.commit", 0)],
      { at: 4, message: "A commit of epoch 0 of p was accepted, though epoch 1 has begun", witnesses: [3] },
    );
    expectProperty("OUT-6", first, [session(0), session(1), opened(0)], {
      at: 2,
      message: "A write of epoch 0",
      witnesses: [1],
    });
    expectProperty("OUT-6", [session(0), session(1)], [session(1), session(1)], {
      at: 1,
      message: "begins with epoch 1, but epoch 1 was given",
      witnesses: [0],
    });
    // Without the sessions, the transactions tell.
    expectProperty("OUT-6", [opened(0), opened(1), of("txn.write", 1)], [opened(0), opened(1), of("txn.write", 0)], {
      at: 2,
      message: "A write of epoch 0",
      witnesses: [1],
    });
  });

  test("OUT-7: a transactional id belongs to one live writer", () => {
    expectProperty("OUT-7", [session(0), session(1), failed, session(2, 2)], [session(0), session(1, 2)], {
      at: 1,
      message: "Operator sink in task 2 uses the transactional id p, which operator sink in task 1 uses",
      witnesses: [0],
    });
    expectProperty("OUT-7", [session(0)], [session(0), session(1, 1, "other sink")], {
      at: 1,
      message: "Operator other sink in task 1",
      witnesses: [0],
    });
  });

  test("OUT-7: an id is used again when its transaction is decided, and none stays open", () => {
    const first = [session(0), opened(0)];
    expectProperty(
      "OUT-7",
      [...first, of("txn.commit", 0), session(1), opened(1), of("txn.abort", 1), finished],
      [...first, session(1)],
      { at: 2, message: "its transaction p@0 is undecided", witnesses: [0, 1] },
    );
    // A process that was given up does not know it yet.
    expectProperty(
      "OUT-7",
      [...first, failed, session(1, 2), of("txn.abort", 0), session(2, 1), opened(2), finished],
      [...first, session(1, 2)],
      { at: 2, message: "in task 2 uses", witnesses: [0] },
    );
    // The attempt has ended: the next one fences what it left.
    expectProperty("OUT-7", [...first, failed, session(1, 2), of("txn.abort", 0)], [...first, opened(1)], {
      at: 2,
      message: "p@1 was opened, but p@0 is undecided",
      witnesses: [1],
    });
    expectProperty("OUT-7", [...first, of("txn.commit", 0), finished], [...first, finished], {
      at: 2,
      message: "its transaction p@0 is still open",
      witnesses: [1],
    });
  });

  test("OUT-8: what a sink has received is in the log when it pre-commits", () => {
    expectProperty("OUT-8", protocol, [open, pre], { at: 1, message: "the log holds 0", witnesses: [0] });
    expectProperty(
      "OUT-8",
      protocol,
      [open, write, ["txn.pre", { task: 1, ch: 1, b: 2, ext: { txn: "t1", received: 3 } }]],
      { at: 2, message: "received 3", witnesses: [1] },
    );
  });

  test("OUT-9: a job finishes after its subtasks and its output", () => {
    const def: Line = ["exec.def", { task: 1, ext: { vertex: "v", subtask: 0, attempt: 0 } }];
    const done: Line = ["exec.state", { task: 1, a: 4, b: 5 }];
    expectProperty("OUT-9", [def, visible(0, "x"), done, finished], [def, finished], {
      at: 1,
      message: "before its subtask v.0",
      witnesses: [],
    });
    expectProperty("OUT-9", [def, done, finished, again], [def, done, finished, visible(0, "x")], {
      at: 3,
      message: "after the job had finished",
      witnesses: [2],
    });
    expectProperty("OUT-9", [def, done], [def, done, done], { at: 2, message: "finished twice", witnesses: [1] });
  });
});
