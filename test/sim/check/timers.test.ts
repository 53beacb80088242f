import { describe, test } from "vitest";
import type { Line } from "./support.ts";
import { expectProperty, traceOf } from "./support.ts";

const exec = (task: number): Line => ["exec.def", { task, ext: { vertex: "v", subtask: 0, kgStart: 0, kgEnd: 63 } }];
const timer = (key: string, ext = {}) => ({ op: "o", service: "s", key, kg: 3, ns: null, ...ext });
const set = (x: number, key = "k", b = 0, task = 1): Line => ["timer.set", { task, b, x, ext: timer(key) }];
const fire = (x: number, watermark: number, key = "k", task = 1): Line => [
  "timer.fire",
  { task, b: 0, x, ext: timer(key, { watermark }) },
];
const advance = (x: number): Line => ["wm.advance", { task: 1, ch: 1, x, ext: { input: 0 } }];
const sync: Line = ["cp.sync", { task: 1, ch: 1 }];
const restore: readonly Line[] = [exec(3), ["restore.begin", { task: 3, ch: 1 }]];
const state = (b: number): Line => ["exec.state", { task: 1, a: 4, b }];

describe("TMR-2: timers fire in time", () => {
  test("in event time when the watermark is there", () => {
    expectProperty("TMR-2", [set(5), fire(5, 5)], [set(5), fire(5, 4)], {
      at: 1,
      message: "for 5 fired at watermark 4",
      witnesses: [],
    });
  });

  test("in processing time after their time", () => {
    const ring = (now: number): Line => ["timer.fire", { task: 1, b: 1, x: 5, ext: timer("k", { now }) }];
    expectProperty("TMR-2", [set(5, "k", 1), ring(6)], [set(5, "k", 1), ring(5)], {
      at: 1,
      message: "fired at 5, before its time",
      witnesses: [],
    });
  });

  test("those that are pending together in order", () => {
    expectProperty(
      "TMR-2",
      [set(9), fire(9, 9), set(5, "b"), fire(5, 9, "b")],
      [set(9), set(5, "b"), fire(9, 9), fire(5, 9, "b")],
      {
        at: 3,
        message: "fired after one for 9, and was pending all the while",
        witnesses: [1, 2],
      },
    );
    expectProperty("TMR-2", [], [set(9), set(5, "b"), fire(9, 9), set(7), fire(7, 9), fire(5, 9, "b")], {
      at: 5,
      message: "fired after one for 7",
      witnesses: [1, 4],
    });
  });

  test("no later than the watermark; one that is set too late waits for the next", () => {
    const pending: Line = ["timer.pending", { task: 1, ch: 1, a: 0, ext: { op: "o", timers: [] } }];
    expectProperty("TMR-2", [advance(9), set(5), pending], [set(5), advance(9), pending], {
      at: 2,
      message: "A timer for 5 has not fired, though the watermark is 9",
      witnesses: [0, 1],
    });
    expectProperty("TMR-2", [set(5), state(5)], [set(5), advance(9), state(5)], {
      at: 2,
      message: "A timer for 5 has not fired",
      witnesses: [0, 1],
    });
  });

  test("for their own key", () => {
    const [fired] = traceOf([fire(5, 5)]);
    const touch = (key: string): Line => [
      "st.write",
      { task: 1, b: 3, cause: fired.id, ext: { state: "s", key, ns: null, before: 0, after: 1 } },
    ];
    expectProperty("TMR-2", [fire(5, 5), touch("k")], [fire(5, 5), touch("other")], {
      at: 1,
      message: "touched key",
      witnesses: [0],
    });
  });
});

describe("TMR-3: processing-time timers fire alone", () => {
  const ring = (depth = 1): Line => ["timer.fire", { task: 1, b: 1, x: 5, ext: timer("k", { now: 6, depth }) }];
  const begin: Line = ["proc.begin", { task: 1 }];
  const end: Line = ["proc.end", { task: 1 }];

  test("not inside their own registration", () => {
    expectProperty("TMR-3", [begin, end, ring()], [begin, ring()], {
      at: 1,
      message: "while task 1 was working on records",
      witnesses: [0],
    });
    expectProperty("TMR-3", [ring(), ring()], [ring(), ring(2)], {
      at: 1,
      message: "while another timer was firing",
      witnesses: [],
    });
  });

  test("not after the end of input or attempt; the JobManager may be wrong about that", () => {
    const noMore: Line = ["buf.send", { task: 1, ch: 1, a: 3, ext: { data: false, event: "end-of-data" } }];
    expectProperty("TMR-3", [noMore, fire(5, 5)], [noMore, ring()], {
      at: 1,
      message: "the input of task 1 had ended",
      witnesses: [0],
    });
    expectProperty("TMR-3", [state(8), ring()], [state(7), ring()], {
      at: 1,
      message: "task 1 had ended",
      witnesses: [0],
    });
    expectProperty("TMR-3", [], [["fail.task", { task: 1 }], fire(5, 5)], {
      at: 1,
      message: "task 1 had ended",
      witnesses: [0],
    });
  });
});

describe("TMR-4: restored timers are armed", () => {
  const slice = (ms: number): Line => ["proc.begin", { task: 3, ch: 1 }, ms * 1000];
  const ring = (x: number, key: string): Line => ["timer.fire", { task: 3, b: 1, x, ext: timer(key, { now: x + 1 }) }];
  const begun: readonly Line[] = [
    ["run.begin", { ext: { startEpochMs: 1000 } }],
    exec(1),
    set(1005, "a", 1),
    set(1006, "b", 1),
    sync,
    ["chan.def", { ch: 1, ext: { fromTask: 0, toTask: 3 } }],
    ...restore,
  ];
  const ended = (task: number, ms: number): Line => [
    "buf.send",
    { task, ch: task === 3 ? 2 : 1, ext: { data: false, event: "end-of-data" } },
    ms * 1000,
  ];
  const slices = (from: number, count: number) => Array.from({ length: count }, (_, i) => slice(from + i));

  test("a task that works on and on fires them first", () => {
    expectProperty(
      "TMR-4",
      [...begun, ...slices(1, 5), slice(7), ring(1005, "a"), ...slices(8, 2), ring(1006, "b"), ...slices(11, 9)],
      [...begun, ...slices(1, 5), ...slices(7, 5)],
      { at: 15, message: "A restored timer for 1005 has not fired at task 3", witnesses: [2] },
    );
  });

  test("one that is deleted is not missed", () => {
    const deleted = (x: number, key: string): Line => ["timer.del", { task: 3, b: 1, x, ext: timer(key) }];
    expectProperty(
      "TMR-4",
      [...begun, deleted(1005, "a"), deleted(1006, "b"), ...slices(7, 9)],
      [...begun, deleted(1005, "a"), ...slices(8, 9)],
      { at: 11, message: "A restored timer for 1006 has not fired", witnesses: [3] },
    );
  });

  test("the end of the input comes before one that is due later, and not before one that was due", () => {
    expectProperty("TMR-4", [...begun, slice(5), ended(3, 9), ...slices(10, 9)], [...begun, slice(7), ended(3, 9)], {
      at: 9,
      message: "goes on 3 ms after it was due",
      witnesses: [2],
    });
    expectProperty("TMR-4", [...begun, ended(0, 6), ...slices(7, 9)], [...begun, ...slices(7, 2), ended(3, 9)], {
      at: 10,
      message: "A restored timer for 1005",
      witnesses: [2],
    });
  });
});
