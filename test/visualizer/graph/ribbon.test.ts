import { describe, expect, it } from "vitest";
import { ViewState } from "../../../visualizer/fold/view-state.ts";
import { layoutGraph } from "../../../visualizer/graph/layout.ts";
import { graphScene } from "../../../visualizer/graph/scene.ts";
import type { Selection } from "../../../visualizer/page/selection.ts";
import { RunModel } from "../../../visualizer/run-model.ts";
import type { Element } from "../../../visualizer/trace/element-index.ts";
import { tokensOf } from "./support/tokens.ts";

/** A job of two vertices with `parallelism` subtasks each, all connected, and a record waiting in each channel's gate. */
function shuffle(parallelism: number): { model: RunModel; state: ViewState } {
  const model = new RunModel(null);
  const state = new ViewState();
  for (const [v, id] of ["a", "b"].entries()) {
    state.vertices.set(id, {
      edition: 0,
      id,
      name: id,
      parallelism,
      maxParallelism: 128,
      operators: [],
      isSource: v === 0,
    });
    for (let subtask = 0; subtask < parallelism; subtask++) {
      const task = v * parallelism + subtask;
      state.newest.set(`${id}/${subtask}`, task);
      state.tasks.set(task, {
        edition: 0,
        task,
        vertex: id,
        subtask,
        attempt: 0,
        tm: "tm-A#1",
        slot: 0,
        firstKeyGroup: 0,
        lastKeyGroup: 0,
        state: "RUNNING",
        stateSeq: 0,
        inputs: [],
        outputs: [],
        watermarkMs: null,
        holder: -1,
        idle: false,
        wait: null,
        recordsIn: 0,
        recordsOut: 0,
        late: 0,
        aligning: null,
        failure: null,
        splits: new Map(),
      });
    }
  }
  state.edges.set("a>b", { id: "a>b", from: "a", to: "b", ship: "HASH", exclusiveBuffers: 2 });
  for (let ch = 0; ch < parallelism * parallelism; ch++) {
    state.channels.set(ch, {
      edition: 0,
      ch,
      edge: "a>b",
      fromTask: Math.floor(ch / parallelism),
      toTask: parallelism + (ch % parallelism),
      gate: 0,
      index: 0,
      local: false,
      watermarkMs: null,
      idle: false,
      blockedBy: 0,
      noCreditSince: null,
      credits: null,
    });
    const waits: Element = {
      ch,
      type: "record",
      seq: 2 * ch,
      x: 0,
      n: 1,
      emittedAt: 0,
      sentAt: 0,
      arrivedAt: 100,
      takenAt: 2000,
    };
    const flies: Element = { ...waits, type: "watermark", seq: 2 * ch + 1, n: 0, sentAt: 900, arrivedAt: 1100 };
    model.elements.channel(ch).elements.push(waits, flies);
  }
  return { model, state };
}

function pictureOf(parallelism: number, selection: Selection | null) {
  const { model, state } = shuffle(parallelism);
  const size = { width: 848, height: 560 };
  const how = { micros: 1000, rate: 100, size, selection, reducedMotion: false, language: "en" } as const;
  const list = graphScene({ model, state, ...how });
  return { list, layout: layoutGraph(state, size, "en"), tokens: tokensOf(list) };
}

describe("an edge with many channels", () => {
  it("is drawn line by line up to 64", () => {
    const { list, tokens } = pictureOf(8, null);
    expect(list.some(({ of }) => of === "edge:a>b")).toBe(false);
    expect(
      new Set(list.filter(({ shape, of }) => shape === "line" && of?.startsWith("channel:")).map(({ of }) => of)).size,
    ).toBe(64);
    expect(tokens.length).toBe(2 * 64);
  });

  it("is a ribbon from there on, with one number for each queue, and every watermark", () => {
    const { list, layout, tokens } = pictureOf(9, null);
    expect(list.filter(({ of }) => of === "edge:a>b").length).toBe(1);
    expect(list.some(({ shape, of }) => shape === "line" && of?.startsWith("channel:"))).toBe(false);
    expect(tokens.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 81 }, (_, i) => 2 * i + 1));
    const sums = list.flatMap((mark) => (mark.shape === "text" && mark.text === "×9" ? [mark.of] : []));
    expect(sums).toEqual(Array.from({ length: 9 }, (_, i) => `task:${9 + i}`));
    expect(layout.height).toBeGreaterThan(560);
  });

  it("opens for the subtask that is selected", () => {
    const { list, tokens } = pictureOf(9, { kind: "subtask", vertex: "b", subtask: 4 });
    const lines = list.filter(({ shape, of }) => shape === "line" && of?.startsWith("channel:")).map(({ of }) => of);
    expect([...new Set(lines)]).toEqual(Array.from({ length: 9 }, (_, i) => `channel:${9 * i + 4}`));
    expect(tokens.length).toBe(81 + 9);
  });
});
