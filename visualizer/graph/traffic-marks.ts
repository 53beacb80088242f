/** Draws what is on its way in one channel, in the mode that the channel is in. */
import type { Primitive } from "../draw/primitives.ts";
import type { Language } from "../text/catalogue.ts";
import type { ChannelElements, Element } from "../trace/element-index.ts";
import type { ChannelLine } from "./channel-lines.ts";
import { labelAt } from "./element-label.ts";
import { elementGlyph, inkOf } from "./glyphs.ts";
import { firstAfter, type Mode } from "./level-of-detail.ts";
import { runsOf } from "./queue.ts";
import { queueMarks } from "./queue-marks.ts";
import { fractionAt, openElements, pointAt } from "./travel.ts";
import { perSecond } from "./words.ts";

/** What decides how traffic looks; times are virtual µs. */
export interface TrafficView {
  readonly micros: number;
  /** Virtual µs per second of the viewer's time. */
  readonly rate: number;
  readonly flow: "across" | "down";
  readonly language: Language;
  readonly reducedMotion: boolean;
  /** Checkpoints that are savepoints. */
  readonly savepoints: ReadonlySet<number>;
}

/** Wall ms in which the trace of a record fades, and that of an element whose text is to be read. */
const RECORD_FADES_MS = 150;
const OTHER_FADES_MS = 500;

/** Queues, tokens, streaks and dashes of a channel. @param hasQueues false: they are shown elsewhere */
export function trafficMarks(
  channel: ChannelElements,
  line: ChannelLine,
  mode: Mode,
  view: TrafficView,
  hasQueues = true,
): Primitive[] {
  const { waitingToBeSent, flying, waitingToBeTaken } = openElements(channel, view.micros);
  const marks: Primitive[] = [];
  if (mode === "flow") marks.push(...flowMarks(channel, line, view));
  if (mode !== "tokens") marks.push(...streakMarks(channel, line, mode, view));
  if (hasQueues) marks.push(...queueMarks(waitingToBeSent, line.from, line.out, line, view));
  if (hasQueues) marks.push(...queueMarks(waitingToBeTaken, line.in, line.to, line, view));
  marks.push(...(view.reducedMotion ? restingMarks(flying, line, view) : flyingMarks(flying, line, mode, view)));
  return marks;
}

function flyingMarks(flying: readonly Element[], line: ChannelLine, mode: Mode, view: TrafficView): Primitive[] {
  const marks: Primitive[] = [];
  for (const element of flying) {
    if (element.type === "record" && mode !== "tokens") continue;
    const { x, y } = pointAt(line, fractionAt(element, view.micros));
    const alpha = Number.isFinite(element.arrivedAt) ? 1 : 0.5;
    marks.push(...elementGlyph(element.type, x, y, `element:${element.seq}`, view.flow, alpha));
    marks.push(...labelAt(element, { x, y }, alpha, view));
  }
  return marks;
}

/** Nothing moves: what flies rests along the line in its order, runs of records as arrows with their number. */
function restingMarks(flying: readonly Element[], line: ChannelLine, view: TrafficView): Primitive[] {
  const marks: Primitive[] = [];
  const of = `channel:${line.ch}`;
  const runs = runsOf(flying);
  for (const [i, unit] of runs.entries()) {
    const at = pointAt(line, 1 - (i + 1) / (runs.length + 1));
    const { x, y } = at;
    if ("count" in unit) {
      const points =
        view.flow === "across" ? [x - 5, y - 5, x + 5, y, x - 5, y + 5] : [x - 5, y - 5, x, y + 5, x + 5, y - 5];
      marks.push({ shape: "polygon", points, fill: "data", of });
      marks.push({ shape: "text", text: `×${unit.count}`, x: x + 8, y: y - 10, ink: "text", of });
    } else {
      marks.push(...elementGlyph(unit.element.type, x, y, `element:${unit.element.seq}`, view.flow));
      marks.push(...labelAt(unit.element, at, 1, view));
    }
  }
  return marks;
}

/** Lines of what has just crossed, or is about to: too fast for dots. They fade by their age in the viewer's time. */
function streakMarks(channel: ChannelElements, line: ChannelLine, mode: Mode, view: TrafficView): Primitive[] {
  const { micros, rate } = view;
  const marks: Primitive[] = [];
  /** Kinds of which one has its streak. */
  const crossed = new Set<string>();
  /** When the buffer left whose records have theirs: they are under way together, on the same line. */
  let drawnAt = Number.NaN;
  const before = firstAfter(channel.elements, micros, ({ sentAt }) => sentAt);
  for (let i = before - 1; i >= 0; i--) {
    const element = channel.elements[i];
    const age = ((micros - Math.min(micros, element.arrivedAt)) / rate) * 1000;
    if (age >= OTHER_FADES_MS) break;
    const fades = element.type === "record" ? RECORD_FADES_MS : OTHER_FADES_MS;
    // What was lost with its receiver never crossed.
    if (age >= fades || element.takenAt < element.arrivedAt) continue;
    if (mode === "flow" && element.type === "record") continue;
    const hasCrossed = element.arrivedAt <= micros;
    // All lines of a channel lie on each other: of what has crossed, the newest of its kind is enough.
    if (hasCrossed && crossed.has(element.type)) continue;
    if (element.type === "record" && !hasCrossed) {
      if (element.sentAt === drawnAt) continue;
      drawnAt = element.sentAt;
    }
    const alpha = view.reducedMotion ? 0.6 : 1 - age / fades;
    const end = pointAt(line, view.reducedMotion ? 1 : fractionAt(element, micros));
    const of = `streak:${element.seq}`;
    marks.push({
      shape: "line",
      points: [line.from.x, line.from.y, end.x, end.y],
      stroke: inkOf(element.type),
      width: 3,
      of,
      alpha,
    });
    if (!hasCrossed) continue;
    crossed.add(element.type);
    // What crossed together is told apart: the later, the further behind.
    const nth = crossed.size - 1;
    const middle = pointAt(line, 0.2 + 0.25 * nth);
    marks.push(...elementGlyph(element.type, middle.x, middle.y, of, view.flow, alpha));
    marks.push(...labelAt(element, middle, alpha, view));
  }
  return marks;
}

const DASH = 7;
/** Px per second of the viewer's time. */
const DASH_SPEED = 60;

function flowMarks(channel: ChannelElements, line: ChannelLine, view: TrafficView): Primitive[] {
  const { micros, rate } = view;
  const { elements } = channel;
  const arrived = (element: Element) => element.arrivedAt;
  const arrivals = firstAfter(elements, micros, arrived) - firstAfter(elements, micros - rate, arrived);
  if (arrivals === 0) return [];
  const { from, to } = line;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const phase = view.reducedMotion ? 0 : ((micros / rate) * DASH_SPEED) % (2 * DASH);
  const start = pointAt(line, Math.min(1, phase / length));
  const elementsPerSecond = arrivals / (rate / 1_000_000);
  const of = `channel:${line.ch}`;
  const middle = pointAt(line, 0.5);
  return [
    {
      shape: "line",
      points: [start.x, start.y, to.x, to.y],
      stroke: "data",
      width: 1.5 + Math.min(4, Math.log10(1 + elementsPerSecond)),
      dash: [DASH, DASH],
      of,
    },
    {
      shape: "text",
      text: `${perSecond(elementsPerSecond)}/s`,
      x: middle.x,
      y: middle.y - 10,
      ink: "muted",
      align: "center",
      of: `rate:${line.ch}`,
    },
  ];
}
