/** Axes, gutter and cursor of the event-time plane. */
import type { Primitive } from "../draw/primitives.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { eventTime } from "../text/event-time.ts";
import { cursorLabel, type PlaneAxes } from "./plane-axes.ts";
import { virtualTimeText } from "./time-text.ts";

const LATER_ROOM = 40;
const LABEL_HEIGHT = 15;

/** What lies under everything. @param now px of the cursor line */
export function frame(axes: PlaneAxes, now: number, hasGutter: boolean, language: Language): Primitive[] {
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

/**
 * The cursor's line and time, and that what lies under it has not happened.
 * @param isEmpty a text over the plane says so already
 */
export function cursorMarks(
  axes: PlaneAxes,
  now: number,
  micros: number,
  isEmpty: boolean,
  language: Language,
): Primitive[] {
  const { gutter, left, right, bottom } = axes;
  const marks: Primitive[] = [
    { shape: "line", points: [gutter, now, right, now], stroke: "text", width: 1.5, of: "cursor" },
    { shape: "rect", x: 0, y: now - 9, w: gutter - 1, h: 18, fill: "surface" },
  ];
  marks.push({
    shape: "text",
    x: gutter - 5,
    y: now,
    text: cursorLabel(micros, axes.base),
    ink: "text",
    align: "right",
    bold: true,
  });
  if (bottom - now > LATER_ROOM && !isEmpty)
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
