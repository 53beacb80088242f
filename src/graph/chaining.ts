import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph.ts";

type ChainingSettings = StreamGraph["chaining"];

/** May the target of `edge` run in the task of its source? `StreamingJobGraphGenerator.isChainable`. */
export function isChainable(edge: StreamEdge, settings: ChainingSettings): boolean {
  const { source, target } = edge;
  return (
    target.inEdges.length === 1 &&
    settings.enabled &&
    edge.partitioner.strategy === "FORWARD" &&
    source.slotSharingGroup === target.slotSharingGroup &&
    source.parallelism === target.parallelism &&
    (settings.differentMaxParallelism || source.maxParallelism === target.maxParallelism) &&
    strategiesAllow(source, target) &&
    !(target.yielding && chainHead(source, settings).task === "SourceStreamTask")
  );
}

function strategiesAllow(source: StreamNode, target: StreamNode): boolean {
  if (source.chaining === "NEVER") return false;
  if (target.chaining === "HEAD_WITH_SOURCES") return source.task === "SourceOperatorStreamTask";
  return target.chaining === "ALWAYS";
}

function chainHead(node: StreamNode, settings: ChainingSettings): StreamNode {
  let head = node;
  while (head.inEdges.length === 1 && isChainable(head.inEdges[0], settings)) head = head.inEdges[0].source;
  return head;
}
