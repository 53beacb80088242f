/** The bar at the foot of a card: what its subtask did in the last second of virtual time. */
import type { Primitive } from "../draw/primitives.ts";
import type { ActivityIndex, Load } from "../trace/activity-index.ts";

/** Virtual µs over which load is told. */
export const LOAD_MICROS = 1_000_000;
/** Px. */
export const LOAD_HEIGHT = 6;

/** What a task did in the second before a moment, virtual µs. */
export function loadAt(activities: ActivityIndex, task: number, micros: number): Load {
  return activities.task(task).load(Math.max(0, micros - LOAD_MICROS), Math.max(micros, 1));
}

/** Busy solid, back-pressured hatched, idle empty; the first two have `of: "busy:<n>"` and `"backPressured:<n>"`. */
export function loadMarks({ busy, backPressured }: Load, x: number, y: number, w: number, of: string): Primitive[] {
  const task = of.slice("task:".length);
  const share = (value: number) => (Number.isFinite(value) ? Math.min(1, Math.max(0, value)) : 0) * w;
  return [
    { shape: "rect", x, y, w, h: LOAD_HEIGHT, fill: "panel", stroke: "line", of },
    { shape: "rect", x, y, w: share(busy), h: LOAD_HEIGHT, fill: "data", of: `busy:${task}` },
    {
      shape: "rect",
      x: x + share(busy),
      y,
      w: Math.min(w - share(busy), share(backPressured)),
      h: LOAD_HEIGHT,
      hatch: "flow",
      stroke: "flow",
      of: `backPressured:${task}`,
    },
  ];
}
