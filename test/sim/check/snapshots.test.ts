import { describe, test } from "vitest";
import { JOB_STATES, type JobState, OPERATOR_CALLS, type OperatorCall } from "../../../src/trace/kinds.ts";
import type { EventId } from "../../../src/trace/trace.ts";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const [RUNNING, FAILED] = [4, 8];
const trigger = (ch: number, tasks: number[] = [1], a = 0): Line => [
  "cp.trigger",
  { ch, a, ext: { tasks, coordinators: 0 } },
];
const ack = (ch: number, task: number): Line => ["cp.ack", { ch, task }];
const complete = (ch: number): Line => ["cp.complete", { ch }];
const fail = (ch: number, reason = "CHECKPOINT_EXPIRED"): Line => ["cp.fail", { ch, ext: { reason } }];
const subsume = (ch: number): Line => ["cp.subsume", { ch }];
const call = (of: OperatorCall, task = 1, ch = -1, b = 0): Line => [
  "op.call",
  { task, ch, b, a: OPERATOR_CALLS.indexOf(of) },
];
const vertex = (operators: number, parallelism = 1): Line => [
  "vertex.def",
  { ext: { id: "v", parallelism, operators: Array.from({ length: operators }, () => ({})) } },
];
const exec = (task: number, subtask = 0, extra = {}): Line => [
  "exec.def",
  { task, ext: { vertex: "v", subtask, attempt: 0, ...extra } },
];
const state = (task: number, b: number): Line => ["exec.state", { task, b }];
const record: Line = ["src.emit", { task: 1, b: 0, ext: { split: "s" } }];
/** The id of a line of coordination level, if all lines before it are. */
const idOf = (line: number): EventId => (line * 4) as EventId;
const jobFinished: Line = ["job.state", { a: 2, b: 8 }];

describe("what operators hear of checkpoints, CKP-8", () => {
  const ended = [trigger(1), complete(1), trigger(2), fail(2), trigger(3), complete(3)];
  test("that it is complete, once, in order, and only when it is", () => {
    const good = [
      ...ended,
      call("notify-complete", 1, 1),
      call("notify-complete", 1, 3),
      call("notify-complete", 2, 1),
    ];
    expectProperty("CKP-8", good, [...ended, call("notify-complete", 1, 1), call("notify-complete", 1, 1)], {
      at: 7,
      message: "after it had heard of checkpoint 1",
      witnesses: [6],
    });
    expectProperty("CKP-8", good, [...ended, call("notify-complete", 1, 3), call("notify-complete", 1, 1)], {
      at: 7,
      message: "after it had heard of checkpoint 3",
      witnesses: [6],
    });
    expectProperty("CKP-8", good, [...ended, call("notify-complete", 1, 2)], {
      at: 6,
      message: "that checkpoint 2 is complete, but it is not",
      witnesses: [],
    });
  });

  test("that it was aborted, once and only when it was, and nothing after its close", () => {
    const good = [...ended, call("notify-aborted", 1, 2), call("close"), call("notify-aborted", 2, 2)];
    expectProperty("CKP-8", good, [...ended, call("notify-aborted", 1, 2), call("notify-aborted", 1, 2)], {
      at: 7,
      message: "a second time",
      witnesses: [6],
    });
    expectProperty("CKP-8", good, [...ended, call("notify-aborted", 1, 1)], {
      at: 6,
      message: "that checkpoint 1 is aborted, but it is not",
      witnesses: [],
    });
    expectProperty("CKP-8", good, [...ended, call("close"), call("notify-complete", 1, 1)], {
      at: 7,
      message: "after it was closed",
      witnesses: [6],
    });
  });
});

