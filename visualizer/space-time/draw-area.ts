/** What a viewer marks: an area of the lanes, a stretch of the axis. */
import type { DrawList, Primitive } from "../draw/primitives.ts";
import { type Area, lanesIn } from "./area.ts";
import type { Lanes } from "./lanes.ts";
import { placeOf, type TimeRange } from "./time-scale.ts";
import { transpose } from "./transpose.ts";

const LEAST_PX = 2;

/** The selected area as far as it is visible; nothing if its lanes are not shown any more. */
export function areaScene(lanes: Lanes, range: TimeRange, width: number, area: Area, turned = false): DrawList {
  const marked = lanesIn(lanes, area);
  const [first, last] = [marked[0], marked.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = Math.max(-LEAST_PX, placeOf(range, width, area.from));
  const to = Math.min(width + LEAST_PX, placeOf(range, width, area.to));
  if (to < from) return [];
  return markScene(from, to, first.top, last.top + last.height, turned);
}

/** A marked rectangle: places along and across, px. */
export function markScene(from: number, to: number, top: number, bottom: number, turned = false): DrawList {
  const place = { x: from, w: Math.max(LEAST_PX, to - from), y: top + 1, h: bottom - top - 2, of: "area" } as const;
  const list: Primitive[] = [
    { shape: "rect", ...place, fill: "cause", alpha: 0.16 },
    { shape: "rect", ...place, stroke: "cause", width: 1.5 },
  ];
  return turned ? transpose(list) : list;
}
