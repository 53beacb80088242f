import { describe, expect, it } from "vitest";
import { EXECUTION_STATES, TRACE_LEVELS, type TraceKind } from "../../../src/trace/kinds.ts";
import type { TraceEvent } from "../../../src/trace/trace.ts";
import { RunModel } from "../../../visualizer/run-model.ts";
import { BatchPacker } from "../../../visualizer/trace/batch-packer.ts";

/** The elements of the only channel of a trace: what they are, and when they were sent, arrived and were taken. */
function elementsOf(events: readonly [t: number, kind: TraceKind, fields: Partial<TraceEvent>][]): unknown[] {
  const packer = new BatchPacker();
  const counts = [0, 0, 0];
  for (const [t, kind, fields] of events) {
    const level = TRACE_LEVELS[kind];
    const id = (counts[level]++ * 4 + level) as TraceEvent["id"];
    const none = -1 as TraceEvent["id"];
    packer.on({ id, t, kind, task: -1, ch: -1, cause: none, enabler: none, a: 0, b: 0, x: 0, ext: null, ...fields });
  }
  const model = new RunModel(null);
  const batch = packer.take();
  if (batch !== null) model.append(batch);
  return model.elements
    .channel(0)
    .elements.map(({ type, sentAt, arrivedAt, takenAt }) => [type, sentAt, arrivedAt, takenAt]);
}

const channel: [number, TraceKind, Partial<TraceEvent>] = [
  0,
  "chan.def",
  { ch: 0, ext: { edge: "e", fromTask: 0, toTask: 1, gate: 0, index: 0, local: false } },
];
const state = (name: (typeof EXECUTION_STATES)[number]) => EXECUTION_STATES.indexOf(name);

describe("elements of a channel", () => {
  it("stay in the queue when the buffer before theirs is given back", () => {
    expect(
      elementsOf([
        channel,
        [1, "el.emit", { ch: 0, a: 1, b: 0 }],
        [2, "buf.send", { ch: 0, a: 0, b: 1, ext: { data: true } }],
        [3, "el.emit", { ch: 0, b: 1, x: 500 }],
        [4, "buf.send", { ch: 0, a: 1, b: 1, ext: { data: true } }],
        [5, "buf.arrive", { ch: 0, a: 0, b: 1 }],
        [6, "buf.arrive", { ch: 0, a: 1, b: 1 }],
        [7, "el.take", { ch: 0, a: 1 }],
        [8, "buf.recycle", { ch: 0, a: 0 }],
        [9, "wm.channel", { ch: 0, x: 500 }],
      ]),
    ).toEqual([
      ["record", 2, 5, 7],
      ["watermark", 4, 6, 9],
    ]);
  });

  it("arrive although their sender has finished, and are gone with their receiver", () => {
    expect(
      elementsOf([
        channel,
        [1, "el.emit", { ch: 0, a: 1, b: 0 }],
        [2, "buf.send", { ch: 0, a: 0, b: 1, ext: { data: true } }],
        [2, "buf.send", { ch: 0, a: 1, b: 1, ext: { data: false, event: "end-of-partition" } }],
        [3, "exec.state", { task: 0, b: state("FINISHED") }],
        [4, "buf.arrive", { ch: 0, a: 0, b: 1 }],
        [5, "buf.arrive", { ch: 0, a: 1, b: 1 }],
        [6, "exec.state", { task: 1, b: state("CANCELED") }],
      ]),
    ).toEqual([
      ["record", 2, 4, 5],
      ["end-of-partition", 2, 5, 5],
    ]);
  });

  it("are not sent with a barrier that was emitted before them and leaves late", () => {
    expect(
      elementsOf([
        channel,
        [1, "el.emit", { ch: 0, a: 1, b: 0 }],
        [2, "buf.send", { ch: 0, a: 0, b: 1, ext: { data: false, event: "barrier", checkpoint: 1 } }],
        [3, "buf.send", { ch: 0, a: 1, b: 1, ext: { data: true } }],
        [4, "buf.arrive", { ch: 0, a: 0, b: 1 }],
        [5, "buf.arrive", { ch: 0, a: 1, b: 1 }],
        [6, "cp.block", { ch: 0, a: 1 }],
        [7, "el.take", { ch: 0, a: 1 }],
      ]),
    ).toEqual([
      ["barrier", 2, 4, 6],
      ["record", 3, 5, 7],
    ]);
  });

  it("wait while their receiver is being cancelled", () => {
    expect(
      elementsOf([
        channel,
        [1, "el.emit", { ch: 0, a: 1, b: 0 }],
        [2, "buf.send", { ch: 0, a: 0, b: 1, ext: { data: true } }],
        [3, "buf.arrive", { ch: 0, a: 0, b: 1 }],
        [4, "exec.state", { task: 1, b: state("CANCELING") }],
        [6, "exec.state", { task: 1, b: state("CANCELED") }],
      ]),
    ).toEqual([["record", 2, 3, 6]]);
  });
});
