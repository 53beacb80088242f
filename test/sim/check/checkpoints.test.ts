import { describe, test } from "vitest";
import { CHECKPOINTING_MODES } from "../../../src/trace/kinds.ts";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const trigger = (ch: number, tasks: number[] = [], coordinators = 0, a = 0): Line => [
  "cp.trigger",
  { ch, a, ext: { tasks, coordinators } },
];
const ack = (ch: number, task: number): Line => ["cp.ack", { ch, task }];
const coordinatorAck = (ch: number): Line => ["cp.ack", { ch, task: -1, ext: { coordinator: "source" } }];
const complete = (ch: number): Line => ["cp.complete", { ch }];
const fail = (ch: number): Line => ["cp.fail", { ch, ext: { reason: "expired" } }];
const restore = (ch: number): Line => ["cp.restore", { ch, ext: { tasks: [] } }];

describe("properties of checkpoints", () => {
  test("CKP-1: a checkpoint completes when each task and coordinator has acknowledged once", () => {
    const good = [
      trigger(1, [0, 1], 1),
      ack(1, 0),
      coordinatorAck(1),
      ack(1, 1),
      complete(1),
      trigger(2, [0]),
      fail(2),
      ack(2, 0),
    ];
    expectProperty("CKP-1", good, [trigger(1, [0, 1], 1), ack(1, 0), complete(1)], {
      at: 2,
      message: "task 1, 1 coordinator",
      witnesses: [0],
    });
    expectProperty("CKP-1", good, [trigger(1, [0, 1]), ack(1, 0), ack(1, 0)], {
      at: 2,
      message: "twice by task 0",
      witnesses: [0, 1],
    });
    expectProperty("CKP-1", good, [trigger(1, [0, 1]), ack(1, 7)], {
      at: 1,
      message: "which it did not ask",
      witnesses: [0],
    });
  });

  test("CKP-2: a receiver's snapshot holds what the sender's snapshot has sent", () => {
    const sender: Line = [
      "cp.sync",
      {
        task: 0,
        ch: 1,
        ext: {
          sentCut: [
            [5, 10],
            [6, 3],
          ],
        },
      },
    ];
    const receiver = (n: number): Line => ["cp.sync", { task: 1, ch: 1, ext: { processedCut: [[5, n]] } }];
    expectProperty("CKP-2", [sender, receiver(10)], [sender, receiver(9)], {
      at: 1,
      message: "channel 5 had sent 10 records at the sender's cut, but the receiver's snapshot holds 9",
      witnesses: [0],
    });
    expectProperty("CKP-2", [receiver(10), sender], [receiver(11), sender], {
      at: 1,
      message: "channel 5 had sent 10",
      witnesses: [0],
    });
  });

  test("CKP-2: at least once a receiver's snapshot may hold more than the sender's has sent, never less", () => {
    const mode: Line = ["cp.settings", { x: CHECKPOINTING_MODES.indexOf("AT_LEAST_ONCE") }];
    const sender: Line = ["cp.sync", { task: 0, ch: 1, ext: { sentCut: [[5, 10]] } }];
    const receiver = (n: number): Line => ["cp.sync", { task: 1, ch: 1, ext: { processedCut: [[5, n]] } }];
    expectProperty("CKP-2", [mode, receiver(12), sender], [mode, sender, receiver(9)], {
      at: 2,
      message: "channel 5 had sent 10 records at the sender's cut, but the receiver's snapshot holds 9",
      witnesses: [1],
    });
  });

  test("CKP-3: ids of checkpoints increase", () => {
    expectProperty("CKP-3", [trigger(1), fail(1), trigger(2)], [trigger(2), fail(2), trigger(2)], {
      at: 2,
      message: "Checkpoint 2 was triggered after checkpoint 2",
      witnesses: [0],
    });
  });

  test("CKP-4: a restart restores the newest complete checkpoint", () => {
    const done = [
      trigger(1),
      complete(1),
      trigger(2),
      complete(2),
      ["cp.subsume", { ch: 1 }] as Line,
      trigger(3),
      fail(3),
    ];
    expectProperty(
      "CKP-4",
      [["topo.epoch", { a: 0, ext: { restoredCheckpoint: 0 } }], ...done, restore(2)],
      [...done, restore(1)],
      { at: 7, message: "Checkpoint 1 was restored, though it had been discarded", witnesses: [4] },
    );
    expectProperty("CKP-4", done, [...done, restore(3)], { at: 7, message: "never completed", witnesses: [] });
    expectProperty("CKP-4", done, [...done, ["topo.epoch", { a: 1, ext: { restoredCheckpoint: 0 } }]], {
      at: 7,
      message: "started empty, though checkpoint 2",
      witnesses: [3],
    });
  });

  test("CKP-4: a savepoint is restored only on demand", () => {
    const savepoint = [trigger(1), complete(1), trigger(2, [], 0, 1), complete(2)];
    expectProperty("CKP-4", [...savepoint, restore(2), restore(1)], [...savepoint, restore(0)], {
      at: 4,
      message: "started empty",
      witnesses: [1],
    });
  });

  test("CKP-4: nothing older than committed output is restored", () => {
    const committed: Line[] = [
      trigger(1),
      ["txn.pre", { task: 0, ch: 1, ext: { txn: "t" } }],
      ["txn.commit", { ext: { txn: "t" } }],
    ];
    expectProperty("CKP-4", [...committed, complete(1), restore(1)], [...committed, restore(0)], {
      at: 3,
      message: "output of checkpoint 1 has been committed",
      witnesses: [2],
    });
  });

  test("CKP-7: a checkpoint ends once and is notified as it ended", () => {
    const good = [
      trigger(1),
      complete(1),
      ["cp.notify", { ch: 1, task: 0, a: 0 }] as Line,
      trigger(2),
      fail(2),
      ["cp.notify", { ch: 2, task: 0, a: 1 }] as Line,
      ["cp.subsume", { ch: 1 }] as Line,
    ];
    expectProperty("CKP-7", good, [trigger(1), fail(1), complete(1)], {
      at: 2,
      message: "was failed before",
      witnesses: [1],
    });
    expectProperty("CKP-7", good, [trigger(1), ["cp.notify", { ch: 1, task: 0, a: 0 }]], {
      at: 1,
      message: "but it is pending",
      witnesses: [0],
    });
    expectProperty("CKP-7", good, [trigger(1), complete(1), ["cp.notify", { ch: 1, task: 0, a: 1 }]], {
      at: 2,
      message: "but it is complete",
      witnesses: [1],
    });
    expectProperty("CKP-7", good, [["job.state", { a: 2, b: 8 }], trigger(1)], {
      at: 1,
      message: "after the job had ended",
      witnesses: [0],
    });
  });

  test("CKP-7: no more are pending than are allowed, savepoints aside", () => {
    const settings: Line = ["cp.settings", { b: 1 }];
    const good = [settings, trigger(1), trigger(2, [], 0, 1), complete(1), fail(2), trigger(3)];
    expectProperty("CKP-7", good, [settings, trigger(1), trigger(2)], {
      at: 2,
      message: "was triggered while 1 are pending, and 1 may be",
      witnesses: [1],
    });
  });

  test("CKP-7: the interval keeps to the pause since the last completion, a user need not", () => {
    const settings: Line = ["cp.settings", { b: 1, ext: { minPauseMicros: 100 } }];
    const first: Line[] = [settings, trigger(1), ["cp.complete", { ch: 1 }, 1000]];
    const request = (a: number, at: number): Line => ["cp.request", { ch: 2, a, b: 1 }, at];
    expectProperty("CKP-7", [...first, request(1, 1050), request(0, 1100)], [...first, request(0, 1099)], {
      at: 3,
      message: "99 µs after the last one was complete, before the pause of 100 µs",
      witnesses: [2],
    });
  });

  test("CKP-9: nothing is taken from a blocked channel", () => {
    const block: Line = ["cp.block", { task: 1, ch: 4, a: 1 }];
    const unblock: Line = ["cp.unblock", { task: 1, ch: 4, a: 1 }];
    const take: Line = ["el.take", { task: 1, ch: 4, a: 1, b: 0 }];
    expectProperty("CKP-9", [block, unblock, take], [block, take], {
      at: 1,
      message: "which checkpoint 1 blocks",
      witnesses: [0],
    });
    expectProperty("CKP-9", [block, unblock], [block, unblock, unblock], {
      at: 2,
      message: "was not blocked",
      witnesses: [],
    });
  });
});
