/** Which lanes there are: one for each subtask, along the flow or by TaskManager, or one for a whole group. */
import { letterOf } from "../fold/fold-cluster.ts";
import type { RunIndex } from "./run-index.ts";
import type { Attempt, TopologyIndex, Vertex } from "./topology-index.ts";

/** "group": the lanes of a vertex, or those on a machine, as one. */
export type LaneKind = "faults" | "jobmanager" | "subtask" | "group" | "log";

/** How the viewer wants the lanes. */
export interface LaneWishes {
  /** Groups that are shown as one lane: "vertex:…", "machine:A". */
  readonly collapsed: ReadonlySet<string>;
  readonly byMachine: boolean;
}

/** A lane without a place. */
export interface BareLane {
  readonly key: string;
  readonly kind: LaneKind;
  /** Vertex of a subtask or of a group that is a vertex, else empty. */
  readonly vertex: string;
  /** -1 for other lanes than those of subtasks. */
  readonly subtask: number;
  /** Name of the vertex; empty for other lanes. */
  readonly name: string;
  /** Letter of the machine, if lanes are grouped by machine. */
  readonly machine: string;
  /** What it can be collapsed with; empty for lanes that belong to no group. */
  readonly group: string;
  /** First lane of its group, or of another kind. */
  readonly startsGroup: boolean;
  /** Attempts, oldest first: one segment each, none where the subtask does not exist. */
  readonly attempts: readonly Attempt[];
  /** Names under which `LaneEvents` has its events. */
  readonly sources: readonly string[];
}

/** Name under which `LaneEvents` has the events of an attempt. */
export function sourceOf(task: number): string {
  return `task:${task}`;
}

/** All lanes that the trace so far knows of, top to bottom. */
export function bareLanes({ topology, lanes }: RunIndex, wishes: LaneWishes): BareLane[] {
  const other = (kind: LaneKind): BareLane => ({ ...NO_SUBTASK, key: kind, kind, sources: [kind] });
  const groups = wishes.byMachine
    ? groupsByMachine(topology)
    : inFlowOrder(topology).map((one) => lanesOf(one, topology));
  return [
    ...(lanes.of("faults").length > 0 ? [other("faults")] : []),
    other("jobmanager"),
    ...groups.flatMap((group) => (group.length > 1 && wishes.collapsed.has(group[0].group) ? [asOne(group)] : group)),
    other("log"),
  ];
}

const NO_SUBTASK = {
  vertex: "",
  subtask: -1,
  name: "",
  machine: "",
  group: "",
  startsGroup: true,
  attempts: [],
} as const;

function lanesOf({ id, name, parallelism }: Vertex, topology: TopologyIndex): BareLane[] {
  const attempts = [...topology.attempts.values()].filter(({ vertex }) => vertex === id);
  const subtasks = Math.max(parallelism, ...attempts.map(({ subtask }) => subtask + 1));
  return Array.from({ length: subtasks }, (_, subtask): BareLane => {
    const own = attempts.filter((attempt) => attempt.subtask === subtask);
    return {
      key: `${id}/${subtask}`,
      kind: "subtask",
      vertex: id,
      subtask,
      name,
      machine: "",
      group: `vertex:${id}`,
      startsGroup: subtask === 0,
      attempts: own,
      sources: own.map(({ task }) => sourceOf(task)),
    };
  });
}

/** A subtask whose attempts ran on two machines has a lane with each of them. */
function groupsByMachine(topology: TopologyIndex): BareLane[][] {
  const letters = [...new Set([...topology.attempts.values()].map(({ tm }) => letterOf(tm)))].sort();
  const subtasks = inFlowOrder(topology).flatMap((vertex) => lanesOf(vertex, topology));
  return letters.map((machine) =>
    subtasks
      .map((lane) => ({ ...lane, attempts: lane.attempts.filter(({ tm }) => letterOf(tm) === machine) }))
      .filter(({ attempts }) => attempts.length > 0)
      .map((lane, i) => ({
        ...lane,
        key: `${lane.key}@${machine}`,
        machine,
        group: `machine:${machine}`,
        startsGroup: i === 0,
        sources: lane.attempts.map(({ task }) => sourceOf(task)),
      })),
  );
}

function asOne(lanes: readonly BareLane[]): BareLane {
  const [{ machine, vertex, name, group }] = lanes;
  return {
    key: group,
    kind: "group",
    vertex: machine === "" ? vertex : "",
    subtask: -1,
    name: machine === "" ? name : "",
    machine,
    group,
    startsGroup: true,
    attempts: lanes.flatMap(({ attempts }) => attempts),
    sources: lanes.flatMap(({ sources }) => sources),
  };
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
