import { describe, expect, it } from "vitest";
import { channelLines } from "../../../visualizer/graph/channel-lines.ts";
import { layersOf } from "../../../visualizer/graph/layers.ts";
import { type Box, type GraphLayout, layoutGraph } from "../../../visualizer/graph/layout.ts";
import { graphScene } from "../../../visualizer/graph/scene.ts";
import { modelOf } from "../support/model.ts";

const SIZES = [
  { width: 848, height: 560 },
  { width: 1024, height: 560 },
  { width: 390, height: 371 },
];

const JOBS = ["watermark", "second-crash", "word-count", "two-phase-commit", "hourly-tips", "harbour-tolls"];

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function boxesOf({ headers, cards, output, machines, legend }: GraphLayout): Box[] {
  return [...headers, ...cards, ...(output === null ? [] : [output]), ...machines, legend];
}

describe("the layout of the graph", () => {
  it.each(SIZES.flatMap((size) => JOBS.map((job) => ({ job, ...size }))))(
    "keeps $job apart and inside $width x $height",
    ({ job, width, height }) => {
      const model = modelOf(job);
      const state = model.folder.seek(model.store.count - 1);
      const layout = layoutGraph(state, { width, height }, "en");
      const boxes = boxesOf(layout);
      expect(layout.cards.length).toBe(state.newest.size);
      for (const [i, box] of boxes.entries()) {
        expect(box.x, "left edge").toBeGreaterThanOrEqual(0);
        expect(box.x + box.w, "right edge").toBeLessThanOrEqual(width);
        expect(box.y + box.h, "bottom").toBeLessThanOrEqual(layout.height);
        for (const other of boxes.slice(0, i)) expect(overlap(box, other), JSON.stringify([box, other])).toBe(false);
      }
      expect(layout.width).toBe(width);
      if (width >= 848) expect(layout.height).toBeLessThanOrEqual(height);
      expect(layout.cards.every(({ w, h }) => w >= 112 && h >= 56)).toBe(true);
    },
  );

  it("leaves room for a flight on every channel, at every size", () => {
    const model = modelOf("second-crash");
    const state = model.folder.seek(model.store.count - 1);
    for (const size of SIZES) {
      const lines = [...channelLines(state, layoutGraph(state, size, "en")).values()];
      expect(lines.length).toBe(9);
      for (const { from, to } of lines) expect(Math.hypot(to.x - from.x, to.y - from.y)).toBeGreaterThan(30);
    }
  });

  it("draws nothing beyond the width and no text below 12 px", () => {
    for (const job of JOBS)
      for (const size of SIZES) {
        const model = modelOf(job);
        const micros = model.store.endMicros * 0.6;
        const state = model.folder.seek(model.store.seqAt(micros));
        for (const language of ["en", "zh"] as const)
          for (const mark of graphScene({
            model,
            state,
            micros,
            rate: 1e6,
            size,
            selection: null,
            reducedMotion: false,
            language,
          })) {
            if (mark.shape !== "text") continue;
            expect(mark.size ?? 12).toBeGreaterThanOrEqual(12);
            expect(mark.text).not.toMatch(/NaN|undefined|Infinity|null/);
            expect(mark.x).toBeGreaterThanOrEqual(0);
            expect(mark.x).toBeLessThanOrEqual(size.width);
          }
      }
  });

  it("says that there is no job yet", () => {
    const model = modelOf("watermark");
    const scene = graphScene({
      model,
      state: model.folder.seek(-1),
      micros: 0,
      rate: 1e6,
      size: { width: 848, height: 560 },
      selection: null,
      reducedMotion: false,
      language: "en",
    });
    expect(new Set(scene.map(({ shape, of }) => `${shape} ${of}`))).toEqual(new Set(["text empty"]));
  });
});

describe("layers", () => {
  const edge = (from: string, to: string) => ({ id: `${from}>${to}`, from, to, ship: "HASH", exclusiveBuffers: 2 });

  it("put a vertex after all of its inputs", () => {
    expect(layersOf(["a", "b", "c", "d"], [edge("a", "b"), edge("b", "d"), edge("a", "d"), edge("c", "d")])).toEqual([
      ["a", "c"],
      ["b"],
      ["d"],
    ]);
  });

  it("take crossings out of the order inside a layer", () => {
    expect(layersOf(["a", "b", "c", "d"], [edge("a", "d"), edge("b", "c")])).toEqual([
      ["a", "b"],
      ["d", "c"],
    ]);
  });

  it("keep the order where no edge speaks against it, and stand without any edge", () => {
    expect(layersOf(["a", "b"], [])).toEqual([["a", "b"]]);
    expect(layersOf([], [])).toEqual([]);
  });
});
