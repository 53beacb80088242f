/** Transformations → StreamGraph. Source of the rules: `StreamGraphGenerator` and its translators, Flink 1.20. */
import type { Configuration } from "../config/configuration.ts";
import {
  AUTO_GENERATE_UIDS,
  BUFFER_TIMEOUT,
  CHAINING_DIFFERENT_MAX_PARALLELISM,
  CHAINING_ENABLED,
  DEFAULT_PARALLELISM,
  MAX_PARALLELISM,
} from "../config/pipeline-options.ts";
import { GraphError } from "./graph-error.ts";
import { Partitioner } from "./partitioner.ts";
import { expandSink } from "./sink-expansion.ts";
import { type NodeWork, type StreamEdge, type StreamGraph, StreamNode, type TaskKind } from "./stream-graph.ts";
import {
  DEFAULT_SLOT_SHARING_GROUP,
  type KeyedInput,
  LegacySinkTransformation,
  LegacySourceTransformation,
  OneInputTransformation,
  PartitionTransformation,
  SideOutputTransformation,
  SinkOperatorTransformation,
  SinkTransformation,
  SourceTransformation,
  type Transformation,
  TwoInputTransformation,
  UnionTransformation,
} from "./transformation.ts";

/** What leads out of a node: the main output or a side output, possibly with a partitioner. Stands for Flink's virtual nodes. */
interface Origin {
  readonly node: StreamNode;
  readonly partitioner: Partitioner | null;
  readonly sideOutputId: string | null;
}

const NO_ORIGINS: readonly Origin[] = [];

/** What the generator needs besides the transformations. */
export interface StreamGraphSettings {
  readonly jobName: string;
  readonly configuration: Configuration;
  /** Goes on counting where the transformations stopped: translation takes ids, too. */
  readonly nextId: NextId;
}

/** @param sink the sink of which the new transformation is a part */
export type NextId = (sink?: number) => number;

/**
 * Builds the graph of the operators that were announced (in that order) and of all that they read.
 * Throws when there is none, when `forward()` meets two parallelisms, or when a uid is missing and generation is off.
 */
export function generateStreamGraph(operators: readonly Transformation[], settings: StreamGraphSettings): StreamGraph {
  if (operators.length === 0) {
    throw new Error(
      "No operators defined in streaming topology. Cannot execute. Add at least one operator or sink behind a source, for instance with sinkTo, before execute().",
    );
  }
  return new Generator(settings).generate(operators);
}

class Generator {
  private readonly settings: StreamGraphSettings;
  private readonly translated = new Map<Transformation, readonly Origin[]>();
  private readonly nodes: StreamNode[] = [];
  private readonly parallelism: number;
  private readonly maxParallelism: number | null;
  private readonly bufferTimeoutMs: number;
  private readonly autoGenerateUids: boolean;

  constructor(settings: StreamGraphSettings) {
    this.settings = settings;
    const configuration = settings.configuration;
    this.parallelism = configuration.get(DEFAULT_PARALLELISM);
    this.maxParallelism = configuration.get(MAX_PARALLELISM);
    this.bufferTimeoutMs = configuration.get(BUFFER_TIMEOUT);
    this.autoGenerateUids = configuration.get(AUTO_GENERATE_UIDS);
  }

  generate(operators: readonly Transformation[]): StreamGraph {
    for (const operator of operators) this.transform(operator);
    const nodes = this.nodes.sort((a, b) => a.id - b.id);
    for (const node of nodes) {
      if (!node.inEdges.some((edge) => blocksUnaligned(edge.partitioner))) continue;
      for (const edge of node.inEdges) edge.supportsUnaligned = false;
    }
    const configuration = this.settings.configuration;
    return {
      jobName: this.settings.jobName,
      nodes,
      sources: nodes.filter((node) => node.task === "SourceStreamTask" || node.task === "SourceOperatorStreamTask"),
      configuration,
      chaining: {
        enabled: configuration.get(CHAINING_ENABLED),
        differentMaxParallelism: configuration.get(CHAINING_DIFFERENT_MAX_PARALLELISM),
      },
    };
  }

  private transform(transformation: Transformation): readonly Origin[] {
    const known = this.translated.get(transformation);
    if (known !== undefined) return known;
    if (transformation.maxParallelism < 0 && this.maxParallelism !== null)
      transformation.maxParallelism = this.maxParallelism;
    const inputs = transformation.inputs.map((input) => this.transform(input));
    const origins = this.translate(transformation, inputs);
    this.translated.set(transformation, origins);
    return origins;
  }

  private translate(transformation: Transformation, inputs: readonly (readonly Origin[])[]): readonly Origin[] {
    if (transformation instanceof PartitionTransformation) {
      return inputs[0].map((origin) => {
        this.settings.nextId();
        return { node: origin.node, partitioner: transformation.partitioner, sideOutputId: origin.sideOutputId };
      });
    }
    if (transformation instanceof SideOutputTransformation) {
      return inputs[0].map((origin) => {
        this.settings.nextId();
        return { node: origin.node, partitioner: origin.partitioner, sideOutputId: transformation.tagId };
      });
    }
    if (transformation instanceof UnionTransformation) return inputs.flat();
    if (transformation instanceof SinkTransformation) {
      for (const part of expandSink(transformation, () => this.settings.nextId(transformation.id)))
        this.transform(part);
      return NO_ORIGINS;
    }
    return this.addNode(transformation, inputs);
  }

