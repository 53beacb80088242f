/** The watermarks of a subtask's inputs on a small axis of event time: the least of the active ones is that of the subtask. */
import type { Primitive } from "../draw/primitives.ts";
import type { TaskView, ViewState } from "../fold/view-state.ts";
import type { Box } from "./layout.ts";

/** One input channel. */
export interface InputTick {
  readonly ch: number;
  /** Null before its first watermark. */
  readonly watermarkMs: number | null;
  /** It is left out of the minimum. */
  readonly idle: boolean;
}

export interface InputWatermarks {
  readonly ticks: readonly InputTick[];
  /** Least watermark of the active inputs, ms; null if one of them has none yet, or none is active. */
  readonly leastMs: number | null;
  /** The channel that holds it back; -1 where there is no choice. */
  readonly holder: number;
}

export function inputWatermarks(state: ViewState, task: TaskView): InputWatermarks {
  const ticks: InputTick[] = task.inputs.flatMap((ch) => {
    const channel = state.channels.get(ch);
    return channel === undefined ? [] : [{ ch, watermarkMs: channel.watermarkMs, idle: channel.idle }];
  });
  const active = ticks.filter(({ idle }) => !idle);
  let holder: InputTick | undefined;
  for (const tick of active)
    if (holder === undefined || orLeast(tick.watermarkMs) < orLeast(holder.watermarkMs)) holder = tick;
  const differs = active.some(({ watermarkMs }) => watermarkMs !== holder?.watermarkMs);
  return { ticks, leastMs: holder?.watermarkMs ?? null, holder: differs ? (holder?.ch ?? -1) : -1 };
}

function orLeast(ms: number | null): number {
  return ms ?? Number.NEGATIVE_INFINITY;
}

/** Where a watermark stands on an axis, 0 to 1; what is not known stands at its start, the end of time at its end. */
export function placeOnRuler(ms: number | null, ticks: readonly InputTick[]): number {
  const finite = ticks.flatMap(({ watermarkMs }) =>
    watermarkMs !== null && Math.abs(watermarkMs) < Number.MAX_SAFE_INTEGER ? [watermarkMs] : [],
  );
  if (ms === null || ms <= Number.MIN_SAFE_INTEGER) return 0;
  if (ms >= Number.MAX_SAFE_INTEGER) return 1;
  const least = Math.min(...finite);
  const most = Math.max(...finite);
  return most === least ? 0.5 : 0.15 + (0.7 * (ms - least)) / (most - least);
}

/** The ruler in a box; the pin has `of: "pin:<task>"`. */
export function rulerMarks(state: ViewState, task: TaskView, { x, y, w, h }: Box): Primitive[] {
  const { ticks, leastMs, holder } = inputWatermarks(state, task);
  if (ticks.length === 0) return [];
  const of = `task:${task.task}`;
  const marks: Primitive[] = [{ shape: "line", points: [x, y + h, x + w, y + h], stroke: "line-strong", width: 1, of }];
  for (const { ch, watermarkMs, idle } of ticks) {
    const at = x + 3 + (w - 6) * placeOnRuler(watermarkMs, ticks);
    if (ch === holder)
      marks.push({
        shape: "rect",
        x: at - 4,
        y: y - 2,
        w: 8,
        h: h + 3,
        radius: 2,
        stroke: "cause",
        width: 1.5,
        of: `channel:${ch}`,
      });
    marks.push({
      shape: "line",
      points: [at, y, at, y + h],
      stroke: watermarkMs === null ? "line-strong" : "time",
      width: 1.5,
      ...(idle || watermarkMs === null ? { dash: [2, 2] } : {}),
      of: `channel:${ch}`,
    });
  }
  if (leastMs !== null) {
    const at = x + 3 + (w - 6) * placeOnRuler(leastMs, ticks);
    marks.push({ shape: "line", points: [at, y, at, y + h], stroke: "time", width: 4, of: `pin:${task.task}` });
    marks.push({
      shape: "polygon",
      points: [at - 4, y - 4, at + 4, y - 4, at, y + 1],
      fill: "time",
      stroke: "text",
      width: 0.5,
      of: `pin:${task.task}`,
    });
  }
  return marks;
}
