/** The diagram as a draw list: pure, from the model and what is visible of it. */
import type { DrawList, Primitive } from "../draw/primitives.ts";
import { drawCalls } from "./draw-calls.ts";
import { drawCause } from "./draw-cause.ts";
import { drawCheckpoints } from "./draw-checkpoints.ts";
import { drawCut } from "./draw-cut.ts";
import { drawDensity, recordsVisible } from "./draw-density.ts";
import { drawFaults, drawOutput } from "./draw-ends.ts";
import { drawAttempts, drawBands } from "./draw-lanes.ts";
import {
  type DrawnChannel,
  drawnChannels,
  drawRecords,
  drawSignals,
  isAskedFor,
  type MessageCount,
  MOST_ASKED,
  MOST_MESSAGES,
  MOST_RECORDS,
} from "./draw-messages.ts";
import { placeLabels } from "./labels.ts";
import { type SceneInput, Sketch } from "./sketch.ts";
import { ticksOf } from "./ticks.ts";
import { placeOf, type TimeRange } from "./time-scale.ts";
import { transpose } from "./transpose.ts";

/** A scene, and what it had to leave out. */
export interface Scene {
  readonly list: DrawList;
  /** Records that are shaded, not drawn one by one. */
  readonly shaded: number;
  /** Lines beyond the most that are drawn. */
  readonly left: number;
}

/** Px between ticks. */
const TICK_PX = 110;
const TURNED_TICK_PX = 60;

/**
 * All that does not move with the cursor. Time runs along x from 0 to `width`, lanes lie along y.
 * @param turned time runs along y instead; labels are left out, as lanes are too narrow for them
 */
export function spaceTimeScene(input: SceneInput, turned = false): Scene {
  const sketch = new Sketch(input);
  const { list, width, range, lanes } = sketch;
  const count: MessageCount = {
    lines: 0,
    shaded: 0,
    left: 0,
    most: MOST_MESSAGES + (sketch.showsAll ? MOST_ASKED : 0),
  };
  if (range.to <= range.from || width <= 0) return { list: [], shaded: 0, left: 0 };
  drawBands(sketch);
  for (const { micros } of ticksOf(range, width / (turned ? TURNED_TICK_PX : TICK_PX))) {
    const x = sketch.x(micros);
    list.push({ shape: "line", points: [x, 0, x, lanes.height], stroke: "line", width: 1, alpha: 0.2, of: "grid" });
  }
  drawMessages(sketch, count);
  drawCheckpoints(sketch);
  drawOutput(sketch);
  drawFaults(sketch);
  drawCut(sketch);
  drawCause(sketch);
  if (turned) return { list: transpose(list), shaded: count.shaded, left: count.left };
  for (const label of placeLabels(sketch.labels, width, lanes.all[0].height)) list.push(label);
  return { list, shaded: count.shaded, left: count.left };
}

function drawMessages(sketch: Sketch, count: MessageCount): void {
  const channels = drawnChannels(sketch);
  const records = channels.map(({ ch }) => recordsVisible(sketch, ch));
  const most = sketch.showsAll ? MOST_ASKED + 1 : MOST_RECORDS;
  const showsAll = records.reduce((sum, n) => sum + n, 0) < most;
  const single = channels.filter((channel, i) => (showsAll && records[i] > 0) || isAskedFor(sketch, channel));
  const shaded = channels.filter((channel, i) => records[i] > 0 && !single.includes(channel));
  for (const channel of shaded) count.shaded += records[channels.indexOf(channel)];
  if (shaded.length > 0) drawDensity(sketch, shaded);
  drawAttempts(sketch);
  drawCalls(sketch, count);
  // Signals take their places before the records do: those may be too many.
  const barriers = drawSignals(sketch, channels, count);
  for (const channel of single) drawRecords(sketch, channel, count);
  drawFocused(sketch, shaded, count);
  for (const primitive of barriers) sketch.list.push(primitive);
}

/** The records of the focus range, over the shading, if they are few. */
function drawFocused(sketch: Sketch, shaded: readonly DrawnChannel[], count: MessageCount): void {
  const { focus, range } = sketch;
  if (focus === null || focus.to < range.from || focus.from > range.to) return;
  const stretch = { from: Math.max(focus.from, range.from), to: Math.min(focus.to, range.to) };
  const records = shaded.map(({ ch }) => recordsVisible(sketch, ch, stretch));
  if (records.reduce((sum, n) => sum + n, 0) >= MOST_RECORDS) return;
  shaded.forEach((channel, i) => {
    drawRecords(sketch, channel, count, stretch);
    count.shaded -= records[i];
  });
}

/** What moves: the cursor, a second line under the pointer, and the focus range. Virtual µs; null: not there. */
export interface Pointers {
  readonly cursor: number;
  readonly hover: number | null;
  readonly focus: TimeRange | null;
}

/** @param height across the lanes, px */
export function pointerScene(
  range: TimeRange,
  width: number,
  height: number,
  { cursor, hover, focus }: Pointers,
  turned = false,
): DrawList {
  const list: Primitive[] = [];
  const line = (micros: number, of: string, thick: number, alpha: number): void => {
    if (micros < range.from || micros > range.to) return;
    const x = placeOf(range, width, micros);
    list.push({ shape: "line", points: [x, 0, x, height], stroke: "text", width: thick, alpha, of });
  };
  if (focus !== null) {
    const from = Math.max(0, placeOf(range, width, focus.from));
    const to = Math.min(width, placeOf(range, width, focus.to));
    if (to > from)
      list.push({ shape: "rect", x: from, y: 0, w: to - from, h: height, fill: "cause", alpha: 0.1, of: "focus" });
  }
  if (hover !== null) line(hover, "hover", 1, 0.35);
  line(cursor, "cursor", 2, 1);
  return turned ? transpose(list) : list;
}

/**
 * The axis: ticks with their moments, and a knob for the cursor.
 * @param thickness px across
 */
export function axisScene(
  range: TimeRange,
  width: number,
  thickness: number,
  cursor: number,
  turned = false,
): DrawList {
  const list: Primitive[] = [];
  if (range.to <= range.from || width <= 0) return list;
  for (const { micros, label } of ticksOf(range, width / (turned ? TURNED_TICK_PX : TICK_PX))) {
    const x = placeOf(range, width, micros);
    const points = [x, thickness - 4, x, thickness];
    list.push({ shape: "line", points, stroke: "line-strong", width: 1 });
    // Half a label would stand out at the edges.
    if (x > (turned ? 8 : 30) && x < width - (turned ? 8 : 30))
      list.push({ shape: "text", x, y: thickness / 2 - 2, text: label, ink: "muted", size: 12, align: "center" });
  }
  if (cursor >= range.from && cursor <= range.to) {
    const x = placeOf(range, width, cursor);
    list.push({ shape: "polygon", points: [x - 5, thickness - 7, x + 5, thickness - 7, x, thickness], fill: "text" });
  }
  return turned ? transpose(list) : list;
}
