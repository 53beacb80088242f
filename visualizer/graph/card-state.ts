/** How a card shows the state of its attempt: frame, sign and Flink's word. */
import type { Ink } from "../draw/palette.ts";
import type { Primitive, Rectangle } from "../draw/primitives.ts";
import type { TaskView } from "../fold/view-state.ts";
import { fitted, widthOf } from "./words.ts";

/** How a card's frame looks. */
export interface Look {
  readonly stroke: Ink;
  readonly dash?: readonly number[];
  /** The dashes march: something goes on that ends by itself. */
  readonly marches?: boolean;
  readonly isOver: boolean;
}

/** How Flink's states look: not running yet dashed, gone hatched. */
export function lookOf({ state }: TaskView): Look {
  switch (state) {
    case "CREATED":
    case "SCHEDULED":
      return { stroke: "line-strong", dash: [2, 4], isOver: false };
    case "DEPLOYING":
    case "INITIALIZING":
      return { stroke: "line-strong", dash: [7, 4], marches: true, isOver: false };
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

/** Px that marching dashes go in a second of the viewer's time. */
const MARCH_SPEED = 22;
/** What marches stands as dots where nothing may move. */
const DOTS = [2, 3] as const;

/** The frame of a card at a moment. @param rate virtual µs per second of the viewer's time */
export function frameOf(
  { dash, marches = false }: Look,
  micros: number,
  rate: number,
  reducedMotion: boolean,
): Pick<Rectangle, "dash" | "dashOffset"> {
  if (dash === undefined) return {};
  if (!marches) return { dash };
  if (reducedMotion) return { dash: DOTS };
  const period = dash.reduce((sum, length) => sum + length, 0);
  return { dash, dashOffset: -(((micros / rate) * MARCH_SPEED) % period) };
}

/** Ground for text on a hatch. */
export function plate(x: number, y: number, w: number, isNeeded: boolean, of: string): Primitive {
  return { shape: "rect", x, y: y - 7, w, h: 14, ...(isNeeded ? { fill: "surface" } : {}), of };
}

export function chipMarks(text: string, right: number, y: number, of: string): Primitive[] {
  const w = widthOf(text) + 6;
  return [
    { shape: "rect", x: right - w, y: y - 8, w, h: 16, radius: 8, fill: "panel", stroke: "line", of },
    { shape: "text", text, x: right - w / 2, y: y + 0.5, ink: "text", align: "center", of },
  ];
}

/** A sign and Flink's word. */
export function stateMarks(
  task: TaskView,
  x: number,
  y: number,
  width: number,
  isGone: boolean,
  of: string,
): Primitive[] {
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
