/** Watermarks on the event-time plane: a step line each, thin for an input, thick for the combined one. */
import type { Primitive } from "../draw/primitives.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";
import { boxed, labelWidth } from "./boxed-label.ts";
import type { PlaneAxes } from "./plane-axes.ts";
import type { LineFacts, PlaneFacts } from "./plane-facts.ts";
import { timeOfDayText } from "./time-text.ts";
import { AFTER_ALL_TIME } from "./window-index.ts";

const THIN = 1.5;
const THICK = 4;
/** From the middle of a label to that of a late record that touches it, CSS px. */
const LATE_REACH = 14;

/** @param now px of the cursor line */
export function lineMarks(facts: PlaneFacts, axes: PlaneAxes, now: number, language: Language): Primitive[] {
  const marks: Primitive[] = [];
  const hasChannels = facts.channels.length > 1;
  if (hasChannels) for (const channel of facts.channels) marks.push(...steps(channel, axes, now, THIN, 0.9));
  const { combined } = facts;
  marks.push(
    ...steps(combined.count > 0 || hasChannels ? combined : (facts.channels[0] ?? combined), axes, now, THICK, 1),
  );
  const { watermarkMs } = combined;
  if (watermarkMs !== null && watermarkMs < AFTER_ALL_TIME) {
    const text = textOf(eventTime, language, "watermark", timeOfDayText(watermarkMs));
    const x = within(axes, watermarkMs);
    const align = x + labelWidth(text) + 8 > axes.right ? "right" : "left";
    const place = x + (align === "right" ? -6 : 6);
    const from = align === "right" ? place - labelWidth(text) : place;
    const above = Math.max(axes.top + 8, now - 10);
    // A late record is drawn over it: then it stands below the cursor's line.
    const isHidden = facts.late.some(
      (late) =>
        Math.abs(axes.y(late.micros) - above) < LATE_REACH &&
        axes.x(late.timestampMs) > from - LATE_REACH &&
        axes.x(late.timestampMs) < from + labelWidth(text) + LATE_REACH,
    );
    const y = isHidden && now + 20 < axes.bottom ? now + 11 : above;
    marks.push(...boxed({ x: place, y, text, align, bold: true, of: "watermark" }));
  }
  return marks;
}

/** The line so far: across when it rises, down while it stays. The idle stretches are dashed. */
function steps(facts: LineFacts, axes: PlaneAxes, now: number, width: number, alpha: number): Primitive[] {
  const { line, count, idleChanges } = facts;
  const marks: Primitive[] = [];
  const of = `watermark:${line.ch}`;
  let points: number[] = [];
  let idle = false;
  let change = 0;
  const flush = () => {
    if (points.length >= 4)
      marks.push({ shape: "line", points, stroke: "time", width, alpha, of, ...(idle ? { dash: [4, 4] } : {}) });
    points = points.slice(-2);
  };
  const downTo = (y: number) => {
    if (points.length > 0) points.push(points[points.length - 2], y);
  };
  for (let i = 0; i < count; i++) {
    const y = axes.y(line.micros[i]);
    for (; change < idleChanges && line.idleSeqs[change] < line.seqs[i]; change++) {
      downTo(axes.y(line.idleMicros[change]));
      flush();
      idle = !idle;
    }
    downTo(y);
    points.push(within(axes, line.values[i]), y);
  }
  for (; change < idleChanges; change++) {
    downTo(axes.y(line.idleMicros[change]));
    flush();
    idle = !idle;
  }
  downTo(now);
  flush();
  return marks;
}

/** Before and after all time lie at the edges. */
function within(axes: PlaneAxes, ms: number): number {
  return Math.max(axes.left, Math.min(axes.right, axes.x(ms)));
}
