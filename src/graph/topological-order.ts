import type { JobEdge, JobVertex } from "./job-graph.ts";

/**
 * Vertices from the sources on, in Flink's order: sources first, then depth first along the outputs, each vertex once all
 * that it reads is there. `JobGraph.getVerticesSortedTopologicallyFromSources`.
 */
export function topologicalOrder(vertices: readonly JobVertex[]): JobVertex[] {
  const producers = new Map<JobEdge, JobVertex>();
  const targets = new Map<JobEdge, JobVertex>();
  for (const vertex of vertices) {
    for (const dataSet of vertex.outputs) for (const edge of dataSet.consumers) producers.set(edge, vertex);
    for (const edge of vertex.inputs) targets.set(edge, vertex);
  }
  const sorted = vertices.filter((vertex) => vertex.inputs.length === 0);
  const remaining = new Set(vertices.filter((vertex) => vertex.inputs.length > 0));

  const addReady = (from: JobVertex): void => {
    for (const dataSet of from.outputs) {
      for (const edge of dataSet.consumers) {
        const target = targets.get(edge)!;
        if (!remaining.has(target)) continue;
        if (target.inputs.some((input) => input !== edge && remaining.has(producers.get(input)!))) continue;
        sorted.push(target);
        remaining.delete(target);
        addReady(target);
      }
    }
  };
  for (let i = 0; i < sorted.length && remaining.size > 0; i++) addReady(sorted[i]);
  return sorted;
}
