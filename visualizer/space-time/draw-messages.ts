/** Messages: a line from the sender when it left to the receiver when it arrived, then thin until it was taken. */
import type { Ink } from "../draw/palette.ts";
import type { Primitive } from "../draw/primitives.ts";
import type { Element, ElementType } from "../trace/element-index.ts";
import { chevron, cross } from "./glyphs.ts";
import { isOfLane, type Lane, middleOf } from "./lanes.ts";
import { firstWhere } from "./search.ts";
import { clipLine, type Sketch } from "./sketch.ts";

/** Most lines of messages, of all kinds. */
export const MOST_MESSAGES = 2000;
/** Most records that are drawn one by one if all are asked for; lines are then as many more. */
export const MOST_ASKED = 5000;
/** Most records of a visible stretch that are drawn one by one without being asked for. */
export const MOST_RECORDS = 400;
/** More lines than this: no heads, they would hide the lines. */
const MOST_HEADS = 240;

/** What was drawn, for the notice. */
export interface MessageCount {
  lines: number;
  /** Records that are shaded instead. */
  shaded: number;
  /** What found no place among the most that are drawn. */
  left: number;
  /** Most lines. */
  readonly most: number;
}

const INKS: Readonly<Record<ElementType, Ink>> = {
  record: "data",
  watermark: "time",
  status: "time",
  barrier: "snap",
  cancel: "snap",
  "end-of-data": "flow",
  "end-of-partition": "flow",
};
const WIDTHS: Readonly<Partial<Record<ElementType, number>>> = { barrier: 3, cancel: 3, watermark: 3, status: 3 };

/** One channel with its lanes. */
export interface DrawnChannel {
  readonly ch: number;
  readonly from: Lane;
  readonly to: Lane;
}

/** The channels between lanes that are drawn. */
export function drawnChannels(sketch: Sketch): DrawnChannel[] {
  return [...sketch.index.topology.channels].flatMap(([ch, ends]) => {
    const from = sketch.lanes.byTask.get(ends.from);
    const to = sketch.lanes.byTask.get(ends.to);
    return from === undefined || to === undefined ? [] : [{ ch, from, to }];
  });
}

/** Is a channel one whose records are asked for? */
export function isAskedFor({ selection }: Sketch, { ch, from, to }: DrawnChannel): boolean {
  if (selection?.kind === "channel") return selection.ch === ch;
  return isOfLane(from, selection) || isOfLane(to, selection);
}

/**
 * Barriers, watermarks, statuses and ends: all of the stretch, at every zoom. Those on the same px are one line.
 * @returns the marks of the barriers, which are not in the list yet: they belong on top of the records
 */
export function drawSignals(sketch: Sketch, channels: readonly DrawnChannel[], count: MessageCount): Primitive[] {
  // Barriers come first if there are too many.
  const barriers: [Element, DrawnChannel][] = [];
  const others: [Element, DrawnChannel][] = [];
  for (const channel of channels) {
    const signals = sketch.index.signals.get(channel.ch)?.elements ?? [];
    let drawnAt = Number.NEGATIVE_INFINITY;
    for (let i = firstVisible(sketch, signals); i < signals.length; i++) {
      const element = signals[i];
      if (element.emittedAt > sketch.range.to) break;
      if (element.type === "barrier" || element.type === "cancel") barriers.push([element, channel]);
      else if (sketch.x(element.sentAt) - drawnAt >= 0.5 || !Number.isFinite(element.sentAt)) {
        others.push([element, channel]);
        drawnAt = sketch.x(element.sentAt);
      }
    }
  }
  const room = Math.max(0, count.most - count.lines - barriers.length);
  const heads = barriers.length + Math.min(room, others.length) <= MOST_HEADS;
  count.left += Math.max(0, others.length - room) + Math.max(0, barriers.length - MOST_MESSAGES);
  for (const [element, channel] of others.slice(0, room)) drawElement(sketch, element, channel, count, heads);
  const mark = sketch.list.length;
  for (const [element, channel] of barriers.slice(0, MOST_MESSAGES))
    drawElement(sketch, element, channel, count, heads);
  return sketch.list.splice(mark);
}

/** The records of one channel in a stretch, by default the visible one, one by one while there is room. */
export function drawRecords(
  sketch: Sketch,
  channel: DrawnChannel,
  count: MessageCount,
  { from, to } = sketch.range,
): void {
  const elements = sketch.model.elements.channels.get(channel.ch)?.elements ?? [];
  for (let i = firstWhere(elements.length, (at) => elements[at].takenAt >= from); i < elements.length; i++) {
    if (elements[i].emittedAt > to) return;
    if (elements[i].type !== "record") continue;
    if (count.lines < count.most) drawElement(sketch, elements[i], channel, count, true);
    else count.left++;
  }
}