  private addNode(transformation: Transformation, inputs: readonly (readonly Origin[])[]): readonly Origin[] {
    this.checkUid(transformation);
    const node = new StreamNode({
      id: transformation.id,
      name: nodePrefix(transformation) + transformation.name,
      description: nodePrefix(transformation) + transformation.description,
      parallelism: transformation.parallelism > 0 ? transformation.parallelism : this.parallelism,
      parallelismConfigured: transformation.parallelismConfigured,
      maxParallelism: transformation.maxParallelism,
      slotSharingGroup: transformation.slotSharingGroup ?? inheritedGroup(inputs),
      bufferTimeoutMs: transformation.bufferTimeoutMs ?? this.bufferTimeoutMs,
      chaining: transformation.chaining,
      uid: transformation.uid,
      uidHash: transformation.uidHash,
      task: taskOf(transformation),
      work: workOf(transformation),
      keys: keysOf(transformation),
      yielding: isYielding(transformation),
      outputType: transformation.outputType,
    });
    this.nodes.push(node);
    const twoInputs = inputs.length === 2;
    for (let i = 0; i < inputs.length; i++) {
      for (const origin of inputs[i]) connect(origin, node, twoInputs ? i + 1 : 0);
    }
    return [{ node, partitioner: null, sideOutputId: null }];
  }

  private checkUid(transformation: Transformation): void {
    if (this.autoGenerateUids || transformation.uid !== null || transformation.uidHash !== null) return;
    throw new GraphError(
      `Auto generated UIDs have been disabled but no UID or hash has been assigned to operator ${transformation.name}`,
      transformation.id,
    );
  }
}

/** One such input, and the operator's checkpoints are aligned. */
function blocksUnaligned(partitioner: Partitioner): boolean {
  return partitioner.pointwise || partitioner.broadcast || !partitioner.supportsUnaligned;
}

/** `StreamGraph.createActualEdge`. */
function connect(origin: Origin, target: StreamNode, typeNumber: number): void {
  const source = origin.node;
  const partitioner =
    origin.partitioner ?? new Partitioner(source.parallelism === target.parallelism ? "FORWARD" : "REBALANCE");
  if (partitioner.strategy === "FORWARD" && source.parallelism !== target.parallelism) {
    throw new GraphError(
      `Forward partitioning does not allow change of parallelism. Upstream operation: ${source.name}-${source.id} parallelism: ${source.parallelism}, ` +
        `downstream operation: ${target.name}-${target.id} parallelism: ${target.parallelism} You must use another partitioning strategy, such as broadcast, rebalance, shuffle or global.`,
      target.id,
    );
  }
  const edge: StreamEdge = {
    source,
    target,
    typeNumber,
    partitioner,
    sideOutputId: origin.sideOutputId,
    bufferTimeoutMs: source.bufferTimeoutMs,
    supportsUnaligned: true,
  };
  source.outEdges.push(edge);
  target.inEdges.push(edge);
}

/** The group that all inputs share, else the default one. */
function inheritedGroup(inputs: readonly (readonly Origin[])[]): string {
  let group: string | null = null;
  for (const origins of inputs) {
    for (const { node } of origins) {
      if (group !== null && group !== node.slotSharingGroup) return DEFAULT_SLOT_SHARING_GROUP;
      group = node.slotSharingGroup;
    }
  }
  return group ?? DEFAULT_SLOT_SHARING_GROUP;
}

function nodePrefix(transformation: Transformation): string {
  if (transformation instanceof SourceTransformation || transformation instanceof LegacySourceTransformation)
    return "Source: ";
  return transformation instanceof LegacySinkTransformation ? "Sink: " : "";
}

function taskOf(transformation: Transformation): TaskKind {
  if (transformation instanceof SourceTransformation) return "SourceOperatorStreamTask";
  if (transformation instanceof LegacySourceTransformation) return "SourceStreamTask";
  return transformation instanceof TwoInputTransformation ? "TwoInputStreamTask" : "OneInputStreamTask";
}

function workOf(transformation: Transformation): NodeWork {
  if (transformation instanceof SourceTransformation) {
    return {
      factory: null,
      source: { source: transformation.source, watermarkStrategy: transformation.watermarkStrategy },
      sink: null,
    };
  }
  if (transformation instanceof SinkOperatorTransformation) {
    const hasCommitter = transformation.sink.createCommitter !== undefined;
    return {
      factory: null,
      source: null,
      sink: { sink: transformation.sink, role: transformation.role, hasCommitter },
    };
  }
  if (
    transformation instanceof OneInputTransformation ||
    transformation instanceof TwoInputTransformation ||
    transformation instanceof LegacySourceTransformation ||
    transformation instanceof LegacySinkTransformation
  ) {
    return { factory: transformation.factory, source: null, sink: null };
  }
  throw new Error(`The transformation "${transformation.name}" is of a kind that has no operator.`);
}

/** A sink's writer may wait for its flush, so it counts as blocking. */
function isYielding(transformation: Transformation): boolean {
  if (transformation instanceof SinkOperatorTransformation) return transformation.role === "writer";
  return transformation instanceof OneInputTransformation && transformation.yielding;
}

const NO_KEYS: readonly (KeyedInput | null)[] = [];

function keysOf(transformation: Transformation): readonly (KeyedInput | null)[] {
  if (transformation instanceof OneInputTransformation || transformation instanceof LegacySinkTransformation)
    return transformation.key === null ? NO_KEYS : [transformation.key];
  if (transformation instanceof TwoInputTransformation) return [transformation.firstKey, transformation.secondKey];
  return NO_KEYS;
}
