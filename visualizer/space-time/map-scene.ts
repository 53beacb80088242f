/** The mini-map: the whole run on one strip, with what happened when. */
import type { DrawList, Primitive } from "../draw/primitives.ts";
import type { RunModel } from "../run-model.ts";
import { cross, diamond } from "./glyphs.ts";
import { runIndexOf } from "./run-index.ts";
import { placeOf, type TimeRange } from "./time-scale.ts";

const BIN_PX = 4;
const LEAST_APART_PX = 3;
/** While the simulation goes on its length is not known: so much of the strip stands for what is not simulated yet. */
const UNKNOWN = 0.12;
/** Room after the end, so that what happens last is seen whole. */
const MARGIN = 0.008;

/** What moves on the mini-map; virtual µs. */
export interface MapPointers {
  /** Of the diagram; null: it shows no stretch of time. */
  readonly visible: TimeRange | null;
  readonly focus: TimeRange | null;
  readonly cursor: number;
}

/** The virtual time that the whole strip stands for, µs. */
export function mapRange({ store, end }: RunModel): TimeRange {
  const micros = Math.max(1, store.endMicros);
  return { from: 0, to: end === null ? micros / (1 - UNKNOWN) : micros * (1 + MARGIN) };
}

/** Density of events, checkpoints, failures, restores, and what is not simulated yet. Sizes in px. */
export function mapScene(model: RunModel, width: number, height: number): DrawList {
  const range = mapRange(model);
  const { store } = model;
  const list: Primitive[] = [];
  const x = (micros: number): number => Math.max(0, Math.min(width, placeOf(range, width, micros)));
  drawEventDensity(list, model, range, width, height);
  if (model.end === null) {
    const from = x(store.endMicros);
    list.push({ shape: "rect", x: from, y: 0, w: width - from, h: height, hatch: "line", of: "unknown" });
  }
  const { checkpoints, faults } = runIndexOf(model);
  let last = Number.NEGATIVE_INFINITY;
  for (const { id, status, triggeredAt, endedAt } of checkpoints.all) {
    const at = x(Number.isFinite(endedAt) ? endedAt : triggeredAt);
    // Completed ones that fall together are one mark; what failed is always seen.
    if (status === "completed" && at - last < LEAST_APART_PX) continue;
    last = at;
    const of = `checkpoint:${id}`;
    if (status === "failed") list.push(...cross(at, 8, 4, "fail", 2, of));
    else list.push(diamond(at, 8, 5, "snap", status === "completed" ? "snap" : "surface", of));
  }
  for (const { micros, seq } of checkpoints.restores) {
    const at = x(micros);
    // Back to the checkpoint: an arrow head that points against time.
    list.push({ shape: "polygon", points: [at - 5, 8, at + 4, 3, at + 4, 13], fill: "snap", of: `restore:${seq}` });
    list.push({ shape: "line", points: [at, 0, at, height], stroke: "snap", width: 1, dash: [3, 2] });
  }
  for (const { micros, seq } of [...faults.faults, ...faults.failures]) {
    list.push({ shape: "line", points: [x(micros), 0, x(micros), height], stroke: "fail", width: 1, alpha: 0.6 });
    list.push(...cross(x(micros), height - 8, 4, "fail", 2, `failure:${seq}`));
  }
  return list;
}

/** The visible stretch of the diagram, the focus range, and the cursor. Sizes in px. */
export function mapPointerScene(
  model: RunModel,
  width: number,
  height: number,
  { visible, focus, cursor }: MapPointers,
): DrawList {
  const range = mapRange(model);
  const list: Primitive[] = [];
  const x = (micros: number): number => Math.max(0, Math.min(width, placeOf(range, width, micros)));
  if (focus !== null) {
    const place = { x: x(focus.from), w: Math.max(2, x(focus.to) - x(focus.from)) };
    list.push({ shape: "rect", ...place, y: 0, h: height, fill: "cause", alpha: 0.18, of: "focus" });
    list.push({ shape: "rect", ...place, y: height - 3, h: 3, fill: "cause" });
  }
  if (visible !== null) {
    const place = { x: x(visible.from) + 0.5, w: Math.max(3, x(visible.to) - x(visible.from) - 1) };
    const frame = { y: 1, h: height - 2, radius: 3, stroke: "line-strong", width: 1.5, of: "visible" } as const;
    list.push({ shape: "rect", ...place, ...frame });
  }
  list.push({ shape: "line", points: [x(cursor), 0, x(cursor), height], stroke: "text", width: 2, of: "cursor" });
  return list;
}

/** Bars, logarithmic: a quiet stretch is told from an empty one. */
function drawEventDensity(list: Primitive[], { store }: RunModel, range: TimeRange, width: number, height: number) {
  const bins = Math.max(1, Math.floor(width / BIN_PX));
  const step = (range.to - range.from) / bins;
  const counts: number[] = [];
  let before = store.seqAt(range.from - 1);
  for (let bin = 0; bin < bins; bin++) {
    const last = store.seqAt(range.from + (bin + 1) * step);
    counts.push(last - before);
    before = last;
  }
  const most = Math.log1p(Math.max(1, ...counts));
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const h = Math.max(1, (Math.log1p(count) / most) * (height - 6));
    list.push({ shape: "rect", x: bin * BIN_PX, y: height - h, w: BIN_PX - 1, h, fill: "line", alpha: 0.45 });
  });
}
