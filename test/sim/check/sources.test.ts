import { describe, test } from "vitest";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const epoch = (restoredCheckpoint = 0): Line => ["topo.epoch", { ext: { restoredCheckpoint } }];
const exec = (task: number, subtask: number): Line => ["exec.def", { task, ext: { vertex: "v", subtask } }];
const def = (id: string): Line => ["split.def", { ext: { id, vertex: "v" } }];
const send = (task: number, ...splits: string[]): Line => [
  "split.send",
  { task, b: splits.length === 0 ? 1 : 0, ext: { vertex: "v", splits } },
];
const take = (task: number, ...splits: string[]): Line => [
  "split.take",
  { task, b: splits.length === 0 ? 1 : 0, ext: { splits } },
];
const end = (task: number, ...splits: string[]): Line => ["split.end", { task, ext: { splits } }];
const enumerator = (ch: number): Line => ["split.cut", { ch, ext: { vertex: "v" } }];
const reader = (ch: number, task: number, ...splits: [string, number][]): Line => [
  "split.cut",
  { ch, task, ext: { splits } },
];
const rewind = (task: number, split: string, x = 0): Line => ["src.rewind", { task, x, ext: { split } }];
const trigger = (ch: number): Line => ["cp.trigger", { ch, ext: { tasks: [1, 2], coordinators: 1 } }];
const complete = (ch: number): Line => ["cp.complete", { ch }];
const finished: Line = ["job.state", { a: 2, b: 8 }];

const start = [epoch(), exec(1, 0), exec(2, 1), def("s0"), def("s1")];
const given = [...start, send(1, "s0"), take(1, "s0")];
const cut = [...given, trigger(1), enumerator(1), reader(1, 1, ["s0", 3]), reader(1, 2)];
const again = [epoch(1), exec(3, 0), exec(4, 1)];

describe("SRC-1: each split is in exactly one place", () => {
  test("it is given away once, comes to whom it was sent, and is finished by whom it came to", () => {
    expectProperty("SRC-1", [...given, end(1, "s0")], [...given, send(2, "s0")], {
      at: 7,
      message: "s0 was given to task 2, but is in the reader of task 1",
      witnesses: [6],
    });
    expectProperty("SRC-1", given, [...start, send(1, "s0"), take(2, "s0")], {
      at: 6,
      message: "s0 came to task 2, but is on its way to task 1",
      witnesses: [5],
    });
    expectProperty("SRC-1", given, [...start, end(1, "s0")], {
      at: 5,
      message: "s0 was finished by task 1, but is with the enumerator",
      witnesses: [],
    });
  });

  test("a complete checkpoint has it with the enumerator or in one reader", () => {
    // Sent before the enumerator's snapshot, taken after the reader's: in a checkpoint that fails it does not matter.
    const crossed = [...start, trigger(1), send(1, "s0"), enumerator(1), reader(1, 1), take(1, "s0")];
    expectProperty("SRC-1", [...crossed, ["cp.fail", { ch: 1 }]], [...crossed, complete(1)], {
      at: 10,
      message: "s0 is in no place of checkpoint 1",
      witnesses: [6],
    });
    expectProperty(
      "SRC-1",
      [...cut, complete(1)],
      [...start, trigger(1), enumerator(1), send(1, "s0"), take(1, "s0"), reader(1, 1, ["s0", 0]), complete(1)],
      { at: 10, message: "s0 is in two places of checkpoint 1: the enumerator and task 1", witnesses: [9] },
    );
    expectProperty("SRC-1", cut, [...given, reader(1, 1)], {
      at: 7,
      message: "lacks s0 in its snapshot 1",
      witnesses: [6],
    });
    expectProperty("SRC-1", cut, [...given, reader(1, 1, ["s0", 3]), reader(1, 2, ["s0", 3])], {
      at: 8,
      message: "Task 2 has s0 in its snapshot 1, but it is in the reader of task 1",
      witnesses: [6],
    });
  });

  test("a restore gives it to one reader, and the enumerator does not give it again", () => {
    const restored = [...cut, complete(1), ...again, rewind(3, "s0"), send(4, "s1"), take(4, "s1")];
    expectProperty("SRC-1", [...restored, end(3, "s0"), end(4, "s1"), finished], [...restored, rewind(4, "s0")], {
      at: 18,
      message: "Task 4 restored s0, but it is in the reader of task 3",
      witnesses: [15],
    });
    expectProperty("SRC-1", restored, [...cut, complete(1), ...again, send(3, "s0")], {
      at: 15,
      message: "s0 was given to task 3, but is still to be restored",
      witnesses: [6],
    });
    // What was given away after the checkpoint is with the enumerator again.
    expectProperty(
      "SRC-1",
      [...cut, complete(1), send(2, "s1"), take(2, "s1"), ...again, rewind(4, "s0"), send(3, "s1")],
      [...cut, complete(1), ...again, rewind(3, "s1")],
      { at: 15, message: "Task 3 restored s1, but it is with the enumerator", witnesses: [] },
    );
  });

  test("when the job has finished, so have all splits", () => {
    expectProperty(
      "SRC-1",
      [...given, send(2, "s1"), take(2, "s1"), end(1, "s0"), end(2, "s1"), finished],
      [...given, end(1, "s0"), finished],
      { at: 8, message: "The job finished, but s1 is with the enumerator", witnesses: [] },
    );
  });
});

describe("SRC-3: the enumerator's events cross no checkpoint", () => {
  test("what was sent before the enumerator's snapshot is in the reader's, and nothing else", () => {
    const early = [...start, send(1, "s0"), trigger(1), enumerator(1)];
    expectProperty(
      "SRC-3",
      [...early, take(1, "s0"), reader(1, 1), complete(1)],
      [...early, reader(1, 1), take(1, "s0"), complete(1)],
      {
        at: 10,
        message: "had sent 1 events to task 1 before its snapshot, but the reader's snapshot holds 0",
        witnesses: [7, 8],
      },
    );
    const late = [...start, trigger(1), enumerator(1), send(1, "s0")];
    expectProperty(
      "SRC-3",
      [...late, reader(1, 1), take(1, "s0"), complete(1)],
      [...late, take(1, "s0"), reader(1, 1), complete(1)],
      { at: 10, message: "had sent 0 events", witnesses: [6, 9] },
    );
    expectProperty("SRC-3", [...late, take(1, "s0"), reader(1, 1), ["cp.fail", { ch: 1 }]], [...start, take(1)], {
      at: 5,
      message: "which the enumerator had not sent",
      witnesses: [],
    });
  });

  test("events arrive in order", () => {
    expectProperty("SRC-3", [...given, send(1), take(1)], [...start, send(1, "s0"), send(1), take(1)], {
      at: 7,
      message: "took the end of the splits, but the splits s0 was sent before it",
      witnesses: [5],
    });
  });
});
