/** Draws a subtask's card. */
import type { Primitive } from "../draw/primitives.ts";
import { letterOf } from "../fold/fold-cluster.ts";
import type { TaskView, ViewState } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import type { ActivityIndex } from "../trace/activity-index.ts";
import { captionMarks } from "./caption-marks.ts";
import { chipMarks, frameOf, lookOf, plate, stateMarks } from "./card-state.ts";
import type { Envelopes } from "./envelopes.ts";
import type { Card } from "./layout.ts";
import { LOAD_HEIGHT, loadAt, loadMarks } from "./load-bar.ts";
import { isProcessGone } from "./machine-condition.ts";
import { crossMark, letterMarks, patternMarks, selectionMark } from "./machine-marks.ts";
import { rulerMarks } from "./watermark-ruler.ts";
import { eventTime, fitted, subtaskName, widthOf } from "./words.ts";

const STRIP = 8;

/** What decides how a card looks beside its attempt; times are virtual µs. */
export interface CardView {
  readonly state: ViewState;
  readonly activities: ActivityIndex;
  readonly micros: number;
  /** Virtual µs per second of the viewer's time. */
  readonly rate: number;
  readonly reducedMotion: boolean;
  /** By "vertex/subtask". */
  readonly envelopes: ReadonlyMap<string, Envelopes>;
  readonly selectedTransaction: string | null;
  readonly language: Language;
}

/** The card of an attempt, with the text under it. */
export function cardMarks(card: Card, task: TaskView, view: CardView, isSelected: boolean): Primitive[] {
  const { state, activities, micros, language } = view;
  const of = `task:${task.task}`;
  const { x, y, w, h } = card;
  const left = x + STRIP + 6;
  const right = x + w - 6;
  const row = (h - LOAD_HEIGHT - 4) / 3;
  const rows = [0, 1, 2].map((n) => y + 2 + row * (n + 0.5));
  const look = lookOf(task);
  const letter = letterOf(task.tm);
  const chip = task.attempt === 0 ? "" : `#${task.attempt + 1}`;
  const vertex = state.vertices.get(task.vertex);
  const titleRoom = right - left - 20 - (chip === "" ? 0 : widthOf(chip) + 8);
  const title = subtaskName(vertex?.name ?? task.vertex, task.subtask, vertex?.parallelism ?? 0, titleRoom);
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
      ...frameOf(look, micros, view.rate, view.reducedMotion),
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
    ...loadMarks(loadAt(activities, task.task, micros), x + STRIP + 2, y + h - LOAD_HEIGHT - 2, w - STRIP - 6, of),
    ...captionMarks(
      card,
      task,
      state,
      language,
      view.envelopes.get(`${task.vertex}/${task.subtask}`),
      view.selectedTransaction,
    ),
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
