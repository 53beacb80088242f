/** Says in the trace what a job looks like, once. */
import { NETWORK_BUFFERS_PER_CHANNEL, NETWORK_FLOATING_BUFFERS_PER_GATE } from "../config/options.ts";
import type { JobGraph } from "../graph/job-graph.ts";
import type { Trace } from "../trace/trace.ts";

/** Defines the vertices and edges of a job (`JsonPlanGenerator`). */
export function defineJob(graph: JobGraph, jobId: string, trace: Trace): void {
  for (const vertex of graph.vertices) {
    const operators = vertex.chain.map(({ operatorId, name, factory, source, sink, keys }) => ({
      id: operatorId,
      name,
      type: factory?.kind ?? (source !== null ? "SourceOperator" : `Sink${sink?.role ?? ""}`),
      stateful: keys.length > 0,
    }));
    trace.emit("vertex.def", {
      ext: {
        id: vertex.id,
        name: vertex.name,
        parallelism: vertex.parallelism,
        maxParallelism: vertex.maxParallelism,
        operators,
        slotGroup: vertex.slotSharingGroup,
        job: jobId,
      },
    });
  }
  const exclusiveBuffers = Math.max(1, graph.configuration.get(NETWORK_BUFFERS_PER_CHANNEL));
  const floating = graph.configuration.get(NETWORK_FLOATING_BUFFERS_PER_GATE);
  for (const edge of graph.edges) {
    trace.emit("edge.def", {
      ext: {
        id: edge.id,
        from: graph.vertices[edge.source].id,
        to: graph.vertices[edge.target].id,
        ship: edge.partitioner.strategy,
        type: edge.dataSet.type,
        typeNumber: edge.typeNumber,
        exclusiveBuffers,
        floating,
      },
    });
  }
}
