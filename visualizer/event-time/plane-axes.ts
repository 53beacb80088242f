/** Where the event-time plane puts times: scales, ticks and the parts of its area. Lengths are CSS px. */
import { type ScaleContinuousNumeric, scaleLinear, scaleUtc } from "d3-scale";
import { labelWidth } from "./boxed-label.ts";
import type { PlaneExtent } from "./plane-facts.ts";
import { dayOf, durationText, eventTimeText } from "./time-text.ts";

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** The parts of the area and how times lie in them. */
export interface PlaneAxes {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** The gutter for late records is left of the plane: from here to `left`. */
  readonly gutter: number;
  /** Event time, ms → px; not clamped. */
  x(ms: number): number;
  /** The way back: px → ms of event time. */
  eventMs(x: number): number;
  /** Virtual time, µs → px. */
  y(micros: number): number;
  /** Labels of virtual time count from here, µs; 0: from the beginning of the run. */
  readonly base: number;
  /** The first day, where the ticks tell times of day only; else null. */
  readonly day: string | null;
  readonly eventTicks: readonly Tick[];
  readonly virtualTicks: readonly Tick[];
}

const TOP = 44;
const BOTTOM = 10;
const RIGHT = 14;
const LABELS = 52;
const LABEL_GAP = 7;
/** The cursor's label is bold: letters are so much wider. */
const BOLD = 1.06;
const GUTTER = 34;
const NARROW = 480;
const PX_PER_EVENT_TICK = 92;
const PX_PER_VIRTUAL_TICK = 46;
const CALENDAR_MS = 120_000;
/** From here on ticks tell days. */
const DAYS_MS = 3 * 86_400_000;
const SHORT_MICROS = 40_000;

/**
 * @param hasLate a gutter is needed
 * @param narrowed the event time that fills the plane, ms; null: all of it, with a margin
 */
export function planeAxes(
  extent: PlaneExtent,
  width: number,
  height: number,
  hasLate: boolean,
  narrowed: { readonly from: number; readonly to: number } | null = null,
): PlaneAxes {
  const right = width - RIGHT;
  const bottom = height - BOTTOM;
  const shown = narrowed ?? wholeEventTime(extent);
  const domain = [shown.from, shown.to];
  const tail = Math.max(1000, extent.to - extent.from) * 0.06;
  const span = [extent.from - tail, extent.to + tail];
  const y = scaleLinear(span, [TOP, bottom]);
  // Where a tick is far below a second, what all labels share is said once.
  const base = extent.to - extent.from < SHORT_MICROS ? Math.floor(extent.from / 1000) * 1000 : 0;
  const count = Math.max(2, Math.floor((bottom - TOP) / PX_PER_VIRTUAL_TICK));
  const ticks = scaleLinear([span[0] - base, span[1] - base], [0, 1])
    .ticks(count)
    .map((micros) => ({ micros, label: virtualLabel(micros + base, base) }));
  const labels = [...ticks.map(({ label }) => label), cursorLabel(base > 0 ? base + 39_990 : extent.to, base)];
  const widest = Math.max(...labels.map(labelWidth)) * BOLD;
  const gutter = Math.max(width < NARROW ? LABELS - 6 : LABELS, Math.ceil(widest) + LABEL_GAP);
  const left = gutter + (hasLate ? GUTTER : 6);
  const x = scaleLinear(domain, [left, right]);
  return {
    left,
    top: TOP,
    right,
    bottom,
    gutter,
    // Plain sums: they are asked for 100 000 records a frame.
    x: linear(domain, [left, right]),
    eventMs: linear([left, right], domain),
    y: linear(span, [TOP, bottom]),
    eventTicks: eventTicks(domain, x, Math.max(2, Math.floor((right - left) / PX_PER_EVENT_TICK))),
    base,
    day: shown.to - shown.from > DAYS_MS ? null : dayOf(Math.max(shown.from, extent.eventFrom)),
    virtualTicks: ticks.map(({ micros, label }) => ({ at: y(micros + base), label })),
  };
}

/** All of event time that there is, with a margin, ms. */
export function wholeEventTime({ eventFrom, eventTo }: PlaneExtent): { readonly from: number; readonly to: number } {
  const room = Math.max(1, eventTo - eventFrom) * 0.03;
  return { from: eventFrom - room, to: eventTo + room };
}

/** The cursor's virtual time, µs, beside the axis. */
export function cursorLabel(micros: number, base: number): string {
  if (base > 0) return virtualLabel(Math.max(micros, base), base);
  return `${(micros / 1e6).toFixed(micros < 1e8 ? 2 : 0)} s`;
}

/** Is a place within the plane, CSS px? */
export function isInPlane({ left, right, top, bottom }: PlaneAxes, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** A virtual time, µs, as the plane's axis has it. */
export function virtualLabel(micros: number, base: number): string {
  return base > 0 ? `+${durationText(Math.round(micros - base))}` : `${Number((micros / 1e6).toFixed(4))} s`;
}

function linear([from, to]: readonly number[], [start, end]: readonly number[]): (value: number) => number {
  const each = (end - start) / (to - from);
  return (value) => start + (value - from) * each;
}

function eventTicks(
  domain: readonly number[],
  x: ScaleContinuousNumeric<number, number>,
  count: number,
): readonly Tick[] {
  const [from, to] = domain;
  const values =
    to - from < CALENDAR_MS
      ? scaleLinear([from / 1000, to / 1000], [0, 1])
          .ticks(count)
          .map((seconds) => seconds * 1000)
      : scaleUtc([from, to], [0, 1]).ticks(count).map(Number);
  return values.map((ms) => ({ at: x(ms), label: shortLabel(ms, to - from) }));
}

/** Of a calendar time only what the neighbours do not share. */
function shortLabel(ms: number, span: number): string {
  const text = eventTimeText(Math.round(ms));
  const [day, time] = text.split(" ");
  if (day?.length !== 10 || time === undefined) return text;
  return span > DAYS_MS ? day : time.slice(0, span > 600_000 ? 5 : 8);
}
