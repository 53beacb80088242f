import { ExecutionTopology, type TopologyEdge } from "../../../src/graph/execution-topology.ts";
import { PipelinedRegions } from "../../../src/graph/pipelined-regions.ts";
import { type CaseOutcome, compare } from "./difference.ts";

type Position = readonly [number, number];

export interface RegionsCase {
  readonly spec: {
    readonly parallelism: readonly number[];
    readonly edges: readonly TopologyEdge[];
    readonly states: readonly (readonly string[])[];
    readonly failures: readonly {
      readonly task: Position;
      readonly unavailable: readonly Position[];
      readonly partitionException: Position | null;
    }[];
  };
  readonly expected: {
    readonly regions: readonly (readonly Position[])[];
    readonly restart: readonly (readonly Position[])[];
  };
}

/** Computes the regions and what each failure restarts, and compares. */
export function runRegionsCase({ spec, expected }: RegionsCase): CaseOutcome {
  const topology = new ExecutionTopology(spec.parallelism, spec.edges);
  const regions = new PipelinedRegions(topology);
  const restart = spec.failures.map(({ task, unavailable, partitionException }) => {
    const lost = new Set(
      [...unavailable, ...(partitionException === null ? [] : [partitionException])].map((partition) =>
        partition.join(),
      ),
    );
    const tasks = regions.tasksToRestart(topology.firstTask[task[0]] + task[1], (partition) =>
      lost.has(`${partition.dataSet},${partition.number}`),
    );
    return tasks
      .map((t) => topology.position(t))
      .filter(([vertex, subtask]) => spec.states[vertex][subtask] !== "CREATED");
  });
  return compare(expected, {
    regions: regions.regions.map((tasks) => tasks.map((task) => topology.position(task))),
    restart,
  });
}
