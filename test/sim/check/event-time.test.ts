import { describe, test } from "vitest";
import { WAIT_REASONS } from "../../../src/trace/kinds.ts";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const LAST = Number.MAX_SAFE_INTEGER;
const OUTPUT = WAIT_REASONS.indexOf("output");

const watermark = (x: number, ch = 1): Line => ["el.emit", { task: 0, ch, b: 1, x }];
const status = (x: number): Line => ["el.emit", { task: 0, ch: 1, b: 2, x }];
const read = (x: number, split = "s", at?: number): Line => line("src.emit", { task: 0, x, ext: { split } }, at);
const open = (split: string, ext = {}, task = 0): Line => ["src.split", { task, a: 0, ext: { split, ...ext } }];
const change = (a: number, split: string, at?: number): Line => line("src.split", { task: 0, a, ext: { split } }, at);
const generated = (x: number): Line => ["wm.gen", { task: 0, x }];

function line(kind: Line[0], fields: Line[1], at?: number): Line {
  return at === undefined ? [kind, fields] : [kind, fields, at];
}

describe("EVT-3: idle means silent", () => {
  test("no watermark goes out while an output is idle; a record may", () => {
    const record: Line = ["el.emit", { task: 0, ch: 1, a: 1, b: 0, x: 3 }];
    expectProperty(
      "EVT-3",
      [watermark(1), status(1), record, status(0), watermark(2)],
      [watermark(1), status(1), watermark(2)],
      { at: 2, message: "was sent watermark 2 while it was idle", witnesses: [1] },
    );
  });

  test("idle and active come by turns", () => {
    expectProperty("EVT-3", [status(1), status(0), status(1)], [status(1), status(1)], {
      at: 1,
      message: "told that it is idle, which it was already",
      witnesses: [0],
    });
    expectProperty("EVT-3", [], [status(0)], { at: 0, message: "told that it is active", witnesses: [] });
  });

  test("a split is idle after its timeout, and only if it has one", () => {
    const opened = open("s", { idleMs: 100 });
    expectProperty(
      "EVT-3",
      [opened, read(1, "s", 5000), change(2, "s", 105_001)],
      [opened, read(1, "s", 5000), change(2, "s", 105_000)],
      { at: 2, message: "idle after 100 ms", witnesses: [1] },
    );
    expectProperty("EVT-3", [opened], [open("s"), change(2, "s", 900_000)], {
      at: 1,
      message: "it has no timeout",
      witnesses: [0],
    });
  });

  test("time without room in the output is no silence", () => {
    const wait = (kind: "wait.begin" | "wait.end", at: number): Line => [kind, { task: 0, a: OUTPUT }, at];
    const opened = open("s", { idleMs: 100 });
    const blocked = [opened, read(1, "s", 0), wait("wait.begin", 10_000), wait("wait.end", 60_000)];
    expectProperty("EVT-3", [...blocked, change(2, "s", 150_001)], [...blocked, change(2, "s", 149_000)], {
      at: 4,
      message: "idle after 99 ms in which task 0 could emit",
      witnesses: [1],
    });
    expectProperty("EVT-3", [opened], [opened, wait("wait.begin", 10_000), change(2, "s", 900_000)], {
      at: 2,
      message: "idle after 10 ms",
      witnesses: [0],
    });
  });
});

describe("EVT-5: the last watermark", () => {
  const end: Line = ["buf.send", { task: 0, ch: 1, a: 3, ext: { data: false, event: "end-of-data" } }];

  test("comes once, and nothing but records of operators behind it", () => {
    const record: Line = ["el.emit", { task: 0, ch: 1, a: 1, b: 0, x: 3 }];
    expectProperty("EVT-5", [watermark(1), watermark(LAST), record, end], [watermark(LAST), watermark(LAST)], {
      at: 1,
      message: "after the last one",
      witnesses: [0],
    });
  });

  test("comes after all that a source reads", () => {
    expectProperty("EVT-5", [read(1), watermark(LAST)], [watermark(LAST), read(1)], {
      at: 1,
      message: "read a record after it had sent the last watermark",
      witnesses: [0],
    });
  });

  test("comes before the end of the data; a coarse trace does not tell", () => {
    expectProperty("EVT-5", [end], [watermark(1), watermark(LAST, 2), end], {
      at: 2,
      message: "ended without the last watermark",
      witnesses: [],
    });
  });
});

describe("EVT-7: the slowest split holds a source back", () => {
  const two = [open("s", { boundMs: 10 }), open("r", { boundMs: 10 }), read(100), read(50, "r")];

  test("no watermark is made that is not behind every active split by its bound", () => {
    expectProperty(
      "EVT-7",
      [...two, generated(39), change(1, "r"), generated(89), generated(LAST)],
      [...two, generated(40)],
      {
        at: 4,
        message: "its split r allows only 39",
        witnesses: [3],
      },
    );
  });

  test("a split without records holds all back, one that is idle does not", () => {
    const three = [...two, open("q", { boundMs: 0 })];
    expectProperty("EVT-7", [...three, change(2, "q"), generated(39)], [...three, generated(39)], {
      at: 5,
      message: "its split q has given no record yet",
      witnesses: [4],
    });
    expectProperty("EVT-7", [], [...three, change(2, "q"), change(3, "q"), generated(39)], {
      at: 7,
      message: "its split q has given no record yet",
      witnesses: [4],
    });
  });

  test("without active splits there is no watermark", () => {
    expectProperty("EVT-7", [generated(LAST)], [generated(5)], {
      at: 0,
      message: "without an active split",
      witnesses: [],
    });
    expectProperty("EVT-7", [], [...two, change(1, "s"), change(2, "r"), generated(5)], {
      at: 6,
      message: "without an active split",
      witnesses: [],
    });
  });

  test("an attempt knows nothing of what the one before has read", () => {
    expectProperty("EVT-7", two, [...two, open("s", { boundMs: 10 }, 7), ["wm.gen", { task: 7, x: 39 }]], {
      at: 5,
      message: "has given no record yet",
      witnesses: [4],
    });
  });
});

describe("EVT-8: watermarks are not restored", () => {
  const advance = (task: number, x: number): Line => ["wm.advance", { task, ch: 1, x, ext: { input: 0 } }];
  const fire = (task: number, at: number): Line => [
    "timer.fire",
    { task, b: 0, x: 5, ext: { op: "o", service: "s", key: "k", kg: 1, ns: null, watermark: at } },
  ];

  test("a new attempt fires nothing before its own inputs have a watermark", () => {
    expectProperty("EVT-8", [advance(1, 9), fire(1, 9), advance(2, 7), fire(2, 7)], [advance(1, 9), fire(2, 9)], {
      at: 1,
      message: "at watermark 9, but task 2 has none yet",
      witnesses: [],
    });
  });

  test("what is late or fires is so at the watermark of the inputs", () => {
    const late = (at: number): Line => [
      "rec.late",
      { task: 1, ext: { start: 0, end: 3, watermark: at, cleanupTime: 2, timestamp: 1 } },
    ];
    const window = (x: number): Line => ["win.fire", { task: 1, x, ext: { op: "o", key: "k", start: 0, end: 3 } }];
    expectProperty("EVT-8", [advance(1, 9), late(9), window(9)], [advance(1, 9), late(8)], {
      at: 1,
      message: "A record was late at watermark 8, but task 1 is at 9",
      witnesses: [0],
    });
    expectProperty("EVT-8", [], [advance(1, 9), advance(1, 11), window(9)], {
      at: 2,
      message: "A window fired at watermark 9, but task 1 is at 11",
      witnesses: [1],
    });
  });
});
