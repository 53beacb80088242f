/** Draws a subtask's card. */
import type { Ink } from "../draw/palette.ts";
import type { Primitive } from "../draw/primitives.ts";
import { letterOf } from "../fold/fold-cluster.ts";
import type { TaskView, ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { ActivityIndex, Load } from "../trace/activity-index.ts";
import { captionMarks } from "./caption-marks.ts";
import type { Card } from "./layout.ts";
import { isProcessGone } from "./machine-condition.ts";
import { crossMark, letterMarks, patternMarks, selectionMark } from "./machine-marks.ts";
import { rulerMarks } from "./watermark-ruler.ts";
import { eventTime, fitted, subtaskName, widthOf } from "./words.ts";

/** Virtual µs over which load is told. */
export const LOAD_MICROS = 1_000_000;
const STRIP = 8;
const BAR = 6;

/** What a task did in the second before a moment, virtual µs. */
export function loadAt(activities: ActivityIndex, task: number, micros: number): Load {
  return activities.task(task).load(Math.max(0, micros - LOAD_MICROS), Math.max(micros, 1));
}

/** The card of an attempt, with the text under it. @param micros virtual time */
export function cardMarks(
  card: Card,
  task: TaskView,
  state: ViewState,
  activities: ActivityIndex,
  micros: number,
  isSelected: boolean,
  language: Language,
): Primitive[] {
  const of = `task:${task.task}`;
  const { x, y, w, h } = card;
  const left = x + STRIP + 6;
  const right = x + w - 6;
  const row = (h - BAR - 4) / 3;
  const rows = [0, 1, 2].map((n) => y + 2 + row * (n + 0.5));
  const look = lookOf(task);
  const letter = letterOf(task.tm);
  const chip = task.attempt === 0 ? "" : `#${task.attempt + 1}`;
  const vertex = state.vertices.get(task.vertex)?.name ?? task.vertex;
  const titleRoom = right - left - 20 - (chip === "" ? 0 : widthOf(chip) + 8);
  const title = subtaskName(vertex, task.subtask, titleRoom);
  const isGone = isProcessGone(state, task);
  return [
    ...(isSelected ? [selectionMark(card)] : []),
    {
      shape: "rect",
      x,
      y,
      w,
      h,
      radius: 6,
      fill: "surface",
      stroke: isSelected ? "text" : look.stroke,
      width: isSelected ? 2 : 1.25,
      ...(look.dash ? { dash: look.dash } : {}),
      of,
    },
    ...patternMarks(letter, { x: x + 2, y: y + 4, w: STRIP - 2, h: h - 8 }, of),
    ...(look.isOver || isGone ? [crossMark({ x: x + 1, y: y + 1, w: w - 2, h: h - 2 }, of)] : []),
    plate(left - 2, rows[0], widthOf(title, 12, true) + 4, look.isOver || isGone, of),
    {
      shape: "text",
      text: title,
      x: left,
      y: rows[0],
      ink: "text",
      bold: true,
      of,
    },
    ...(chip === "" ? [] : chipMarks(chip, right - 20, rows[0], of)),
    ...letterMarks(letter, right - 8, rows[0], of),
    ...stateMarks(task, left, rows[1], right - left, isGone, of),
    ...watermarkMarks(state, task, left, rows[2], right - left, language, look.isOver || isGone),
    ...loadMarks(loadAt(activities, task.task, micros), x + STRIP + 2, y + h - BAR - 2, w - STRIP - 6, of),
    ...captionMarks(card, task, state, language),
  ];
}

interface Look {
  readonly stroke: Ink;
  readonly dash?: readonly number[];
  readonly isOver: boolean;
}

/** How Flink's states look: not running yet dashed, gone hatched. */
function lookOf({ state }: TaskView): Look {
  switch (state) {
    case "CREATED":
    case "SCHEDULED":
      return { stroke: "line-strong", dash: [2, 4], isOver: false };
    case "DEPLOYING":
    case "INITIALIZING":
    case "CANCELING":
      return { stroke: "line-strong", dash: [7, 4], isOver: false };
    case "FAILED":
    case "CANCELED":
      return { stroke: "fail", isOver: true };
    case "RUNNING":
    case "FINISHED":
      return { stroke: "line-strong", isOver: false };
  }
}

/** Ground for text on a hatch. */
function plate(x: number, y: number, w: number, isNeeded: boolean, of: string): Primitive {
  return { shape: "rect", x, y: y - 7, w, h: 14, ...(isNeeded ? { fill: "surface" } : {}), of };
}

function chipMarks(text: string, right: number, y: number, of: string): Primitive[] {
  const w = widthOf(text) + 6;
  return [
    { shape: "rect", x: right - w, y: y - 8, w, h: 16, radius: 8, fill: "panel", stroke: "line", of },
    { shape: "text", text, x: right - w / 2, y: y + 0.5, ink: "text", align: "center", of },
  ];
}

/** A sign and Flink's word. */
function stateMarks(task: TaskView, x: number, y: number, width: number, isGone: boolean, of: string): Primitive[] {
  const isOver = task.state === "FAILED" || task.state === "CANCELED";
  const text = fitted(task.state, width - 14);
  const sign: Primitive[] = isOver
    ? [
        { shape: "line", points: [x, y - 4, x + 8, y + 4], stroke: "fail", width: 2.5, of },
        { shape: "line", points: [x, y + 4, x + 8, y - 4], stroke: "fail", width: 2.5, of },
      ]
    : task.state === "RUNNING"
      ? [{ shape: "polygon", points: [x, y - 5, x + 8, y, x, y + 5], fill: "data", of }]
      : task.state === "FINISHED"
        ? [{ shape: "rect", x, y: y - 4, w: 8, h: 8, fill: "flow", of }]
        : [{ shape: "circle", x: x + 4, y, r: 4, stroke: "line-strong", width: 1.5, of }];
  return [
    plate(x - 2, y, widthOf(text) + 18, isOver || isGone, of),
    ...sign,
    { shape: "text", text, x: x + 13, y, ink: "text", of },
  ];
}

function watermarkMarks(
  state: ViewState,
  task: TaskView,
  x: number,
  y: number,
  width: number,
  language: Language,
  isHatched: boolean,
): Primitive[] {
  const of = `task:${task.task}`;
  const ruler = task.inputs.length === 0 ? 0 : Math.min(64, width * 0.34);
  const room = width - ruler - 6;
  const time = eventTime(task.watermarkMs, language);
  // A number is never cut in the middle: first its name goes, then its milliseconds.
  const text =
    [textOf(graph, language, "watermark", time), time].find((one) => widthOf(one) <= room) ??
    fitted(time.replace(/\.\d+$/, ""), room);
  return [
    plate(x - 2, y, ruler + widthOf(text) + 8, isHatched, of),
    ...rulerMarks(state, task, { x, y: y - 4, w: ruler, h: 9 }),
    { shape: "text", text, x: x + (ruler === 0 ? 0 : ruler + 6), y, ink: "muted", of },
  ];
}

/** Busy solid, back-pressured hatched, idle empty; the first two have `of: "busy:<n>"` and `"backPressured:<n>"`. */
function loadMarks({ busy, backPressured }: Load, x: number, y: number, w: number, of: string): Primitive[] {
  const task = of.slice("task:".length);
  const share = (value: number) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0) * w;
  return [
    { shape: "rect", x, y, w, h: BAR, fill: "panel", stroke: "line", of },
    { shape: "rect", x, y, w: share(busy), h: BAR, fill: "data", of: `busy:${task}` },
    {
      shape: "rect",
      x: x + share(busy),
      y,
      w: Math.min(w - share(busy), share(backPressured)),
      h: BAR,
      hatch: "flow",
      stroke: "flow",
      of: `backPressured:${task}`,
    },
  ];
}
