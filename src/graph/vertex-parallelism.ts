import type { JobGraph } from "./job-graph.ts";

/** Throws when a vertex has more subtasks than key groups; called where the ExecutionGraph is built. `ExecutionJobVertex`. */
export function checkVertexParallelism(graph: JobGraph): void {
  for (const { name, parallelism, maxParallelism } of graph.vertices) {
    if (parallelism <= maxParallelism) continue;
    throw new Error(
      `Vertex ${name}'s parallelism (${parallelism}) is higher than the max parallelism (${maxParallelism}). Please lower the parallelism or increase the max parallelism.`,
    );
  }
}
