import { describe, test } from "vitest";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const channel = (ch: number, toTask = 1, extra = {}): Line => [
  "chan.def",
  { ch, ext: { edge: "e", fromTask: 0, toTask, gate: 0, index: 0, local: false, ...extra } },
];
const wm = (ch: number, x: number): Line => ["wm.channel", { task: 1, ch, x }];
const advance = (x: number, ch = 1): Line => ["wm.advance", { task: 1, ch, x }];
const vertex: Line = ["vertex.def", { ext: { id: "v", parallelism: 2, maxParallelism: 128 } }];
const exec = (task: number, subtask: number, kgStart: number, kgEnd: number, attempt = 0): Line => [
  "exec.def",
  { task, ext: { vertex: "v", subtask, attempt, kgStart, kgEnd } },
];
const sync = (task: number, ch: number): Line => ["cp.sync", { task, ch }];
const restore = (task: number, ch: number): Line => ["restore.begin", { task, ch }];

describe("properties of event time", () => {
  test("EVT-1: watermarks only grow", () => {
    expectProperty("EVT-1", [wm(1, 5), wm(2, 5), wm(1, 6)], [wm(1, 5), wm(1, 5)], {
      at: 1,
      message: "After watermark 5 channel 1 delivered watermark 5",
      witnesses: [0],
    });
    expectProperty(
      "EVT-1",
      [["wm.gen", { task: 1, x: 4 }]],
      [
        ["wm.gen", { task: 1, x: 4 }],
        ["wm.gen", { task: 1, x: 3 }],
      ],
      { at: 1, message: "generated watermark 3", witnesses: [0] },
    );
  });

  test("EVT-2: a task's watermark is the minimum of its active channels", () => {
    const two = [channel(1), channel(2), wm(1, 5)];
    expectProperty("EVT-2", [...two, wm(2, 3), advance(3, 2)], [...two, advance(5)], {
      at: 3,
      message: "advanced to watermark 5",
      witnesses: [2],
    });
    expectProperty("EVT-2", two, [...two, wm(2, 3), wm(2, 4)], {
      at: 4,
      message: "has not advanced to watermark 3",
      witnesses: [3],
    });
    expectProperty("EVT-2", two, [...two, wm(2, 3), advance(5, 2)], {
      at: 4,
      message: "watermark 5 instead of 3",
      witnesses: [3],
    });
  });

  test("EVT-2: an idle channel holds nothing back, and when all are idle the largest watermark comes out", () => {
    const idle = (ch: number): Line => ["wm.idle", { task: 1, ch }];
    const two = [channel(1), channel(2), wm(1, 5), wm(2, 3), advance(3, 2)];
    expectProperty(
      "EVT-2",
      [...two, idle(2), advance(5, 1), idle(1), ["wm.active", { task: 1, ch: 2 }], wm(2, 4)],
      [...two, idle(2), wm(1, 6)],
      { at: 6, message: "has not advanced to watermark 5", witnesses: [5] },
    );
  });

  test("EVT-4: a record is late exactly when its window is over", () => {
    const late = (watermark: number): Line => [
      "rec.late",
      { task: 1, ext: { start: 0, end: 10, watermark, cleanupTime: 14, timestamp: 3 } },
    ];
    const add: Line = ["win.add", { task: 1, ext: { op: "o", key: "k", start: 0, end: 10 } }];
    expectProperty("EVT-4", [advance(9), add, advance(14), late(14)], [advance(13), late(13)], {
      at: 1,
      message: "kept until 14",
      witnesses: [0],
    });
    expectProperty("EVT-4", [add], [advance(14), late(14), add], {
      at: 2,
      message: "ended for good at watermark 14",
      witnesses: [0],
    });
    expectProperty("EVT-4", [add], [advance(9), late(20)], {
      at: 1,
      message: "which task 1 has not reached",
      witnesses: [0],
    });
  });
});

