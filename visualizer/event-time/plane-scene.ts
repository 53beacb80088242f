/** Draws the event-time plane: x is event time, y is virtual time, downwards later. */
import type { DrawList, Primitive } from "../draw/primitives.ts";
import type { Language } from "../text/catalogue.ts";
import { textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";
import { boxed, labelWidth } from "./boxed-label.ts";
import { countUpTo } from "./count-up-to.ts";
import { DENSITY_CELL, density } from "./density.ts";
import { type PlaneAxes, virtualLabel } from "./plane-axes.ts";
import type { PlaneFacts } from "./plane-facts.ts";
import { isOfWindow } from "./plane-hit.ts";
import { lineMarks } from "./plane-lines.ts";
import { windowLabels, windowMarks } from "./plane-windows.ts";
import { spanText, virtualTimeText } from "./time-text.ts";

/** Above so many records they are shading instead of dots. */
export const MOST_DOTS = 3000;

const DOT = 3.5;
const NOTCH = 3;
const LATER_ROOM = 40;
const LABEL_HEIGHT = 15;

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
    ...cursorMarks(axes, now, cursorMicros, language),
    ...selectedMarks(facts, axes, now, selectedSeq),
  ];
}

function frame(axes: PlaneAxes, now: number, hasGutter: boolean, language: Language): Primitive[] {
  const { left, top, right, bottom, gutter } = axes;
  const marks: Primitive[] = [
    { shape: "rect", x: left, y: now, w: right - left, h: bottom - now, fill: "panel", of: "future" },
  ];
  for (const { at, label } of axes.eventTicks) {
    if (at < left || at > right) continue;
    marks.push({ shape: "line", points: [at, top, at, bottom], stroke: "line", alpha: 0.3 });
    const align = at < left + 24 ? "left" : at > right - 30 ? "right" : "center";
    marks.push({ shape: "text", x: at, y: top - 9, text: label, ink: "muted", align });
  }
  for (const { at, label } of axes.virtualTicks) {
    // The cursor's own label takes the place of those beside it.
    if (at < top || at > bottom || Math.abs(at - now) < LABEL_HEIGHT) continue;
    marks.push({ shape: "line", points: [gutter, at, right, at], stroke: "line", alpha: 0.2 });
    marks.push({ shape: "text", x: gutter - 5, y: at, text: label, ink: "muted", align: "right" });
  }
  marks.push({ shape: "line", points: [left, top, right, top], stroke: "line-strong" });
  marks.push({ shape: "line", points: [left, top, left, bottom], stroke: "line-strong" });
  const text = (name: "eventAxis" | "late") => textOf(eventTime, language, name);
  const eventTitle = axes.day === null ? text("eventAxis") : textOf(eventTime, language, "eventAxisDay", axes.day);
  marks.push({ shape: "text", x: right, y: 12, text: eventTitle, ink: "text", align: "right", bold: true });
  const title =
    axes.base > 0
      ? textOf(eventTime, language, "virtualAxisFrom", virtualTimeText(axes.base))
      : textOf(eventTime, language, "virtualAxis");
  marks.push({ shape: "text", x: 4, y: 12, text: title, ink: "text", bold: true });
  if (hasGutter) {
    marks.push({ shape: "rect", x: gutter, y: top, w: left - gutter, h: bottom - top, fill: "fail", alpha: 0.06 });
    marks.push({ shape: "text", x: (gutter + left) / 2, y: top - 9, text: text("late"), ink: "text", align: "center" });
  }
  return marks;
}

function dots(facts: PlaneFacts, axes: PlaneAxes, late: ReadonlySet<string>): Primitive[] {
  const { seqs, values, micros } = facts.times.records;
  const marks: Primitive[] = [];
  for (let i = 0; i < facts.records; i++) {
    if (late.has(`${micros[i]},${values[i]}`)) continue;
    marks.push({
      shape: "circle",
      x: axes.x(values[i]),
      y: axes.y(micros[i]),
      r: DOT,
      fill: "data",
      of: `event:${seqs[i]}`,
    });
  }
  return marks;
}

function shading(facts: PlaneFacts, axes: PlaneAxes, language: Language): Primitive[] {
  const { values, micros } = facts.times.records;
  const { cells, most } = density(
    facts.records,
    (i) => axes.x(values[i]),
    (i) => axes.y(micros[i]),
    axes.right,
    axes.bottom,
  );
  const marks: Primitive[] = cells.map(({ x, y, count }) => ({
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
function lateMarks(facts: PlaneFacts, axes: PlaneAxes, language: Language): Primitive[] {
  const marks: Primitive[] = [];
  let labelledUntil = Number.NEGATIVE_INFINITY;
  for (const { seq, micros, timestampMs, latenessMs } of facts.late) {
    const y = axes.y(micros);
    const x = axes.x(timestampMs);
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
function selectedMarks(facts: PlaneFacts, axes: PlaneAxes, now: number, seq: number): Primitive[] {
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
  if (dot !== null) return [{ shape: "circle", x: axes.x(dot[0]), y: axes.y(dot[1]), r: DOT + 4, ...outline }];
  if (window === undefined) return [];
  const { span, status } = window;
  const x = Math.max(axes.left, axes.x(span.start));
  const y = Math.max(axes.top, axes.y(span.openedAt));
  const w = Math.min(axes.right, axes.x(span.end)) - x;
  const end = status === "purged" ? Math.min(now, axes.y(span.purgedAt)) : now;
  return [{ shape: "rect", x, y, w, h: Math.max(0, end - y), ...outline }];
}

function cursorMarks(axes: PlaneAxes, now: number, micros: number, language: Language): Primitive[] {
  const { gutter, left, right, bottom } = axes;
  const marks: Primitive[] = [
    { shape: "line", points: [gutter, now, right, now], stroke: "text", width: 1.5, of: "cursor" },
    { shape: "rect", x: 0, y: now - 9, w: gutter - 1, h: 18, fill: "surface" },
  ];
  marks.push({
    shape: "text",
    x: gutter - 5,
    y: now,
    text: clockText(micros, axes.base),
    ink: "text",
    align: "right",
    bold: true,
  });
  if (bottom - now > LATER_ROOM)
    marks.push({
      shape: "text",
      x: (left + right) / 2,
      y: (now + bottom) / 2,
      text: textOf(eventTime, language, "later"),
      ink: "muted",
      align: "center",
    });
  return marks;
}

/** Fits beside the axis. */
function clockText(micros: number, base: number): string {
  if (base > 0) return virtualLabel(Math.max(micros, base), base);
  return `${(micros / 1e6).toFixed(micros < 1e8 ? 2 : 0)} s`;
}
