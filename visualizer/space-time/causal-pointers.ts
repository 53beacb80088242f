/** What moves over the causal axis, and the axis itself. */
import type { DrawList, Primitive } from "../draw/primitives.ts";
import type { RunModel } from "../run-model.ts";
import { type CausalIndex, causalIndexOf } from "./causal-index.ts";
import type { Lane, Lanes } from "./lanes.ts";
import { firstWhere } from "./search.ts";
import { placeOf, type TimeRange } from "./time-scale.ts";
import { transpose } from "./transpose.ts";

/** Places are columns, the focus range is virtual µs. */
export interface CausalPointers {
  /** The newest event that is shown as having happened. */
  readonly seq: number;
  /** Its column. */
  readonly cursor: number;
  readonly hover: number | null;
  readonly focus: TimeRange | null;
}

/**
 * Where the cursor goes through a lane: between what has happened there and what has not, as near to its own column as
 * that allows.
 */
export function frontierOf(causal: CausalIndex, lane: Lane, seq: number, cursor: number): number {
  let [past, future] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const source of lane.sources) {
    const seqs = causal.of(source);
    const next = firstWhere(seqs.length, (i) => seqs[i] > seq);
    if (next > 0) past = Math.max(past, causal.column(seqs[next - 1]));
    if (next < seqs.length) future = Math.min(future, causal.column(seqs[next]));
  }
  return Math.max(past + 0.5, Math.min(future - 0.5, cursor + 0.5));
}

/** The cursor as a line that has all that happened on its left, the place of the pointer, and the focus range. */
export function causalPointerScene(
  model: RunModel,
  lanes: Lanes,
  range: TimeRange,
  width: number,
  { seq, cursor, hover, focus }: CausalPointers,
  turned = false,
): DrawList {
  const causal = causalIndexOf(model);
  const list: Primitive[] = [];
  const x = (column: number): number => placeOf(range, width, column);
  if (focus !== null) for (const lane of lanes.all) drawFocus(list, model, causal, lane, focus, x);
  if (hover !== null)
    list.push({
      shape: "line",
      points: [x(hover), 0, x(hover), lanes.height],
      stroke: "text",
      alpha: 0.35,
      of: "hover",
    });
  const points = lanes.all.flatMap((lane) => {
    const at = Math.max(-4, Math.min(width + 4, x(frontierOf(causal, lane, seq, cursor))));
    return [at, lane.top, at, lane.top + lane.height];
  });
  list.push({ shape: "line", points, stroke: "text", width: 2, of: "cursor" });
  return turned ? transpose(list) : list;
}

function drawFocus(
  list: Primitive[],
  { store }: RunModel,
  causal: CausalIndex,
  { sources, top, height, key }: Lane,
  focus: TimeRange,
  x: (column: number) => number,
): void {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const source of sources) {
    const seqs = causal.of(source);
    const first = firstWhere(seqs.length, (i) => store.t(seqs[i]) >= focus.from);
    const end = firstWhere(seqs.length, (i) => store.t(seqs[i]) > focus.to);
    if (first >= end) continue;
    from = Math.min(from, causal.column(seqs[first]));
    to = Math.max(to, causal.column(seqs[end - 1]));
  }
  if (to < from) return;
  const place = { x: x(from - 0.4), y: top, w: x(to + 0.4) - x(from - 0.4), h: height };
  list.push({ shape: "rect", ...place, fill: "cause", alpha: 0.1, of: `focus:${key}` });
}

const TICK_PX = 90;

/**
 * Numbers of columns, on a ground of its own: they are no moments.
 * @param thickness px across
 */
export function causalAxisScene(
  range: TimeRange,
  width: number,
  thickness: number,
  cursor: number,
  turned = false,
): DrawList {
  const list: Primitive[] = [
    { shape: "rect", x: 0, y: 0, w: width, h: thickness, fill: "cause", alpha: 0.12, of: "causal-axis" },
  ];
  const step = Math.max(1, 5 * Math.ceil((TICK_PX * (range.to - range.from)) / width / 5));
  for (let column = Math.max(0, Math.ceil(range.from / step) * step); column <= range.to; column += step) {
    const x = placeOf(range, width, column);
    list.push({ shape: "line", points: [x, thickness - 4, x, thickness], stroke: "cause", width: 1 });
    if (x > 20 && x < width - 20)
      list.push({
        shape: "text",
        x,
        y: thickness / 2 - 2,
        text: `#${column}`,
        ink: "cause",
        size: 12,
        align: "center",
      });
  }
  const x = placeOf(range, width, cursor + 0.5);
  if (x >= 0 && x <= width)
    list.push({ shape: "polygon", points: [x - 5, thickness - 7, x + 5, thickness - 7, x, thickness], fill: "text" });
  return turned ? transpose(list) : list;
}
