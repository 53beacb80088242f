/** What a JobMaster runs: one vertex per operator chain, joined by data sets. `JobGraph`. */
import type { OutputTag } from "../api/output-tag.ts";
import type { Configuration } from "../config/configuration.ts";
import type { OperatorFactory } from "../operators/operator.ts";
import type { TypeInformation } from "../types/type-information.ts";
import type { DistributionPattern, Partitioner } from "./partitioner.ts";
import type { SinkSpec, SourceSpec, TaskKind } from "./stream-graph.ts";
import type { KeyedInput } from "./transformation.ts";

/** How a produced data set may be read. `ResultPartitionType`; streaming jobs have `PIPELINED_BOUNDED` only. */
export type ResultPartitionType =
  | "BLOCKING"
  | "BLOCKING_PERSISTENT"
  | "PIPELINED"
  | "PIPELINED_BOUNDED"
  | "PIPELINED_APPROXIMATE"
  | "HYBRID_FULL"
  | "HYBRID_SELECTIVE";

/** Must the consumer run together with the producer? `ResultPartitionType.mustBePipelinedConsumed`. */
export function mustBePipelinedConsumed(type: ResultPartitionType): boolean {
  return type === "PIPELINED" || type === "PIPELINED_BOUNDED";
}

/** An output to a later operator of the same chain. */
export interface ChainOutput {
  /** Position in `JobVertex.chain`. */
  readonly target: number;
  /** Id of the `OutputTag` whose records it carries; null for the main output. */
  readonly sideOutputId: OutputTag<unknown>["id"] | null;
  /** Input of the target: 0 (only one), 1 or 2. */
  readonly typeNumber: number;
}

/** One operator of a chain. */
export interface ChainedOperator {
  /** Position in the chain: depth first from the head, children in the order of the outputs. */
  readonly index: number;
  /** Position of the operator that feeds it; −1 for the head. */
  readonly parent: number;
  readonly nodeId: number;
  /** 32 hex digits. */
  readonly operatorId: string;
  /** The id that `setUidHash` gave, which state of an earlier job may carry. */
  readonly userOperatorId: string | null;
  readonly name: string;
  /** null when `source` or `sink` is given. */
  readonly factory: OperatorFactory | null;
  /** The head of a source vertex; its enumerator lives on the JobMaster. */
  readonly source: SourceSpec | null;
  readonly sink: SinkSpec | null;
  /** Key per input, index 0 = first; empty for an operator that is not keyed. */
  readonly keys: readonly (KeyedInput | null)[];
  readonly inChainOutputs: readonly ChainOutput[];
  /** Edges into other vertices, in the order of `JobVertex.outputs`. */
  readonly networkOutputs: readonly JobEdge[];
  /** Declared type of its results; null when it is inferred. */
  readonly outputType: TypeInformation<unknown> | null;
}

/** What one operator sends to one vertex. `IntermediateDataSet`. */
export interface IntermediateDataSet {
  /** `vertexId#position`. */
  readonly id: string;
  /** Position in `JobVertex.outputs` of the producer. */
  readonly index: number;
  /** Position of the producer in `JobGraph.vertices`. */
  readonly producer: number;
  readonly type: ResultPartitionType;
  /** Exactly one for a pipelined data set. */
  readonly consumers: readonly JobEdge[];
}

/** A consumer's connection to a data set. `JobEdge` with the `NonChainedOutput` of its producer. */
export interface JobEdge {
  /** `producer vertexId#output`. */
  readonly id: string;
  readonly dataSet: IntermediateDataSet;
  /** Positions in `JobGraph.vertices`. */
  readonly source: number;
  readonly target: number;
  /** Position in `JobVertex.outputs` of the source. */
  readonly sourceOutput: number;
  /** Position in `JobVertex.inputs` of the target: the index of the input gate. */
  readonly targetInput: number;
  /** Position of the producing operator in the source's chain. */
  readonly sourceOperator: number;
  /** Input of the target's head operator: 0 (only one), 1 or 2. */
  readonly typeNumber: number;
  readonly pattern: DistributionPattern;
  /** HASH: with key selector and key type. */
  readonly partitioner: Partitioner;
  readonly sideOutputId: string | null;
  /** ms; 0: flush after each record; −1: full buffers only. */
  readonly bufferTimeoutMs: number;
  readonly supportsUnaligned: boolean;
  /** Declared type of the records; null when it is inferred. */
  readonly type: TypeInformation<unknown> | null;
}

/** A chain of operators that runs as `parallelism` subtasks. `JobVertex`. */
export interface JobVertex {
  /** Position in `JobGraph.vertices`. */
  readonly index: number;
  /** Operator id of the head. */
  readonly id: string;
  /** `A -> B`, `A -> (B, C)`. */
  readonly name: string;
  readonly task: TaskKind;
  readonly parallelism: number;
  /** The head's; computed from the parallelism when none was set. */
  readonly maxParallelism: number;
  /** −1 when none was set: then a restored checkpoint decides. */
  readonly configuredMaxParallelism: number;
  readonly slotSharingGroup: string;
  /** Head first; a producer comes before its consumers. */
  readonly chain: readonly ChainedOperator[];
  /** As Flink lists them: depth first, children before their parent. */
  readonly operatorIds: readonly string[];
  readonly inputs: readonly JobEdge[];
  readonly outputs: readonly IntermediateDataSet[];
  /** Given for a vertex that starts with a FLIP-27 source. */
  readonly source: SourceSpec | null;
}

/** Vertices whose subtasks may share a slot. */
export interface SlotSharingGroup {
  readonly name: string;
  /** Positions in `JobGraph.vertices`, ascending. */
  readonly vertices: readonly number[];
  /** Slots that the group needs: its greatest parallelism. */
  readonly slots: number;
}

/** A job, ready to be submitted. */
export interface JobGraph {
  readonly name: string;
  /** In topological order from the sources. */
  readonly vertices: readonly JobVertex[];
  /** By target vertex and input. */
  readonly edges: readonly JobEdge[];
  readonly slotSharingGroups: readonly SlotSharingGroup[];
  readonly configuration: Configuration;
}
