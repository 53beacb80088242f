import { describe, expect, it } from "vitest";
import type { DrawList, Label } from "../../../visualizer/draw/primitives.ts";
import { type Box, layoutGraph } from "../../../visualizer/graph/layout.ts";
import { type GraphScene, graphScene } from "../../../visualizer/graph/scene.ts";
import { widthOf } from "../../../visualizer/graph/words.ts";
import { momentsOf } from "./support/moments.ts";
import { graphModel } from "./support/slow.ts";

/** What the stage leaves the graph in windows of 1440 × 900, 1024 × 768 and 390 × 844. */
const SIZES = [
  { width: 818, height: 507 },
  { width: 529, height: 394 },
  { width: 375, height: 337 },
];
const JOBS = ["watermark", "checkpoint", "recovery", "two-phase-commit", "word-count", "harbour-tolls", "slow"];
const MOMENTS = 30;

/** Letters are this high; the room that a line keeps above and below may be shared. */
const LETTER_HEIGHT = 10;

function boxOf({ x, y, text, size = 12, align = "left", bold }: Label): Box {
  // `widthOf` errs on the wide side by as much.
  const w = widthOf(text, size, bold) * 0.93;
  return {
    x: align === "left" ? x : align === "center" ? x - w / 2 : x - w,
    y: y - LETTER_HEIGHT / 2,
    w,
    h: LETTER_HEIGHT,
  };
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Pairs of texts that cover each other, and texts that run into a card they do not belong to. */
function overlaps(list: DrawList, cards: readonly (Box & { readonly task: number })[]): string[] {
  const labels = list.flatMap((mark) => (mark.shape === "text" && (mark.alpha ?? 1) > 0 ? [mark] : []));
  const found: string[] = [];
  labels.forEach((label, i) => {
    const box = boxOf(label);
    for (const other of labels.slice(0, i))
      if (meet(box, boxOf(other))) found.push(`"${label.text}" (${label.of}) on "${other.text}" (${other.of})`);
    for (const card of cards)
      if (label.of !== `task:${card.task}` && meet(box, card)) found.push(`"${label.text}" (${label.of}) on a card`);
  });
  return found;
}

describe("texts of the graph", () => {
  it.each(SIZES.flatMap((size) => JOBS.map((job) => ({ job, ...size }))))(
    "of $job do not cover each other at $width x $height",
    ({ job, ...size }) => {
      const model = graphModel(job);
      const found = new Map<string, number>();
      for (const micros of momentsOf(model.store, MOMENTS))
        for (const language of ["en", "zh"] as const)
          for (const rate of [1e6, 2e4])
            for (const reducedMotion of [false, true]) {
              const state = model.folder.seek(model.store.seqAt(micros));
              const scene: GraphScene = {
                model,
                state,
                micros,
                rate,
                size,
                selection: null,
                reducedMotion,
                language,
                pointed: [...state.channels.values()].find(({ credits }) => credits !== null)?.ch ?? -1,
              };
              for (const one of overlaps(graphScene(scene), layoutGraph(state, size, language).cards))
                found.set(`${one} ${language}`, micros);
            }
      expect([...found]).toEqual([]);
    },
  );

  it.each(["watermark", "checkpoint", "recovery", "two-phase-commit", "word-count"])(
    "of %s all stand in a window of 1024 x 768, the last line of the legend too",
    (job) => {
      const { folder, store } = graphModel(job);
      for (const language of ["en", "zh"] as const)
        expect(layoutGraph(folder.seek(store.count - 1), SIZES[1], language).height).toBeLessThanOrEqual(
          SIZES[1].height,
        );
    },
  );
});
