import { describe, test } from "vitest";
import { OPERATOR_CALLS } from "../../../src/trace/kinds.ts";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const END_INPUT = OPERATOR_CALLS.indexOf("end-input");

/** One channel into each of the two inputs of task 1. */
const two: readonly Line[] = [
  ["edge.def", { ext: { id: "left", typeNumber: 1 } }],
  ["edge.def", { ext: { id: "right", typeNumber: 2 } }],
  ["exec.def", { task: 1, ext: {} }],
  ["chan.def", { ch: 1, ext: { edge: "left", fromTask: 0, toTask: 1 } }],
  ["chan.def", { ch: 2, ext: { edge: "right", fromTask: 0, toTask: 1 } }],
];
const arrives = (input: 1 | 2, x: number): readonly Line[] => [
  ["wm.channel", { task: 1, ch: input, x }],
  ["wm.input", { task: 1, ch: input, x, ext: { input } }],
];
const advance = (x: number): Line => ["wm.advance", { task: 1, ch: -1, x, ext: { input: 0 } }];
const idle = (input: 1 | 2): readonly Line[] => [
  ["wm.idle", { task: 1, ch: input }],
  ["wm.idle", { task: 1, ext: { input } }],
];

describe("EVT-2: an operator with two inputs", () => {
  test("goes by the smaller watermark", () => {
    expectProperty(
      "EVT-2",
      [...two, ...arrives(1, 9), ...arrives(2, 4), advance(4)],
      [...two, ...arrives(1, 9), advance(9)],
      { at: 7, message: "advanced to watermark 9, but its inputs give", witnesses: [6] },
    );
    expectProperty("EVT-2", [], [...two, ...arrives(1, 9), ...arrives(2, 4), advance(9)], {
      at: 9,
      message: "watermark 9 instead of 4",
      witnesses: [8],
    });
  });

  test("does not wait for one that is idle", () => {
    expectProperty(
      "EVT-2",
      [...two, ...arrives(1, 9), ...idle(2), advance(9)],
      [...two, ...arrives(1, 9), ...idle(2), ...arrives(1, 12)],
      { at: 9, message: "has not advanced to watermark 9", witnesses: [8] },
    );
  });

  test("has inputs that go by their own channels", () => {
    expectProperty(
      "EVT-2",
      [...two, ...arrives(1, 9)],
      [...two, ["wm.input", { task: 1, ch: 1, x: 9, ext: { input: 1 } }]],
      {
        at: 5,
        message: "its channels give",
        witnesses: [],
      },
    );
  });
});

describe("CRD-8: an operator with two inputs", () => {
  const call = (a: number, x = 0): Line => ["op.call", { task: 1, a, b: 0, x }];
  const open = [call(OPERATOR_CALLS.indexOf("initialize-state")), call(OPERATOR_CALLS.indexOf("open"))];
  const last = (ch: number): Line => ["buf.send", { task: 0, ch, ext: { data: false, event: "end-of-data" } }];
  const finish = call(OPERATOR_CALLS.indexOf("finish"));

  test("is told of the end of each, once it has come", () => {
    const good = [...two, ...open, last(1), call(END_INPUT, 1), last(2), call(END_INPUT, 2), finish];
    expectProperty("CRD-8", good, [...two, ...open, last(1), call(END_INPUT, 2)], {
      at: 8,
      message: "told of the end of its input, but 1 channels go on",
      witnesses: [],
    });
    expectProperty("CRD-8", good, [...two, ...open, last(1), call(END_INPUT, 1), call(END_INPUT, 1)], {
      at: 9,
      message: "told twice of the end of its input 1",
      witnesses: [],
    });
  });

  test("finishes after both", () => {
    expectProperty("CRD-8", [], [...two, ...open, last(1), call(END_INPUT, 1), finish], {
      at: 9,
      message: "finish was called of operator 0 of task 1, which is open",
      witnesses: [6],
    });
  });
});
