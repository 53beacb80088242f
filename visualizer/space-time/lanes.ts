/** The lanes of the diagram, top to bottom: faults, the JobManager, the subtasks along the flow, the log. */
import { subtaskLane } from "./lane-events.ts";
import type { RunIndex } from "./run-index.ts";
import type { Attempt, TopologyIndex, Vertex } from "./topology-index.ts";

export type LaneKind = "faults" | "jobmanager" | "subtask" | "log";

/** One lane. Lengths are CSS px from the first lane's edge. */
export interface Lane {
  readonly key: string;
  readonly kind: LaneKind;
  /** Of a subtask; empty and -1 for other lanes. */
  readonly vertex: string;
  readonly subtask: number;
  /** Name of the vertex; empty for other lanes. */
  readonly name: string;
  /** First lane of its vertex, or of another kind. */
  readonly startsGroup: boolean;
  /** Attempts of the subtask, oldest first: one segment each, none where the subtask does not exist. */
  readonly attempts: readonly Attempt[];
  readonly top: number;
  readonly height: number;
}

export interface Lanes {
  readonly all: readonly Lane[];
  readonly byKey: ReadonlyMap<string, Lane>;
  /** Lane of each attempt. */
  readonly byTask: ReadonlyMap<number, Lane>;
  readonly height: number;
}

const LEAST_PX = 12;
const MOST_PX = 64;

/**
 * @param room what the lanes may fill, px: they share it, each between 12 and 64 px
 * @returns all lanes that the trace so far knows of
 */
export function lanesOf(index: RunIndex, room: number): Lanes {
  const bare: Omit<Lane, "top" | "height">[] = [];
  const other = (kind: LaneKind): void => {
    bare.push({ key: kind, kind, vertex: "", subtask: -1, name: "", startsGroup: true, attempts: [] });
  };
  if (index.lanes.of("faults").length > 0) other("faults");
  other("jobmanager");
  for (const vertex of inFlowOrder(index.topology)) bare.push(...lanesOfVertex(vertex, index.topology));
  other("log");
  const height = Math.max(LEAST_PX, Math.min(MOST_PX, Math.floor(room / bare.length)));
  const all = bare.map((lane, i): Lane => ({ ...lane, top: i * height, height }));
  return {
    all,
    byKey: new Map(all.map((lane) => [lane.key, lane])),
    byTask: new Map(all.flatMap((lane) => lane.attempts.map(({ task }) => [task, lane] as const))),
    height: all.length * height,
  };
}

function lanesOfVertex({ id, name, parallelism }: Vertex, topology: TopologyIndex): Omit<Lane, "top" | "height">[] {
  const attempts = [...topology.attempts.values()].filter(({ vertex }) => vertex === id);
  const subtasks = Math.max(parallelism, ...attempts.map(({ subtask }) => subtask + 1));
  return Array.from({ length: subtasks }, (_, subtask) => ({
    key: subtaskLane(id, subtask),
    kind: "subtask",
    vertex: id,
    subtask,
    name,
    startsGroup: subtask === 0,
    attempts: attempts.filter((attempt) => attempt.subtask === subtask),
  }));
}

/** Every vertex after those that it reads from; otherwise in order of definition. */
function inFlowOrder({ vertices, edges }: TopologyIndex): Vertex[] {
  const ordered: Vertex[] = [];
  const left = new Map(vertices);
  while (left.size > 0) {
    const waits = (id: string): boolean => edges.some(({ from, to }) => to === id && left.has(from));
    // A job has no cycle; if a trace had one, its vertices come as they were defined.
    const next = [...left.values()].find(({ id }) => !waits(id)) ?? [...left.values()][0];
    ordered.push(next);
    left.delete(next.id);
  }
  return ordered;
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