/** Those before it were taken before the stretch begins. */
function firstVisible({ range }: Sketch, elements: readonly Element[]): number {
  return firstWhere(elements.length, (at) => elements[at].takenAt >= range.from);
}

function drawElement(
  sketch: Sketch,
  element: Element,
  channel: DrawnChannel,
  count: MessageCount,
  heads: boolean,
): void {
  const { list, width } = sketch;
  const { emittedAt, sentAt, arrivedAt, takenAt, type, seq, x } = element;
  const stroke = INKS[type];
  const of = `element:${seq}`;
  const [from, to] = [middleOf(channel.from), middleOf(channel.to)];
  if (type === "record" || type === "watermark")
    drawStay(sketch, emittedAt, Math.min(sentAt, takenAt), from, stroke, `buffered:${seq}`);
  if (!Number.isFinite(sentAt) || sentAt > sketch.range.to) return;
  if (!Number.isFinite(arrivedAt)) {
    if (Number.isFinite(takenAt) && isBroken(sketch, element)) drawLost(sketch, element, from, to, stroke, count);
    return;
  }
  const points = clipLine([sketch.x(sentAt), from, sketch.x(arrivedAt), to], 0, width);
  if (points !== null) {
    list.push({ shape: "line", points, stroke, width: WIDTHS[type] ?? 1, of, alpha: type === "record" ? 0.75 : 1 });
    count.lines++;
  }
  drawStay(sketch, arrivedAt, takenAt, to, stroke, `queue:${seq}`);
  if (!heads || !sketch.sees(takenAt)) return;
  const at = sketch.x(takenAt);
  if (type === "record") list.push({ shape: "circle", x: at, y: to, r: 2.5, fill: stroke, of });
  else if (type === "watermark" || type === "status") list.push(chevron(at + 3, to, 4, stroke, type === "status", of));
  else if (type === "barrier" || type === "cancel")
    for (const dx of [-2, 2])
      list.push({ shape: "line", points: [at + dx, to - 6, at + dx, to + 6], stroke, width: 2, of });
  else list.push({ shape: "rect", x: at - 3, y: to - 3, w: 6, h: 6, fill: stroke, of });
  if (type === "barrier" && points !== null && points[2] - points[0] > 40)
    sketch.labels.push({
      x: (points[0] + points[2]) / 2 + 6,
      y: (points[1] + points[3]) / 2,
      text: `cp ${x}`,
      rank: 4,
    });
}

/** Time in a buffer that is being filled, or in the queue of the receiver: thin, on the lane. */
function drawStay(sketch: Sketch, from: number, to: number, y: number, stroke: Ink, of: string): void {
  const span = Number.isFinite(from) ? sketch.span(from, to) : null;
  if (span === null || span[1] - span[0] < 1) return;
  const isQueue = of.startsWith("queue");
  sketch.list.push({
    shape: "line",
    points: [span[0], y + (isQueue ? -3 : 3), span[1], y + (isQueue ? -3 : 3)],
    stroke,
    width: 1,
    ...(isQueue ? {} : { dash: [1, 3] }),
    of,
  });
}

/** A receiver that finished needed nothing more; one that ended otherwise, or whose sender did, lost what was under way. */
function isBroken({ index }: Sketch, { ch }: Element): boolean {
  const ends = index.topology.channels.get(ch);
  const receiver = index.topology.attempts.get(ends?.to ?? -1);
  return receiver?.states.at(-1)?.state !== "FINISHED";
}

/** It was sent, and its receiver died before it came: half of the way, with a ✕. */
function drawLost(
  sketch: Sketch,
  { sentAt, takenAt, seq }: Element,
  from: number,
  to: number,
  stroke: Ink,
  count: MessageCount,
): void {
  const [x1, x2] = [sketch.x(sentAt), (sketch.x(sentAt) + sketch.x(takenAt)) / 2];
  const of = `lost:${seq}`;
  const points = clipLine([x1, from, x2, (from + to) / 2], 0, sketch.width);
  if (points === null) return;
  count.lines++;
  sketch.list.push({ shape: "line", points, stroke, width: 1, dash: [4, 3], of });
  if (x2 <= sketch.width) sketch.list.push(...cross(x2, (from + to) / 2, 3, "fail", 1.5, of));
}