describe("properties of the network", () => {
  const send = (a: number, data = true): Line => [
    "buf.send",
    { task: 0, ch: 1, a, b: 4, x: 100, ext: { data, first: 0, last: 0 } },
  ];
  const recycle = (a: number): Line => ["buf.recycle", { task: 1, ch: 1, a }];

  test("NET-1: data is sent within the credit", () => {
    const grant: Line = ["credit.grant", { ch: 1, a: 1, b: 0 }];
    expectProperty(
      "NET-1",
      [channel(1), send(0), send(1), send(2, false), grant, send(3)],
      [channel(1), send(0), send(1), grant, send(2), send(3)],
      { at: 5, message: "sent buffer 3 without credit", witnesses: [3] },
    );
    expectProperty(
      "NET-1",
      [channel(1, 1, { local: true }), send(0), send(1), send(2)],
      [channel(1), send(0)],
      { at: 1, message: "without credit", witnesses: [] },
      { initialCredit: 0 },
    );
  });

  test("NET-3: a channel keeps the order of buffers and loses none", () => {
    expectProperty("NET-3", [send(0), send(1, false), send(2), recycle(0), recycle(2)], [send(0), send(2)], {
      at: 1,
      message: "sent buffer 2 after buffer 0",
      witnesses: [0],
    });
    expectProperty("NET-3", [send(0)], [send(0), send(1), recycle(1)], {
      at: 2,
      message: "processed before buffer 0",
      witnesses: [0],
    });
    expectProperty("NET-3", [send(0)], [send(0), recycle(0), recycle(0)], {
      at: 2,
      message: "is not on its way",
      witnesses: [],
    });
  });

  test("NET-3: a channel keeps the order of records and loses none", () => {
    const emit = (a: number): Line => ["el.emit", { task: 0, ch: 1, a, b: 0 }];
    const take = (a: number): Line => ["el.take", { task: 1, ch: 1, a, b: 0 }];
    expectProperty("NET-3", [emit(1), emit(2), take(1), take(2)], [emit(1), emit(2), take(2)], {
      at: 2,
      message: "Record 2 was taken in channel 1 after record 0",
      witnesses: [],
    });
    expectProperty("NET-3", [emit(1)], [emit(1), take(1), take(2)], {
      at: 2,
      message: "but was not sent",
      witnesses: [],
    });
  });
});

describe("properties of state and timers", () => {
  const write = (task: number, b: number, key: unknown, after: unknown, before?: unknown): Line => [
    "st.write",
    { task, b, ext: { state: "s", key, ns: null, after, ...(before === undefined ? {} : { before }) } },
  ];
  const read = (task: number, b: number, key: unknown, before: unknown): Line => [
    "st.read",
    { task, b, ext: { state: "s", key, ns: null, before } },
  ];

  test("STA-1: a key is handled by the owner of its key group, which follows from its hash", () => {
    const defs = [vertex, exec(1, 0, 0, 63), exec(2, 1, 64, 127)];
    expectProperty("STA-1", defs, [...defs, write(1, 64, "k", 1)], {
      at: 3,
      message: "handled key group 64, but owns 0 to 63",
      witnesses: [1],
    });
    expectProperty("STA-1", defs, [vertex, exec(1, 0, 0, 64)], {
      at: 1,
      message: "0 to 64 instead of 0 to 63",
      witnesses: [],
    });
  });

  test("STA-2: a state holds what was written last, before and after a restore", () => {
    const first = [
      vertex,
      exec(1, 0, 0, 63),
      write(1, 3, "k", 7),
      sync(1, 1),
      write(1, 3, "k", 8, 7),
      exec(3, 0, 0, 63, 1),
      restore(3, 1),
    ];
    expectProperty("STA-2", [...first, read(3, 3, "k", 7)], [...first, read(3, 3, "k", 8)], {
      at: 7,
      message: "holds 8, but 7 was written",
      witnesses: [2],
    });
    expectProperty(
      "STA-2",
      [
        vertex,
        exec(1, 0, 0, 63),
        write(1, 3, "k", 7),
        ["st.del", { task: 1, b: 3, ext: { state: "s", key: "k", ns: null } }],
        read(1, 3, "k", null),
      ],
      [exec(1, 0, 0, 63), write(1, 3, "k", 7), read(1, 3, "k", null)],
      { at: 2, message: "holds null, but 7", witnesses: [1] },
    );
  });

  test("TMR-1: timers are conserved across snapshots and restores", () => {
    const timer = (kind: "timer.set" | "timer.fire" | "timer.del", task: number, x = 9): Line => [
      kind,
      { task, b: 0, x, ext: { op: "o", service: "s", key: "k", kg: 3, ns: null } },
    ];
    const pending = (task: number, a: number, timers: string[]): Line => [
      "timer.pending",
      { task, ch: 1, a, ext: { op: "o", timers } },
    ];
    const cut = [
      exec(1, 0, 0, 63),
      timer("timer.set", 1),
      timer("timer.set", 1),
      pending(1, 0, ["k@9"]),
      sync(1, 1),
      timer("timer.fire", 1),
      exec(3, 0, 0, 63, 1),
      restore(3, 1),
    ];
    expectProperty("TMR-1", [...cut, pending(3, 1, ["k@9"]), timer("timer.fire", 3)], [...cut, pending(3, 1, [])], {
      at: 8,
      message: "has 0 pending timers of o instead of 1",
      witnesses: [1],
    });
    expectProperty("TMR-1", [...cut, timer("timer.del", 3)], [...cut, timer("timer.fire", 3), timer("timer.fire", 3)], {
      at: 9,
      message: "was not pending",
      witnesses: [],
    });
  });
});

