/** Draws the event-time plane: x is event time, y is virtual time, downwards later. */
import type { DrawList } from "../draw/primitives.ts";
import type { Language } from "../text/catalogue.ts";
import type { PlaneAxes } from "./plane-axes.ts";
import type { PlaneFacts } from "./plane-facts.ts";
import { cursorMarks, frame } from "./plane-frame.ts";
import { lineMarks } from "./plane-lines.ts";
import { dots, lateMarks, selectedMarks, shading } from "./plane-records.ts";
import { windowLabels, windowMarks } from "./plane-windows.ts";

/** Above so many records they are shading instead of dots. */
export const MOST_DOTS = 3000;

/**
 * The plane after what `facts` tells; what comes later is an empty area.
 * @param cursorMicros µs of virtual time
 * @param selectedSeq event whose dot is outlined; -1: none
 */
export function planeScene(
  facts: PlaneFacts,
  axes: PlaneAxes,
  cursorMicros: number,
  selectedSeq: number,
  language: Language,
): DrawList {
  const now = Math.max(axes.top, Math.min(axes.bottom, axes.y(cursorMicros)));
  const isDense = facts.records > MOST_DOTS;
  const late = new Set(facts.late.map(({ micros, timestampMs }) => `${micros},${timestampMs}`));
  return [
    ...frame(axes, now, facts.times.late.length > 0, language),
    ...windowMarks(facts, axes, now),
    // Shading lies under the watermarks, dots on them.
    ...(isDense ? shading(facts, axes, language) : []),
    ...lineMarks(facts, axes, now, language),
    ...(isDense ? [] : dots(facts, axes, late)),
    ...windowLabels(facts, axes, language),
    ...lateMarks(facts, axes, language),
    ...cursorMarks(axes, now, cursorMicros, facts.records === 0, language),
    ...selectedMarks(facts, axes, now, selectedSeq),
  ];
}
