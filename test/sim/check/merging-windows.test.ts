import { describe, test } from "vitest";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const exec: Line = ["exec.def", { task: 1, ext: { vertex: "v", subtask: 0, kgStart: 0, kgEnd: 63 } }];
const advance = (x: number): Line => ["wm.advance", { task: 1, ch: 1, x, ext: { input: 0 } }];
const ended: Line = ["proc.end", { task: 1 }];
const bounds = (start: number, end: number) => ({ op: "o", key: "k", kg: 3, start, end, cleanupTime: end - 1 });
const open = (start: number, end: number): Line => ["win.open", { task: 1, b: 1, ext: bounds(start, end) }];
const add = (start: number, end: number): Line => ["win.add", { task: 1, ext: bounds(start, end) }];
const fire = (b: number, start: number, end: number): Line => ["win.fire", { task: 1, b, ext: bounds(start, end) }];
const purge = (start: number, end: number): Line => ["win.purge", { task: 1, ext: bounds(start, end) }];
const merge = (from: readonly (readonly [number, number])[], start: number, end: number): Line => [
  "win.merge",
  { task: 1, ext: { ...bounds(start, end), from } },
];
const contents = { state: "window-contents", key: "k" };
const write = (before: number, after: number): Line => ["st.write", { task: 1, ext: { ...contents, before, after } }];
const read = (after: number): Line => ["st.read", { task: 1, ext: { ...contents, before: after, after } }];
const gone: Line = ["st.del", { task: 1, ext: contents }];

describe("windows that merge", () => {
  const grown = [exec, open(0, 5), add(0, 5), merge([[0, 5]], 0, 8), add(0, 8)];

  test("WIN-1: fire once, at their new end, for the records of all", () => {
    expectProperty("WIN-1", [...grown, advance(7), fire(0, 0, 8), purge(0, 8)], [...grown, purge(0, 8)], {
      at: 5,
      message: "has never fired, with 2 records in it",
      witnesses: [],
    });
  });

  test("WIN-1: owe nothing on time where that is over, and one firing for a late record", () => {
    const late = [exec, open(0, 5), add(0, 5), advance(4), fire(0, 0, 5), advance(9), merge([[0, 5]], 0, 8), add(0, 8)];
    expectProperty("WIN-1", [...late, fire(2, 0, 8), purge(0, 8)], [...late, fire(2, 0, 8), fire(2, 0, 8)], {
      at: 9,
      message: "fired late without a late record",
      witnesses: [],
    });
  });

  test("WIN-2: hold what was joined, or what the one had that only grew", () => {
    const two = [exec, write(0, 11), add(0, 5), write(0, 22), add(6, 9)];
    const joined = [
      ...two,
      write(11, 33),
      merge(
        [
          [0, 5],
          [6, 9],
        ],
        0,
        9,
      ),
      write(33, 44),
      add(0, 9),
      read(44),
    ];
    const lost = [
      ...two,
      write(11, 33),
      merge(
        [
          [0, 5],
          [6, 9],
        ],
        0,
        9,
      ),
      write(22, 44),
      add(0, 9),
    ];
    expectProperty("WIN-2", [...joined, fire(0, 0, 9)], lost, {
      at: 8,
      message: "took record 3, but not into what the records before it had left",
      witnesses: [6],
    });
    const grew = [exec, write(0, 11), add(0, 5), merge([[0, 5]], 0, 8), write(11, 22), add(0, 8), read(22)];
    expectProperty("WIN-2", [...grew, fire(0, 0, 8)], [...grew.slice(0, 4), write(0, 22), add(0, 8)], {
      at: 5,
      message: "took record 2",
      witnesses: [3],
    });
  });

  test("WIN-2: an evictor takes away what it takes when the window fires, and only then", () => {
    const evicted = (cause: number): readonly Line[] => [
      exec,
      write(0, 11),
      add(0, 5),
      read(11),
      fire(1, 0, 5),
      [
        "st.write",
        { task: 1, ext: { ...contents, before: 11, after: 7 }, ...(cause < 0 ? {} : { cause: cause as never }) },
      ],
      write(7, 9),
      add(0, 5),
    ];
    // The firing is the fifth event of its level.
    expectProperty("WIN-2", evicted(3 * 4 + 2), evicted(-1), {
      at: 7,
      message: "its contents were written 2 times",
      witnesses: [2],
    });
  });

  test("WIN-3: go at their new cleanup time, and not at that of their parts", () => {
    const later = [...grown, advance(5), ended];
    expectProperty("WIN-3", [...later, gone, purge(0, 8), advance(7), ended], [...later, advance(7), ended], {
      at: 8,
      message: "is still there at watermark 7",
      witnesses: [3],
    });
  });
});
