/** Records on the event-time plane: dots, or shading where they are many; late ones; the selected one. */
import type { Primitive } from "../draw/primitives.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";
import { boxed, labelWidth } from "./boxed-label.ts";
import { countUpTo } from "./count-up-to.ts";
import { DENSITY_CELL, density } from "./density.ts";
import { isInPlane, type PlaneAxes } from "./plane-axes.ts";
import type { PlaneFacts } from "./plane-facts.ts";
import { isOfWindow } from "./plane-hit.ts";
import { isBandSeen } from "./plane-windows.ts";
import { spanText } from "./time-text.ts";

const DOT = 3.5;
const NOTCH = 3;

/** A dot each, but for the late ones. @param late "virtual time,event time" of these */
export function dots(facts: PlaneFacts, axes: PlaneAxes, late: ReadonlySet<string>): Primitive[] {
  const { seqs, values, micros } = facts.times.records;
  const marks: Primitive[] = [];
  for (let i = 0; i < facts.records; i++) {
    if (late.has(`${micros[i]},${values[i]}`)) continue;
    const [x, y] = [axes.x(values[i]), axes.y(micros[i])];
    if (!isInPlane(axes, x, y)) continue;
    marks.push({
      shape: "circle",
      x,
      y,
      r: DOT,
      fill: "data",
      of: `event:${seqs[i]}`,
    });
  }
  return marks;
}

/** How many records there are in each square. */
export function shading(facts: PlaneFacts, axes: PlaneAxes, language: Language): Primitive[] {
  const { values, micros } = facts.times.records;
  const { cells, most } = density(
    facts.records,
    (i) => axes.x(values[i]),
    (i) => axes.y(micros[i]),
    axes.right,
    axes.bottom,
  );
  const seen = cells.filter(({ x, y }) => isInPlane(axes, x + DENSITY_CELL / 2, y + DENSITY_CELL / 2));
  const marks: Primitive[] = seen.map(({ x, y, count }) => ({
    shape: "rect",
    x,
    y,
    w: DENSITY_CELL,
    h: DENSITY_CELL,
    fill: "data",
    alpha: 0.15 + (0.6 * Math.log1p(count)) / Math.log1p(most),
  }));
  const text = textOf(eventTime, language, "density", facts.records, most);
  return [...marks, ...boxed({ x: axes.right - 4, y: axes.top + 12, text, align: "right" })];
}

/** A late record: hollow and notched where it belongs, and again in the gutter. */
export function lateMarks(facts: PlaneFacts, axes: PlaneAxes, language: Language): Primitive[] {
  const marks: Primitive[] = [];
  let labelledUntil = Number.NEGATIVE_INFINITY;
  for (const { seq, micros, timestampMs, latenessMs } of facts.late) {
    const y = axes.y(micros);
    const x = axes.x(timestampMs);
    if (!isInPlane(axes, x, y)) continue;
    const gutter = (axes.gutter + axes.left) / 2;
    marks.push({ shape: "line", points: [gutter, y, x, y], stroke: "fail", dash: [2, 3] });
    for (const at of [gutter, x]) {
      marks.push({
        shape: "circle",
        x: at,
        y,
        r: DOT + 1,
        fill: "surface",
        stroke: "fail",
        width: 2,
        of: `late:${seq}`,
      });
      marks.push({ shape: "line", points: [at, y - DOT - NOTCH - 1, at, y], stroke: "fail", width: 2 });
    }
    if (y - labelledUntil < 14) continue;
    labelledUntil = y;
    const text = textOf(eventTime, language, "lateBy", spanText(latenessMs));
    // Left of it, where the watermark and its label have been already.
    const isLeft = x - 9 - labelWidth(text) > axes.left;
    marks.push(...boxed({ x: isLeft ? x - 9 : x + 9, y: y - 13, text, align: isLeft ? "right" : "left" }));
  }
  return marks;
}

/** The outline of the selected record, late record or window. */
export function selectedMarks(facts: PlaneFacts, axes: PlaneAxes, now: number, seq: number): Primitive[] {
  if (seq < 0) return [];
  const { records: series } = facts.times;
  const at = countUpTo(series.seqs, seq) - 1;
  const late = facts.late.find((one) => one.seq === seq);
  const window = facts.windows.find((one) => isOfWindow(one, seq));
  const dot =
    late !== undefined
      ? [late.timestampMs, late.micros]
      : series.seqs[at] === seq && at < facts.records
        ? [series.values[at], series.micros[at]]
        : null;
  const outline = { stroke: "text", width: 2, of: "selected" } as const;
  if (dot !== null) {
    const [x, y] = [axes.x(dot[0]), axes.y(dot[1])];
    return isInPlane(axes, x, y) ? [{ shape: "circle", x, y, r: DOT + 4, ...outline }] : [];
  }
  if (window === undefined || !isBandSeen(axes, window.span)) return [];
  const { span, status } = window;
  const x = Math.max(axes.left, axes.x(span.start));
  const y = Math.max(axes.top, axes.y(span.openedAt));
  const w = Math.min(axes.right, axes.x(span.end)) - x;
  const end = status === "purged" ? Math.min(now, axes.y(span.purgedAt)) : now;
  return [{ shape: "rect", x, y, w, h: Math.max(0, end - y), ...outline }];
}