describe("who takes part in a checkpoint, CKP-12", () => {
  const opened = [vertex(2), exec(1), call("initialize-state"), call("open"), call("initialize-state", 1, -1, 1)];
  test("it is triggered while all of its tasks run", () => {
    expectProperty("CKP-12", [exec(1), state(1, RUNNING), trigger(1)], [exec(1), state(1, 3), trigger(1)], {
      at: 2,
      message: "triggered, but task 1 is INITIALIZING",
      witnesses: [1],
    });
  });

  test("a task takes part with open operators and restored state", () => {
    expectProperty(
      "CKP-12",
      [...opened, call("open", 1, -1, 1), ["cp.inject", { task: 1, ch: 1 }]],
      [...opened, ["cp.inject", { task: 1, ch: 1 }]],
      { at: 5, message: "1 of its 2 operators are open", witnesses: [2] },
    );
    const restoring: Line[] = [vertex(1), exec(1), ["restore.begin", { task: 1, ch: 1 }]];
    const restored: Line = ["restore.end", { task: 1, ch: 1 }];
    const sync: Line = ["cp.sync", { task: 1, ch: 2 }];
    // A task that was restored as finished never ends its restore.
    expectProperty("CKP-12", [...restoring, sync], [...restoring, sync, restored], {
      at: 3,
      message: "took part in a checkpoint while it restored",
      witnesses: [2, 4],
    });
    expectProperty("CKP-12", [...restoring, restored, sync], [...restoring, sync, restored], {
      at: 3,
      message: "while it restored",
      witnesses: [2, 4],
    });
  });
});

describe("failed checkpoints, CKP-13", () => {
  const settings: Line = ["cp.settings", { a: 1, b: 1 }];
  const exceeded: Line = [
    "job.state",
    { a: 2, b: 3, ext: { reason: "Exceeded checkpoint tolerable failure threshold. The latest one failed." } },
  ];
  test("more in a row than are tolerated fail the job", () => {
    const two = [settings, trigger(1), fail(1), trigger(2), fail(2)];
    expectProperty("CKP-13", [...two, exceeded, trigger(3)], [...two, trigger(3)], {
      at: 5,
      message: "though 2 checkpoints in a row have failed",
      witnesses: [2, 4],
    });
  });

  test("fewer do not, nor those that a later success or their reason excuses", () => {
    expectProperty(
      "CKP-13",
      [settings, trigger(1), fail(1), trigger(2), complete(2), trigger(3), fail(3), trigger(4)],
      [settings, trigger(1), fail(1), exceeded],
      { at: 3, message: "though only 1 in a row have failed and 1 are tolerated", witnesses: [2] },
    );
    expectProperty(
      "CKP-13",
      [settings, trigger(1), fail(1), trigger(2), fail(2, "CHECKPOINT_DECLINED_TASK_CLOSING"), trigger(3)],
      [settings, trigger(1), fail(1), trigger(2), fail(2, "CHECKPOINT_SUBSUMED"), exceeded],
      { at: 5, message: "though only 1", witnesses: [2] },
    );
    expectProperty(
      "CKP-13",
      [settings, trigger(1), fail(1), trigger(2, [1], 1), fail(2), trigger(3)],
      [settings, trigger(1), fail(1), trigger(2), fail(2), trigger(3)],
      { at: 5, message: "have failed", witnesses: [2, 4] },
    );
  });

  test("a task whose snapshot failed does not go on", () => {
    const begun = call("snapshot-state", 1, 1);
    expectProperty("CKP-13", [begun, ["cp.sync", { task: 1, ch: 1 }], record], [begun, record], {
      at: 1,
      message: "goes on with records, though its snapshot has not been made",
      witnesses: [0],
    });
    expectProperty("CKP-13", [begun, ["fail.task", { task: 1, ext: { message: "no" } }]], [begun, record], {
      at: 1,
      message: "goes on",
      witnesses: [0],
    });
  });
});

