/** The lanes themselves: bands, the lives of the attempts, and what they do with their time. */

import type { Ink } from "../draw/palette.ts";
import { letterOf } from "../fold/fold-cluster.ts";
import type { TaskActivities } from "../trace/activity-index.ts";
import { cross } from "./glyphs.ts";
import { isOfLane, type Lane, middleOf } from "./lanes.ts";
import { firstWhere } from "./search.ts";
import type { Sketch } from "./sketch.ts";
import type { Attempt, StateChange } from "./topology-index.ts";

const ACTIVITY_INK: Readonly<Record<string, Ink>> = {
  record: "data",
  source: "data",
  watermark: "time",
  timer: "time",
  snapshot: "snap",
  restore: "snap",
};
/** Waits that are drawn: what holds the task up, not that there is nothing to do. */
const HELD_UP: ReadonlySet<string> = new Set(["output", "credit", "paused"]);
const LEAST_BAR_PX = 1.5;
/** Across the lane. */
const MOST_BAR_PX = 16;

/** Bands, group lines, and the lane that is selected. */
export function drawBands(sketch: Pick<Sketch, "lanes" | "list" | "width" | "selection">): void {
  const { lanes, list, width, selection } = sketch;
  lanes.all.forEach((lane, i) => {
    const { top, height, startsGroup, key } = lane;
    if (isOfLane(lane, selection))
      list.push({ shape: "rect", x: 0, y: top, w: width, h: height, fill: "panel", of: `lane:${key}` });
    if (i > 0)
      list.push({
        shape: "line",
        points: [0, top, width, top],
        stroke: startsGroup ? "line-strong" : "line",
        width: 1,
        alpha: startsGroup ? 0.7 : 0.25,
      });
  });
}

/** Lifelines, activities and states of all attempts. */
export function drawAttempts(sketch: Sketch): void {
  for (const lane of sketch.lanes.all)
    for (const attempt of lane.attempts) {
      const span = sketch.span(attempt.from, attempt.to);
      if (span === null) continue;
      drawLife(sketch, lane, attempt, span);
      const activities = sketch.model.activities.tasks.get(attempt.task);
      if (activities !== undefined) drawActivities(sketch, lane, attempt, activities);
      drawStates(sketch, lane, attempt.states, `task:${attempt.task}`);
    }
  const jobManager = sketch.lanes.byKey.get("jobmanager");
  if (jobManager !== undefined) drawStates(sketch, jobManager, sketch.index.topology.jobStates, "job");
}

/** Dashed until the attempt runs, then a line; strong on a selected machine. */
function drawLife(sketch: Sketch, lane: Lane, attempt: Attempt, [from, to]: readonly [number, number]): void {
  const { list, selection, range } = sketch;
  const y = middleOf(lane);
  const of = `task:${attempt.task}`;
  if (selection?.kind === "machine" && letterOf(attempt.tm) === selection.letter)
    list.push({ shape: "rect", x: from, y: lane.top + 1, w: to - from, h: lane.height - 2, fill: "panel", of });
  const running = attempt.states.find(({ state }) => state === "RUNNING")?.micros ?? attempt.to;
  const turn = Math.max(from, Math.min(to, sketch.x(Math.min(running, range.to))));
  if (turn > from) list.push({ shape: "line", points: [from, y, turn, y], stroke: "line", width: 1, dash: [3, 3], of });
  if (to > turn) list.push({ shape: "line", points: [turn, y, to, y], stroke: "line", width: 1, of });
}

/** Slices of work, filled; stretches that the task is held up, hatched. Never more than one per px. */
function drawActivities(sketch: Sketch, lane: Lane, { task }: Attempt, activities: TaskActivities): void {
  const { list, range, width } = sketch;
  const { stretches } = activities;
  const y = middleOf(lane);
  const h = Math.max(4, Math.min(MOST_BAR_PX, Math.round(lane.height * 0.36)));
  const pxMicros = (range.to - range.from) / width;
  let i = activities.firstAfter(range.from);
  while (i < stretches.length && stretches[i].from <= range.to) {
    const { what, detail, from, to, seq } = stretches[i];
    const isWork = what === "processing";
    const span = isWork || HELD_UP.has(detail) ? sketch.span(from, to) : null;
    let end = to;
    if (span !== null) {
      const w = Math.max(LEAST_BAR_PX, span[1] - span[0]);
      // Where several subtasks share a lane, it is the darker the more of them work.
      const alpha = lane.kind === "group" ? 0.5 : 1;
      const place = { shape: "rect", x: span[0], w, of: `slice:${task}:${seq}`, alpha } as const;
      if (isWork) list.push({ ...place, y: y - h / 2, h, fill: ACTIVITY_INK[detail] ?? "flow" });
      else {
        list.push({ ...place, y: y - h / 2, h, hatch: "flow" });
        list.push({ ...place, y: y - h / 2, h, stroke: "flow", width: 1 });
      }
      // What else happens within the same px would lie under it.
      end = Math.max(to, from + pxMicros * LEAST_BAR_PX);
    }
    i = end > to ? Math.max(i + 1, activities.firstAfter(end)) : i + 1;
  }
}

/** The higher, the earlier a label is placed. */
export const STATE_RANK: Readonly<Record<string, number>> = {
  FAILED: 9,
  FAILING: 8,
  RESTARTING: 8,
  RUNNING: 6,
  FINISHED: 5,
};
const NEAR_PX = 4;

/** A tick for each change of state; of those that fall together, the last has its name written. */
function drawStates(sketch: Sketch, lane: Lane, states: readonly StateChange[], of: string): void {
  const { list, labels, range } = sketch;
  const first = firstWhere(states.length, (at) => states[at].micros >= range.from);
  for (let i = first; i < states.length && states[i].micros <= range.to; i++) {
    const { seq, micros, state } = states[i];
    const x = sketch.x(micros);
    const next = states[i + 1];
    if (next !== undefined && next.micros <= range.to && sketch.x(next.micros) - x < NEAR_PX) continue;
    const { top, height } = lane;
    const failed = state === "FAILED" || state === "FAILING";
    const mark = `state:${seq}`;
    list.push({
      shape: "line",
      points: [x, top + 2, x, top + height - 2],
      stroke: failed ? "fail" : "line-strong",
      width: 2,
      of: mark,
    });
    if (of !== "job" && state === "CANCELED") list.push(...cross(x, middleOf(lane), 3, "muted", 1.5, mark));
    if (state === "FINISHED" && of !== "job")
      list.push({ shape: "rect", x: x - 3, y: middleOf(lane) - 3, w: 6, h: 6, fill: "flow", of: mark });
    const y = top + Math.min(height / 2, 7);
    // A failure has a burst of its own on the tick.
    labels.push({ x: x + (failed ? 11 : 5), y, text: state, rank: STATE_RANK[state] ?? 3, ink: "muted", of: mark });
  }
}
