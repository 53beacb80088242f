import { GraphError } from "./graph-error.ts";
import type { JobGraph } from "./job-graph.ts";

/** Throws when a vertex has more subtasks than key groups; called where the ExecutionGraph is built. `ExecutionJobVertex`. */
export function checkVertexParallelism(graph: JobGraph): void {
  for (const { name, parallelism, maxParallelism, chain } of graph.vertices) {
    if (parallelism <= maxParallelism) continue;
    throw new GraphError(
      `Vertex ${name}'s parallelism (${parallelism}) is higher than the max parallelism (${maxParallelism}). Please lower the parallelism or increase the max parallelism.`,
      chain[0].nodeId,
    );
  }
}
