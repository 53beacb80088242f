/** Program → StreamGraph → JobGraph, compared with what Flink made of it. */
import type { JobGraph } from "../../../src/graph/job-graph.ts";
import { generateJobGraph } from "../../../src/graph/job-graph-generator.ts";
import type { StreamEdge, StreamGraph, StreamNode } from "../../../src/graph/stream-graph.ts";
import { checkVertexParallelism } from "../../../src/graph/vertex-parallelism.ts";
import { type CaseOutcome, compare, firstDifference, PASS } from "./difference.ts";
import { BuildError, buildProgram, environmentOf } from "./job-graph-program.ts";
import type { ExpectedGraphs, JobGraphCase } from "./job-graph-spec.ts";

/** Runs the case; batch jobs and options that do not exist are left out. */
export function runJobGraphCase({ spec, expected }: JobGraphCase): CaseOutcome {
  const { env } = spec;
  if (env.runtimeMode === "BATCH" || expected.streamGraph?.jobType === "BATCH")
    return { kind: "left-out", reason: "batch execution" };
  if (env.runtimeMode === "AUTOMATIC" && expected.streamGraph === undefined && expected.error?.phase !== "build") {
    return { kind: "left-out", reason: "batch execution" };
  }
  if (env.vertexNameIncludeIndexPrefix === true)
    return { kind: "left-out", reason: "pipeline.vertex-name-include-index-prefix" };

  const reached: { phase: string; streamGraph?: StreamGraph; jobGraph?: JobGraph } = { phase: "build" };
  let thrown: Error | null = null;
  try {
    const environment = environmentOf(env);
    buildProgram(environment, spec.ops);
    reached.phase = "streamGraph";
    reached.streamGraph = environment.getStreamGraph();
    reached.phase = "jobGraph";
    reached.jobGraph = generateJobGraph(reached.streamGraph);
    reached.phase = "executionGraph";
    checkVertexParallelism(reached.jobGraph);
  } catch (error) {
    thrown = error as Error;
  }
  return (
    compareGraphs(expected, reached.streamGraph, reached.jobGraph) ?? compareError(expected, thrown, reached.phase)
  );
}

function compareGraphs(
  expected: ExpectedGraphs,
  streamGraph: StreamGraph | undefined,
  jobGraph: JobGraph | undefined,
): CaseOutcome | null {
  if (expected.streamGraph !== undefined && streamGraph !== undefined) {
    const { nodes, edges } = expected.streamGraph;
    const actual = {
      nodes: streamGraph.nodes.map(nodeRow),
      edges: streamGraph.nodes.flatMap((node) => node.outEdges.map(edgeRow)),
    };
    const text = firstDifference({ nodes: nodes.map(withoutDescription), edges }, actual, "streamGraph");
    if (text !== null) return { kind: "difference", text };
  }
  if (expected.jobGraph !== undefined && jobGraph !== undefined) {
    const { vertices, edges, slotSharingGroups } = expected.jobGraph;
    const text = firstDifference(
      { vertices: vertices.map(vertexColumns), edges, slotSharingGroups },
      jobGraphRow(jobGraph),
      "jobGraph",
    );
    if (text !== null) return { kind: "difference", text };
  }
  if (expected.vertexParallelism !== undefined && jobGraph !== undefined) {
    const actual = jobGraph.vertices.map((vertex) => [vertex.parallelism, vertex.maxParallelism]);
    const text = firstDifference(expected.vertexParallelism, actual, "vertexParallelism");
    if (text !== null) return { kind: "difference", text };
  }
  return null;
}

/** Our messages start as Flink's and go on to say what to do. */
function compareError({ error }: ExpectedGraphs, thrown: Error | null, phase: string): CaseOutcome {
  if (error === undefined)
    return thrown === null ? PASS : { kind: "difference", text: `an error was thrown in ${phase}: ${thrown.message}` };
  if (thrown === null) return { kind: "difference", text: `error expected in ${error.phase}: ${error.message}` };
  if (!thrown.message.startsWith(error.message.replace(/\.$/, ""))) return compare(error.message, thrown.message);
  return compare(
    { phase: error.phase, ...(error.op === undefined ? {} : { op: error.op }) },
    { phase, ...(thrown instanceof BuildError ? { op: thrown.op } : {}) },
  );
}

/** Descriptions of windows name Java classes. */
function withoutDescription(node: unknown): unknown {
  const { description: _description, ...rest } = node as Record<string, unknown>;
  return rest;
}

const VERTEX_COLUMNS = ["id", "name", "parallelism", "maxParallelism", "invokable", "operatorIds", "chain", "outputs"];

function vertexColumns(vertex: unknown): unknown {
  return Object.fromEntries(
    Object.entries(vertex as Record<string, unknown>).filter(([key]) => VERTEX_COLUMNS.includes(key)),
  );
}

function nodeRow(node: StreamNode): unknown {
  return { ...node, bufferTimeout: node.bufferTimeoutMs, userHash: node.uidHash };
}

function edgeRow(edge: StreamEdge): unknown {
  return {
    source: edge.source.id,
    target: edge.target.id,
    typeNumber: edge.typeNumber,
    partitioner: edge.partitioner.strategy,
    pattern: edge.partitioner.pattern,
    exchange: "UNDEFINED",
    sideOutput: edge.sideOutputId,
    bufferTimeout: edge.bufferTimeoutMs,
    supportsUnaligned: edge.supportsUnaligned,
  };
}

function jobGraphRow(graph: JobGraph): unknown {
  return {
    vertices: graph.vertices.map((vertex) => {
      const userIds = new Map(vertex.chain.map((operator) => [operator.operatorId, operator.userOperatorId]));
      return {
        id: vertex.id,
        name: vertex.name,
        parallelism: vertex.parallelism,
        maxParallelism: vertex.configuredMaxParallelism,
        invokable: vertex.task,
        operatorIds: vertex.operatorIds.map((id) => [id, userIds.get(id)]),
        chain: vertex.chain.map((operator) => ({
          node: operator.nodeId,
          parent: operator.parent < 0 ? null : vertex.chain[operator.parent].nodeId,
          name: operator.name,
          operatorId: operator.operatorId,
          chainIndex: depth(vertex.chain, operator.index),
        })),
        outputs: vertex.outputs.map(({ type, consumers }) => ({
          type,
          consumers: consumers.map((edge) => edge.target),
          pattern: consumers[0].pattern,
          broadcast: consumers[0].partitioner.broadcast,
        })),
      };
    }),
    edges: graph.edges.map((edge) => ({
      source: edge.source,
      sourceOutput: edge.sourceOutput,
      target: edge.target,
      targetInput: edge.targetInput,
      pattern: edge.pattern,
      resultType: edge.dataSet.type,
      shipStrategy: edge.partitioner.strategy,
      broadcast: edge.partitioner.broadcast,
      forward: edge.partitioner.strategy === "FORWARD",
      upstreamMapper: edge.partitioner.upstreamMapper,
      downstreamMapper: edge.partitioner.downstreamMapper,
    })),
    slotSharingGroups: graph.slotSharingGroups.map((group) => group.vertices),
  };
}

function depth(chain: JobGraph["vertices"][number]["chain"], index: number): number {
  return index < 0 ? 0 : 1 + depth(chain, chain[index].parent);
}
