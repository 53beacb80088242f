import { describe, test } from "vitest";
import type { Line } from "./support.ts";
import { expectProperty } from "./support.ts";

const edge = (exclusiveBuffers: number, floating: number): Line => [
  "edge.def",
  { ext: { id: "e", typeNumber: 0, exclusiveBuffers, floating } },
];
const channel = (ch: number, local = false): Line => [
  "chan.def",
  { ch, ext: { edge: "e", fromTask: 0, toTask: 1, gate: 0, index: ch, local } },
];
const arrive = (a: number, ch = 1, data = true, at?: number): Line =>
  at === undefined
    ? ["buf.arrive", { task: 1, ch, a, b: 1, ext: { data } }]
    : ["buf.arrive", { task: 1, ch, a, b: 1, ext: { data } }, at];
const recycle = (a: number, ch = 1): Line => ["buf.recycle", { task: 1, ch, a }];
const send = (a: number): Line => ["buf.send", { task: 0, ch: 1, a, b: 1, ext: { data: true } }];
const event = (a: number, name: string): Line => ["buf.send", { task: 0, ch: 1, a, ext: { data: false, event: name } }];
const finished: Line = ["exec.state", { task: 1, a: 4, b: 5 }];

describe("NET-2: buffers are returned", () => {
  test("once each", () => {
    const one = [channel(1), arrive(0), arrive(1, 1, false), recycle(0)];
    expectProperty("NET-2", [...one, arrive(2), recycle(2)], [...one, recycle(0)], {
      at: 4,
      message: "all that had arrived were back already",
      witnesses: [1],
    });
  });

  test("all of them by the time the task has finished", () => {
    expectProperty(
      "NET-2",
      [channel(1), arrive(0), recycle(0), finished],
      [channel(1), arrive(0), ["exec.state", { task: 1, a: 4, b: 8 }], channel(2), arrive(0, 2), finished],
      { at: 5, message: "still holds 1 buffers of channel 1", witnesses: [1] },
    );
  });

  test("a pool that lends beyond its size has none left", () => {
    const pool = (a: number): Line => ["pool.state", { task: 1, a, b: 4, x: 1 }];
    expectProperty("NET-2", [pool(0)], [pool(2)], { at: 0, message: "has 2 buffers free", witnesses: [] });
  });
});

describe("NET-4: what arrives wakes the task", () => {
  const wait = (kind: "wait.begin" | "wait.end", at: number, a = 0): Line => [kind, { task: 1, a }, at];
  const waiting = [wait("wait.begin", 0), arrive(0, 1, true, 5)];
  const late = arrive(1, 1, true, 61_000_000);

  test("a task that waits goes on when something has come", () => {
    expectProperty("NET-4", [...waiting, wait("wait.end", 9), late], [...waiting, late], {
      at: 2,
      message: "Task 1 has not gone on",
      witnesses: [0, 1],
    });
    expectProperty(
      "NET-4",
      [wait("wait.begin", 0, 13), arrive(0, 1, true, 5), late],
      [wait("wait.begin", 0, 2), arrive(0), late],
      {
        at: 2,
        message: "Task 1 has not gone on",
        witnesses: [0, 1],
      },
    );
  });

  test("a task that takes the last barrier of a checkpoint has gone on", () => {
    const aligned = (task: number): Line => ["cp.aligned", { task, ch: 1 }];
    expectProperty("NET-4", [arrive(0, 1, true, 5), aligned(1), late], [arrive(0, 1, true, 5), aligned(2), late], {
      at: 2,
      message: "Task 1 has not gone on",
      witnesses: [0],
    });
  });

  test("unless its machine stands still, or it has ended", () => {
    const fault = (spec: string): Line => ["iv.apply", { ext: { spec } }];
    expectProperty(
      "NET-4",
      [...waiting, fault("pause:tm=A@5us/2min"), late],
      [...waiting, fault("drop:n=1@5us"), late],
      {
        at: 3,
        message: "Task 1 has not gone on",
        witnesses: [0, 1],
      },
    );
    expectProperty(
      "NET-4",
      [...waiting, ["exec.state", { task: 1, a: 4, b: 8 }], late],
      [...waiting, ["exec.state", { task: 1, a: 4, b: 6 }], late],
      {
        at: 3,
        message: "Task 1 has not gone on",
        witnesses: [0, 1],
      },
    );
  });
});

describe("NET-5: queues are bounded", () => {
  test("an input holds and promises no more than its buffers", () => {
    const grant = (ch: number): Line => ["credit.grant", { task: 1, ch, a: 1, b: 0 }];
    const two = [edge(1, 1), channel(1), channel(2), grant(1), recycle(0), grant(2)];
    expectProperty("NET-5", [...two, recycle(0, 2), grant(1)], [...two, grant(1)], {
      at: 6,
      message: "Input 0 of task 1 holds or has promised 4 buffers and has 3",
      witnesses: [],
    });
  });

  test("what is announced is sent", () => {
    const zero: Line = ["credit.zero", { task: 0, ch: 1, a: 2 }];
    const first = [send(0), zero, send(1), event(2, "barrier")];
    expectProperty("NET-5", [...first, send(3), event(4, "end-of-data")], [...first, event(3, "end-of-data")], {
      at: 4,
      message: "ended after 2 buffers, and 3 were announced",
      witnesses: [1],
    });
  });
});