describe("what is stored of a snapshot", () => {
  const bytes = (
    kind: "state.cut" | "state.store" | "state.load",
    task: number,
    digest: number | null,
    extra: object = {},
  ): Line => [kind, { task, ch: 1, ext: { op: "o", digest, groups: null, lists: [], file: null, ...extra } }];
  const written = (digest: number): Line => ["file.write", { ext: { file: "f", digest } }];
  const deleted = (b: number): Line => ["file.delete", { b, ext: { file: "f" } }];
  const refers: Line = ["cp.files", { ch: 1, ext: { files: ["f"] } }];
  const stored = bytes("state.store", 1, 7, { file: "f" });

  test("CKP-11: its bytes are those of the synchronous part", () => {
    expectProperty(
      "CKP-11",
      [trigger(1), bytes("state.cut", 1, 7), bytes("state.cut", 2, 8), bytes("state.store", 1, 7)],
      [trigger(1), bytes("state.cut", 1, 7), bytes("state.store", 1, 8)],
      { at: 2, message: "stored other bytes for checkpoint 1", witnesses: [1] },
    );
    const lists = (element: number) => ({ lists: [["l", "split", [element]]] });
    expectProperty(
      "CKP-11",
      [bytes("state.cut", 1, null, lists(3)), bytes("state.store", 1, null, lists(3))],
      [bytes("state.cut", 1, null, lists(3)), bytes("state.store", 1, null, lists(4))],
      { at: 1, message: "stored other bytes", witnesses: [0] },
    );
  });

  test("CKP-5: the files of a complete checkpoint are there until it is subsumed", () => {
    const there = [written(7), stored, complete(1), refers];
    expectProperty("CKP-5", [...there, deleted(0), subsume(1), deleted(1)], [...there, deleted(1)], {
      at: 4,
      message: "f was deleted, but checkpoint 1 refers to it",
      witnesses: [3],
    });
    expectProperty("CKP-5", there, [complete(1), refers], { at: 1, message: "which does not exist", witnesses: [] });
    expectProperty("CKP-5", there, [written(8), stored], {
      at: 1,
      message: "does not hold the bytes that task 1 stored",
      witnesses: [0],
    });
    expectProperty("CKP-5", there, [written(7), stored, written(9), refers], {
      at: 3,
      message: "which holds other bytes than were stored",
      witnesses: [1, 2],
    });
    expectProperty(
      "CKP-5",
      [...there, bytes("state.load", 2, 7, { file: "f" })],
      [...there, bytes("state.load", 2, 8, { file: "f" })],
      { at: 4, message: "restored other bytes from f", witnesses: [1] },
    );
  });

  test("CKP-6: nothing is left over but what complete checkpoints need", () => {
    const acked = [trigger(1), stored, ack(1, 1)];
    const removed: Line[] = [jobFinished, ["cp.discard", { ch: 1 }], deleted(0)];
    expectProperty("CKP-6", [...acked, complete(1), refers, ...removed], [...acked, fail(1), jobFinished], {
      at: -1,
      message: "f was never deleted",
      witnesses: [2, 4],
    });
    expectProperty(
      "CKP-6",
      [...acked, fail(1), deleted(0), jobFinished],
      [...acked, complete(1), refers, subsume(1), jobFinished],
      { at: -1, message: "f was never deleted", witnesses: [2, 6] },
    );
    // The task could not report its file.
    expectProperty("CKP-6", [trigger(1), stored, fail(1), jobFinished], [trigger(1), jobFinished], {
      at: -1,
      message: "Checkpoint 1 is still pending",
      witnesses: [0, 1],
    });
  });

  test("CKP-6: what is to stay of a job that has ended is not deleted, and nothing else stays", () => {
    const ended = (state: JobState): Line => ["job.state", { a: 2, b: JOB_STATES.indexOf(state) }];
    const settings = (retention: string): Line => ["cp.settings", { ext: { retention } }];
    const done = (retention: string) => [settings(retention), trigger(1), stored, ack(1, 1), complete(1), refers];
    const discard: Line[] = [["cp.discard", { ch: 1 }], deleted(0)];
    const ends: readonly JobState[] = ["FINISHED", "CANCELED", "FAILED"];
    const kept: Readonly<Record<string, readonly JobState[]>> = {
      NO_EXTERNALIZED_CHECKPOINTS: [],
      DELETE_ON_CANCELLATION: ["FAILED"],
      RETAIN_ON_CANCELLATION: ["CANCELED", "FAILED"],
    };
    for (const [retention, stays] of Object.entries(kept))
      for (const end of ends) {
        const keeping = [...done(retention), ended(end)];
        const deleting = [...keeping, ...discard];
        if (stays.includes(end))
          expectProperty("CKP-6", keeping, deleting, { at: 7, message: "but it is to stay", witnesses: [6] });
        else expectProperty("CKP-6", deleting, keeping, { at: -1, message: "f was never deleted", witnesses: [3, 6] });
      }
  });

  test("STA-3: the subtasks of an operator restore its key groups, each once", () => {
    const groups = (first: number, last: number) => ({ groups: [first, last] });
    const cut = [
      exec(1, 0, { kgStart: 0, kgEnd: 3 }),
      exec(2, 1, { kgStart: 4, kgEnd: 7 }),
      bytes("state.cut", 1, 11, groups(0, 3)),
      bytes("state.cut", 2, 12, groups(4, 7)),
      // Three subtasks where there were two.
      exec(3, 1, { kgStart: 3, kgEnd: 5 }),
    ];
    const end: Line = ["restore.end", { task: 3, ch: 1 }];
    const first = bytes("state.load", 3, 11, groups(0, 3));
    const second = bytes("state.load", 3, 12, groups(4, 7));
    expectProperty("STA-3", [...cut, first, second, end], [...cut, first, end], {
      at: 6,
      message: "restored 1 of its key groups of o, but checkpoint 1 holds 3 of them",
      witnesses: [2, 3],
    });
    expectProperty("STA-3", [...cut, first, second], [...cut, first, first], {
      at: 6,
      message: "restored key group 3 of o twice",
      witnesses: [5],
    });
    expectProperty("STA-3", [...cut, first], [...cut, bytes("state.load", 3, 99, groups(0, 3))], {
      at: 5,
      message: "from bytes that this operator did not put into checkpoint 1",
      witnesses: [],
    });
  });

  test("STA-4: each element of a list comes back once, all of a union list everywhere", () => {
    const list = (mode: string, ...elements: number[]) => ({ lists: [["l", mode, elements]] });
    const restart: Line = ["topo.epoch", { a: 1, ext: { restoredCheckpoint: 1 } }];
    const cut = (mode: string) => [
      vertex(1, 2),
      exec(1),
      exec(2, 1),
      bytes("state.cut", 1, null, list(mode, 5, 6)),
      bytes("state.cut", 2, null, list(mode, 6)),
      restart,
      exec(3),
      exec(4, 1),
    ];
    const load = (task: number, mode: string, ...elements: number[]) =>
      bytes("state.load", task, null, list(mode, ...elements));
    expectProperty(
      "STA-4",
      [...cut("split"), load(3, "split", 6), load(4, "split", 5, 6)],
      [...cut("split"), load(3, "split", 6), load(4, "split", 6)],
      {
        at: 9,
        message: "an element is there 0 × after the restore of checkpoint 1, instead of 1 ×",
        witnesses: [4, 9],
      },
    );
    expectProperty(
      "STA-4",
      [...cut("union"), load(3, "union", 5, 6, 6), load(4, "union", 5, 6, 6)],
      [...cut("union"), load(3, "union", 5, 6, 6), load(4, "union", 5, 6)],
      { at: 9, message: "an element is there 3 ×", witnesses: [4, 9] },
    );
    expectProperty("STA-4", cut("split"), [...cut("split"), load(3, "split", 5, 6), bytes("state.load", 4, null)], {
      at: 9,
      message: "an element is there 1 ×",
      witnesses: [4, 8],
    });
  });
});