describe("properties of sources and coordination", () => {
  test("SRC-2: a split is read without gaps and goes on where it was rewound to", () => {
    const emit = (task: number, b: number): Line => ["src.emit", { task, b, ext: { split: "s0" } }];
    const rewind = (task: number, x: number): Line => ["src.rewind", { task, b: 3, x, ext: { split: "s0" } }];
    expectProperty("SRC-2", [emit(1, 0), emit(1, 1), rewind(2, 1), emit(2, 1), emit(2, 2)], [emit(1, 0), emit(1, 2)], {
      at: 1,
      message: "Offset 2 of s0 was read after offset 0",
      witnesses: [0],
    });
    expectProperty("SRC-2", [emit(1, 0)], [emit(1, 0), rewind(2, 0), emit(2, 1)], {
      at: 2,
      message: "at offset 1 instead of 0",
      witnesses: [0],
    });
    const cut: Line[] = [emit(1, 0), emit(1, 1), ["split.cut", { task: 1, ch: 1, ext: { splits: [["s0", 2]] } }]];
    const restart: Line = ["topo.epoch", { a: 1, ext: { restoredCheckpoint: 1 } }];
    expectProperty("SRC-2", [...cut, emit(1, 2), restart, rewind(2, 2)], [...cut, restart, rewind(2, 1)], {
      at: 4,
      message: "restored at offset 1, but checkpoint 1 has it at 2",
      witnesses: [2],
    });
    expectProperty("SRC-2", [emit(1, 0)], [emit(1, 0), emit(2, 5)], {
      at: 1,
      message: "only offsets up to 0",
      witnesses: [0],
    });
  });

  test("CRD-2: a message with another token or from a dead incarnation is not accepted", () => {
    const tm = (ch: number, incarnation: number): Line => [
      "tm.def",
      { ch, ext: { id: `A${incarnation}`, node: "tm-A", incarnation, slots: 2 } },
    ];
    const send: Line = [
      "rpc.send",
      { a: 7, ext: { from: "tm-A", to: "jm", endpoint: "jm", method: "ack", token: "f1" } },
    ];
    const accept = (token: string): Line => [
      "rpc.accept",
      { a: 7, ext: { endpoint: "jm", method: "ack", token, expected: "f1" } },
    ];
    expectProperty("CRD-2", [tm(0, 0), send, accept("f1")], [tm(0, 0), send, accept("f0")], {
      at: 2,
      message: 'token "f0" instead of "f1"',
      witnesses: [1],
    });
    expectProperty(
      "CRD-2",
      [tm(0, 0), send, tm(1, 1), accept("f1")],
      [tm(0, 0), send, tm(1, 1), ["tm.register", { ch: 1 }], accept("f1")],
      { at: 4, message: "from an incarnation of tm-A that is dead", witnesses: [1, 2] },
    );
  });

  test("CRD-4: a slot serves one allocation", () => {
    const tm: Line = ["tm.def", { ch: 0, ext: { id: "A", node: "tm-A", incarnation: 0, slots: 2 } }];
    const active = (allocation: string, a = 0): Line => ["slot.active", { ch: 0, a, ext: { allocation, job: "j" } }];
    expectProperty(
      "CRD-4",
      [tm, active("x"), active("x"), ["slot.free", { ch: 0, a: 0 }], active("y")],
      [tm, active("x"), active("y")],
      { at: 2, message: "was given to y, but x holds it", witnesses: [1] },
    );
    expectProperty("CRD-4", [tm], [tm, active("x", 2)], { at: 1, message: "has 2 slots", witnesses: [] });
  });
});
