/** The lanes of the diagram with their places: faults, the JobManager, the subtasks along the flow, the log. */
import type { Selection } from "../page/selection.ts";
import { type BareLane, bareLanes, type LaneWishes } from "./lane-groups.ts";
import type { RunIndex } from "./run-index.ts";

/** One lane. Lengths are CSS px from the first lane's edge. */
export interface Lane extends BareLane {
  readonly top: number;
  readonly height: number;
}

export interface Lanes {
  readonly all: readonly Lane[];
  /** By its own key and by those of its sources. */
  readonly byKey: ReadonlyMap<string, Lane>;
  /** Lane of each attempt. */
  readonly byTask: ReadonlyMap<number, Lane>;
  readonly height: number;
}

const LEAST_PX = 12;
const MOST_PX = 112;
/** Every subtask for itself, along the flow. */
const PLAIN: LaneWishes = { collapsed: new Set(), byMachine: false };

/**
 * @param room what the lanes may fill, px: they share it, each between 12 and 112 px
 * @returns all lanes that the trace so far knows of
 */
export function lanesOf(index: RunIndex, room: number, wishes: LaneWishes = PLAIN): Lanes {
  const bare = bareLanes(index, wishes);
  const height = Math.max(LEAST_PX, Math.min(MOST_PX, Math.floor(room / bare.length)));
  const all = bare.map((lane, i): Lane => ({ ...lane, top: i * height, height }));
  return {
    all,
    byKey: new Map(all.flatMap((lane) => [lane.key, ...lane.sources].map((key) => [key, lane] as const))),
    byTask: new Map(all.flatMap((lane) => lane.attempts.map(({ task }) => [task, lane] as const))),
    height: all.length * height,
  };
}

/** Is what is selected a subtask of this lane? */
export function isOfLane({ vertex, subtask, attempts }: Lane, selection: Selection | null): boolean {
  if (selection?.kind !== "subtask") return false;
  const isSelected = (one: { readonly vertex: string; readonly subtask: number }): boolean =>
    one.vertex === selection.vertex && one.subtask === selection.subtask;
  return isSelected({ vertex, subtask }) || attempts.some(isSelected);
}

/** The middle of a lane, px. */
export function middleOf({ top, height }: Lane): number {
  return top + height / 2;
}

/** The lane at a place; the nearest one beyond the edges. */
export function laneAt({ all }: Lanes, px: number): Lane {
  const at = Math.floor(px / all[0].height);
  return all[Math.max(0, Math.min(all.length - 1, at))];
}