describe("attempts and operators", () => {
  test("CRD-3: a subtask has one attempt at a time", () => {
    const next = exec(2, 0, { attempt: 1 });
    expectProperty("CRD-3", [exec(1), state(1, FAILED), next, state(2, RUNNING)], [exec(1), state(1, RUNNING), next], {
      at: 2,
      message: "Task 2 was made, but task 1, of the same subtask, is RUNNING",
      witnesses: [1],
    });
    expectProperty("CRD-3", [exec(1), exec(2, 1)], [exec(1), state(1, FAILED), exec(2)], {
      at: 2,
      message: "is attempt 0, but attempt 0 was made before it",
      witnesses: [1],
    });
    expectProperty("CRD-3", [exec(1)], [exec(1), state(1, FAILED), next, state(1, RUNNING)], {
      at: 3,
      message: "a later attempt has replaced it",
      witnesses: [1],
    });
  });

  test("CRD-6: a failure changes only the attempt that failed", () => {
    const epoch = (a: number): Line => ["topo.epoch", { a, ext: { restoredCheckpoint: 0 } }];
    const begin = [epoch(0), exec(1), exec(2, 1)];
    const [failure, report] = [begin.length, begin.length + 1];
    const failed: Line[] = [
      ["fail.task", { task: 1, ext: { message: "no" } }],
      ["rpc.accept", { cause: idOf(failure), ext: { endpoint: "jobmaster", method: "updateTaskExecutionState" } }],
    ];
    const fails = (task: number, a = 0): Line => ["exec.state", { task, a, b: FAILED, cause: idOf(report) }];
    expectProperty("CRD-6", [...begin, ...failed, fails(1)], [...begin, ...failed, fails(2)], {
      at: 5,
      message: "Task 2 failed by the report that task 1 has failed",
      witnesses: [report],
    });
    expectProperty("CRD-6", [...begin, ...failed, fails(1)], [...begin, ...failed, fails(1), fails(1, FAILED)], {
      at: 6,
      message: "goes to FAILED, though it is FAILED",
      witnesses: [5],
    });
    const plan: Line = ["restart.plan", { a: 1, cause: idOf(report) }];
    expectProperty("CRD-6", [...begin, ...failed, plan], [...begin, ...failed, epoch(1), exec(3), plan], {
      at: 7,
      message: "A restart was planned for task 1, which belongs to an epoch that is over",
      witnesses: [report],
    });
    expectProperty("CRD-6", begin, [...begin, epoch(1), exec(3), state(1, RUNNING)], {
      at: 5,
      message: "Task 1 is RUNNING, but belongs to an epoch that is over",
      witnesses: [1],
    });
  });

  test("CRD-8: operators are called in the order of their life", () => {
    const begin = [exec(1), call("initialize-state"), call("open")];
    const whole = [
      ...begin,
      record,
      call("snapshot-state", 1, 1),
      call("end-input"),
      call("finish"),
      call("snapshot-state", 1, 2),
      call("notify-complete", 1, 2),
      call("close"),
      state(1, 5),
    ];
    expectProperty("CRD-8", whole, [exec(1), call("initialize-state"), record], {
      at: 2,
      message: "handled a record, but its first operator is initialized",
      witnesses: [1],
    });
    expectProperty("CRD-8", [...begin, call("close")], [...begin, call("finish")], {
      at: 3,
      message: "finish was called of operator 0 of task 1, which is open",
      witnesses: [2],
    });
    expectProperty("CRD-8", whole, [...begin, call("close"), call("close")], {
      at: 4,
      message: "close was called of operator 0 of task 1, which is closed",
      witnesses: [3],
    });
    expectProperty("CRD-8", whole, [...begin, call("close"), state(1, 5)], {
      at: 4,
      message: "its operator 0 is closed unfinished",
      witnesses: [3],
    });
  });

  test("CRD-8: the input has ended when an operator is told so", () => {
    const channel: Line = ["chan.def", { ch: 5, ext: { fromTask: 0, toTask: 1 } }];
    const last: Line = ["buf.send", { task: 0, ch: 5, ext: { data: false, event: "end-of-data" } }];
    const begin = [exec(1), channel, call("initialize-state"), call("open")];
    expectProperty("CRD-8", [...begin, last, call("end-input")], [...begin, call("end-input")], {
      at: 4,
      message: "told of the end of its input, but 1 channels go on",
      witnesses: [],
    });
  });
});
