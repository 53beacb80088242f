import { describe, test } from "vitest";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const exec = (task: number): Line => ["exec.def", { task, ext: { vertex: "v", subtask: 0, kgStart: 0, kgEnd: 63 } }];
const sync: Line = ["cp.sync", { task: 1, ch: 1 }];
const restore: readonly Line[] = [exec(3), ["restore.begin", { task: 3, ch: 1 }]];
const advance = (x: number, task = 1): Line => ["wm.advance", { task, ch: 1, x, ext: { input: 0 } }];
const window = (start = 0, end = 10) => ({ op: "o", key: "k", kg: 3, start, end, cleanupTime: end + 4 });
const open = (task = 1, b = 1): Line => ["win.open", { task, b, ext: window() }];
const add = (task = 1): Line => ["win.add", { task, ext: window() }];
const fire = (b: number, task = 1): Line => ["win.fire", { task, b, ext: window() }];
const purge = (task = 1): Line => ["win.purge", { task, ext: window() }];

describe("WIN-1: a window fires once", () => {
  test("once on time", () => {
    const first = [exec(1), open(), add(), add(), advance(9), fire(0)];
    expectProperty("WIN-1", [...first, purge()], [...first, fire(0)], {
      at: 6,
      message: "fired on time twice",
      witnesses: [5],
    });
  });

  test("once more for each late record", () => {
    const first = [exec(1), open(), add(), advance(9), fire(0), add(), fire(2)];
    expectProperty("WIN-1", [...first, add(), fire(2), purge()], [...first, fire(2)], {
      at: 7,
      message: "fired late without a late record",
      witnesses: [4],
    });
    expectProperty("WIN-1", [], [...first, add(), purge()], {
      at: 8,
      message: "has fired 1 times for 2 late records",
      witnesses: [],
    });
  });

  test("not before its end, and not never, if its trigger is the usual one", () => {
    expectProperty("WIN-1", [exec(1), open(1, 0), add(), fire(1), purge()], [exec(1), open(), add(), fire(1)], {
      at: 3,
      message: "fired before its end",
      witnesses: [],
    });
    expectProperty("WIN-1", [exec(1), open(1, 0), add(), purge()], [exec(1), open(), add(), purge()], {
      at: 3,
      message: "has never fired, with 1 records in it",
      witnesses: [],
    });
  });

  test("what fired after the checkpoint fires again, what fired before it does not", () => {
    const before = [exec(1), open(), add(), advance(9)];
    expectProperty(
      "WIN-1",
      [...before, sync, fire(0), ...restore, fire(0, 3), purge(3)],
      [...before, fire(0), sync, ...restore, fire(0, 3)],
      { at: 8, message: "fired on time twice", witnesses: [4] },
    );
  });
});

describe("WIN-2: a window holds its records", () => {
  const write = (before: number, after: number, task = 1): Line => [
    "st.write",
    { task, b: 3, ext: { state: "window-contents", key: "k", ns: "0,10", before, after } },
  ];
  const read = (after: number, task = 1): Line => [
    "st.read",
    { task, b: 3, ext: { state: "window-contents", key: "k", ns: "0,10", before: after, after } },
  ];
  const two = [exec(1), write(0, 7), add(), write(7, 8), add()];

  test("each record changes the contents once, and these are what fires", () => {
    expectProperty("WIN-2", [...two, read(8), fire(0), purge()], [...two, read(7), fire(0)], {
      at: 6,
      message: "something else than what its 2 records have made",
      witnesses: [4],
    });
    expectProperty("WIN-2", two, [exec(1), write(0, 7), add(), write(7, 8), write(8, 9), add()], {
      at: 5,
      message: "its contents were written 2 times",
      witnesses: [2],
    });
    expectProperty("WIN-2", two, [exec(1), write(0, 7), add(), add()], {
      at: 3,
      message: "its contents were written 0 times",
      witnesses: [2],
    });
  });

  test("a record goes to those before it", () => {
    expectProperty("WIN-2", two, [exec(1), write(0, 7), add(), write(0, 8), add()], {
      at: 4,
      message: "took record 2, but not into what the records before it had left",
      witnesses: [2],
    });
  });

  test("a restored window goes on with the contents of its checkpoint", () => {
    const cut = [exec(1), write(0, 7), add(), sync, write(7, 8), add(), ...restore];
    expectProperty(
      "WIN-2",
      [...cut, write(7, 9, 3), add(3), read(9, 3), fire(0, 3)],
      [...cut, write(8, 9, 3), add(3)],
      {
        at: 9,
        message: "not into what the records before it had left",
        witnesses: [2],
      },
    );
    expectProperty("WIN-2", [], [...cut, purge(3), fire(0, 3)], {
      at: 9,
      message: "fired, but no record is in it",
      witnesses: [],
    });
  });
});

describe("WIN-3: nothing is left of a window", () => {
  const done = (task = 1): Line => ["proc.end", { task }];
  const cleared: Line = ["st.del", { task: 1, ext: { state: "window-contents", key: "k", ns: "0,10" } }];
  const finished = (task = 1): Line => ["exec.state", { task, a: 4, b: 5 }];

  test("when the watermark has reached its cleanup time", () => {
    const late = [exec(1), open(), advance(13), done()];
    expectProperty("WIN-3", [...late, advance(14), cleared, purge(), done()], [...late, advance(14), done()], {
      at: 5,
      message: "is still there at watermark 14",
      witnesses: [1],
    });
    expectProperty("WIN-3", [], [...late, advance(14), advance(15)], {
      at: 5,
      message: "is still there at watermark 14",
      witnesses: [1],
    });
  });

  test("nor of its contents", () => {
    expectProperty("WIN-3", [exec(1), open(), cleared, purge()], [exec(1), open(), purge()], {
      at: 2,
      message: "its contents stayed",
      witnesses: [1],
    });
  });

  test("nor at the end of the input, also after a restore", () => {
    const restored = [exec(1), open(), sync, cleared, purge(), ...restore];
    expectProperty("WIN-3", [...restored, finished(1)], [...restored, finished(3)], {
      at: 7,
      message: "is still there at the end of the input",
      witnesses: [1],
    });
    expectProperty("WIN-3", restored, [...restored, advance(14, 3), done(3)], {
      at: 8,
      message: "is still there at watermark 14",
      witnesses: [1],
    });
  });
});
