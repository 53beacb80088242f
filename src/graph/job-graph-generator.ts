/** StreamGraph → JobGraph. Source of the rules: `StreamingJobGraphGenerator`, Flink 1.20. */
import { isChainable } from "./chaining.ts";
import type {
  ChainedOperator,
  ChainOutput,
  IntermediateDataSet,
  JobEdge,
  JobGraph,
  JobVertex,
  SlotSharingGroup,
} from "./job-graph.ts";
import { operatorIds } from "./operator-ids.ts";
import { defaultMaxParallelism } from "./parallelism.ts";
import type { StreamEdge, StreamGraph, StreamNode } from "./stream-graph.ts";
import { topologicalOrder } from "./topological-order.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Operator = Mutable<ChainedOperator>;
type Vertex = Mutable<JobVertex>;

/** A chain while it is built. */
interface Chain {
  readonly vertex: Vertex;
  /** Edges that leave the chain, in the order in which they become data sets. */
  outEdges: StreamEdge[];
}

/** Chains what can be chained and names the rest. Throws when two operators have the same uid. */
export function generateJobGraph(graph: StreamGraph): JobGraph {
  return new Generator(graph).generate();
}

class Generator {
  private readonly graph: StreamGraph;
  private readonly ids: ReadonlyMap<number, string>;
  /** By head node, in the order in which Flink adds the vertices: what is downstream first. */
  private readonly chains = new Map<StreamNode, Chain>();
  private readonly positions = new Map<StreamNode, { readonly chain: Chain; readonly operator: Operator }>();

  constructor(graph: StreamGraph) {
    this.graph = graph;
    this.ids = operatorIds(graph);
  }

  generate(): JobGraph {
    for (const source of this.graph.sources) this.buildChain(source);
    this.connect();
    const vertices = topologicalOrder([...this.chains.values()].map((chain) => chain.vertex));
    vertices.forEach((vertex, index) => {
      (vertex as Vertex).index = index;
    });
    const edges = this.finishEdges(vertices);
    return {
      name: this.graph.jobName,
      vertices,
      edges,
      slotSharingGroups: slotSharingGroups(vertices),
      configuration: this.graph.configuration,
    };
  }

  private buildChain(head: StreamNode): void {
    if (this.chains.has(head)) return;
    const chain: Chain = { vertex: newVertex(head, this.ids.get(head.id)!), outEdges: [] };
    const built = this.addOperator(head, -1, chain);
    chain.vertex.name = built.name;
    chain.outEdges = built.outEdges;
    this.chains.set(head, chain);
  }

  private addOperator(node: StreamNode, parent: number, chain: Chain): { name: string; outEdges: StreamEdge[] } {
    const operators = chain.vertex.chain as Operator[];
    const operator = newOperator(node, this.ids.get(node.id)!, operators.length, parent);
    operators.push(operator);
    this.positions.set(node, { chain, operator });

    const outEdges: StreamEdge[] = [];
    const rest: StreamEdge[] = [];
    const names: string[] = [];
    for (const edge of node.outEdges) {
      if (!isChainable(edge, this.graph.chaining)) {
        rest.push(edge);
        continue;
      }
      const output: ChainOutput = {
        target: operators.length,
        sideOutputId: edge.sideOutputId,
        typeNumber: edge.typeNumber,
      };
      operator.inChainOutputs.push(output);
      const built = this.addOperator(edge.target, operator.index, chain);
      names.push(built.name);
      outEdges.push(...built.outEdges);
    }
    for (const edge of rest) {
      outEdges.push(edge);
      this.buildChain(edge.target);
    }
    chain.vertex.operatorIds.push(operator.operatorId);
    const suffix = names.length === 0 ? "" : names.length === 1 ? ` -> ${names[0]}` : ` -> (${names.join(", ")})`;
    return { name: node.name + suffix, outEdges };
  }

  private connect(): void {
    for (const { vertex, outEdges } of this.chains.values()) {
      for (const edge of outEdges) {
        const { operator } = this.positions.get(edge.source)!;
        const target = this.chains.get(edge.target)!.vertex;
        const index = vertex.outputs.length;
        const consumers: JobEdge[] = [];
        const dataSet: IntermediateDataSet = {
          id: `${vertex.id}#${index}`,
          index,
          producer: -1,
          type: "PIPELINED_BOUNDED",
          consumers,
        };
        const jobEdge: JobEdge = {
          id: dataSet.id,
          dataSet,
          source: -1,
          target: -1,
          sourceOutput: index,
          targetInput: target.inputs.length,
          sourceOperator: operator.index,
          typeNumber: edge.typeNumber,
          pattern: edge.partitioner.pattern,
          partitioner: edge.partitioner,
          sideOutputId: edge.sideOutputId,
          bufferTimeoutMs: edge.bufferTimeoutMs,
          supportsUnaligned: edge.supportsUnaligned,
          type: edge.sideOutputId === null ? edge.source.outputType : null,
        };
        consumers.push(jobEdge);
        operator.networkOutputs.push(jobEdge);
        vertex.outputs.push(dataSet);
        target.inputs.push(jobEdge);
      }
    }
  }

  /** Fills in the vertices' positions, which are known only now. */
  private finishEdges(vertices: readonly JobVertex[]): JobEdge[] {
    const edges: JobEdge[] = [];
    for (const vertex of vertices) {
      for (const dataSet of vertex.outputs) {
        (dataSet as Mutable<IntermediateDataSet>).producer = vertex.index;
        for (const edge of dataSet.consumers) (edge as Mutable<JobEdge>).source = vertex.index;
      }
      for (const edge of vertex.inputs) {
        (edge as Mutable<JobEdge>).target = vertex.index;
        edges.push(edge);
      }
    }
    return edges;
  }
}

function newVertex(head: StreamNode, id: string): Vertex {
  return {
    index: -1,
    id,
    name: head.name,
    task: head.task,
    parallelism: head.parallelism,
    maxParallelism: head.maxParallelism > 0 ? head.maxParallelism : defaultMaxParallelism(head.parallelism),
    configuredMaxParallelism: head.maxParallelism,
    slotSharingGroup: head.slotSharingGroup,
    chain: [],
    operatorIds: [],
    inputs: [],
    outputs: [],
    source: head.work.source,
  };
}

function newOperator(node: StreamNode, operatorId: string, index: number, parent: number): Operator {
  return {
    index,
    parent,
    nodeId: node.id,
    operatorId,
    userOperatorId: node.uidHash,
    name: node.name,
    factory: node.work.factory,
    source: node.work.source,
    sink: node.work.sink,
    keys: [...node.keys],
    inChainOutputs: [],
    networkOutputs: [],
    outputType: node.outputType,
  };
}

function slotSharingGroups(vertices: readonly JobVertex[]): SlotSharingGroup[] {
  const groups = new Map<string, Mutable<SlotSharingGroup>>();
  for (const vertex of vertices) {
    const group = groups.get(vertex.slotSharingGroup);
    if (group === undefined) {
      groups.set(vertex.slotSharingGroup, {
        name: vertex.slotSharingGroup,
        vertices: [vertex.index],
        slots: vertex.parallelism,
      });
    } else {
      group.vertices.push(vertex.index);
      group.slots = Math.max(group.slots, vertex.parallelism);
    }
  }
  return [...groups.values()];
}
