/** Windows on the event-time plane: bands that fill while they gather, and get a firm right edge when they fire. */
import type { Primitive } from "../draw/primitives.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";
import { type BoxedLabel, boxed, labelWidth } from "./boxed-label.ts";
import type { PlaneAxes } from "./plane-axes.ts";
import type { PlaneFacts, WindowFacts } from "./plane-facts.ts";

/** All keys' windows of one stretch of event time. */
export interface Band {
  readonly start: number;
  readonly end: number;
  readonly windows: WindowFacts[];
}

/** The windows by their stretch of event time, in order of opening. */
export function bandsOf(windows: readonly WindowFacts[]): Band[] {
  const bands = new Map<string, Band>();
  for (const window of windows) {
    const { start, end } = window.span;
    const name = `${start},${end}`;
    const band = bands.get(name);
    if (band === undefined) bands.set(name, { start, end, windows: [window] });
    else band.windows.push(window);
  }
  return [...bands.values()];
}

const FULL_AT = 12;
/** A label may be so much wider than its band, CSS px. */
const SPARE = 16;
const LINE = 15;
/** Rounding, CSS px. */
const EDGE = 0.5;

/** Does a stretch of event time reach into the plane? */
export function isBandSeen(axes: PlaneAxes, { start, end }: { readonly start: number; readonly end: number }): boolean {
  return axes.x(end) > axes.left && axes.x(start) < axes.right;
}

/** The bands. @param now px of the cursor line */
export function windowMarks(facts: PlaneFacts, axes: PlaneAxes, now: number): Primitive[] {
  return bandsOf(facts.windows).flatMap((band) => (isBandSeen(axes, band) ? bandMarks(band, axes, now) : []));
}

/** What has fired, in words: above everything else. */
export function windowLabels(facts: PlaneFacts, axes: PlaneAxes, language: Language): Primitive[] {
  const marks: Primitive[] = [];
  let last = { x: Number.NEGATIVE_INFINITY, y: Number.NEGATIVE_INFINITY };
  for (const band of bandsOf(facts.windows)) {
    const label = fireLabel(band, axes, language);
    if (label === null) continue;
    // Two labels on one spot are worse than one: the table has all of them.
    if (Math.abs(label.x - last.x) < labelWidth(label.text) && Math.abs(label.y - last.y) < LINE) continue;
    last = label;
    marks.push(...boxed(label));
  }
  return marks;
}

function bandMarks(band: Band, axes: PlaneAxes, now: number): Primitive[] {
  const x = Math.max(axes.left, axes.x(band.start));
  // An edge that lies beyond the plane is not drawn at the plane's.
  const beginsHere = axes.x(band.start) >= axes.left - EDGE;
  const endsHere = axes.x(band.end) <= axes.right + EDGE;
  const w = Math.min(axes.right, axes.x(band.end)) - x;
  const of = `window:${band.start},${band.end}`;
  const top = Math.max(axes.top, axes.y(Math.min(...band.windows.map(({ span }) => span.openedAt))));
  const live = band.windows.filter(({ status }) => status !== "purged");
  const gone = Math.max(...band.windows.map(({ span, status }) => (status === "purged" ? span.purgedAt : 0)));
  const bottom = live.length > 0 ? now : Math.min(now, axes.y(gone));
  const elements = band.windows.reduce((sum, one) => sum + one.elements, 0) / band.windows.length;
  const alpha = 0.07 + 0.2 * Math.min(1, elements / FULL_AT);
  const marks: Primitive[] = [
    { shape: "rect", x, y: top, w, h: Math.max(0, bottom - top), fill: "time", alpha, of },
    {
      shape: "line",
      points: beginsHere ? [x, bottom, x, top, x + w, top] : [x, top, x + w, top],
      stroke: "time",
      alpha: 0.7,
    },
  ];
  if (live.length === 0 && bottom < now)
    marks.push({ shape: "rect", x, y: bottom, w, h: now - bottom, fill: "time", alpha: 0.04, of: `purged:${of}` });
  const fired = firedAt(band);
  if (fired === null) {
    if (!endsHere) return marks;
    marks.push({ shape: "line", points: [x + w, top, x + w, bottom], stroke: "time", dash: [3, 3], alpha: 0.9 });
    return marks;
  }
  // Solid up to the firing: after it the window is done, or waits only for what comes late.
  const y = Math.max(top, axes.y(fired));
  marks.push({ shape: "line", points: [x, y, x + w, y], stroke: "time", width: 2 });
  if (endsHere)
    marks.push({ shape: "line", points: [x + w, top, x + w, y], stroke: "time", width: 3, of: `fired:${of}` });
  return marks;
}

/** When the first of a band's windows fired, µs; null: none has. */
function firedAt(band: Band): number | null {
  const times = band.windows
    .flatMap(({ span, fires }) => span.fires.slice(0, fires - span.carriedFires))
    .map(({ micros }) => micros);
  return times.length === 0 ? null : Math.min(...times);
}

function fireLabel(band: Band, axes: PlaneAxes, language: Language): BoxedLabel | null {
  const at = firedAt(band);
  if (at === null || axes.x(band.end) <= axes.left || axes.x(band.end) > axes.right + EDGE) return null;
  const fired = band.windows.filter(({ fires }) => fires > 0);
  const elements = fired.reduce((sum, one) => sum + one.elements, 0);
  const whole =
    fired.length === 1
      ? textOf(eventTime, language, "fired", fired[0].span.key, elements)
      : textOf(eventTime, language, "firedMany", fired.length, elements);
  const right = Math.min(axes.right, axes.x(band.end)) - 6;
  // A narrow band has room for the mark only; the table tells the rest.
  const room = right - Math.max(axes.left, axes.x(band.start)) + SPARE;
  const text = labelWidth(whole) <= room ? whole : "✓";
  return { x: right, y: axes.y(at) - 10, text, align: "right", bold: true };
}
