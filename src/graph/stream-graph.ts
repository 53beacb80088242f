/** The graph of operators: one node per operator, partitioning and side outputs folded into the edges. `StreamGraph`. */
import type { Sink } from "../api/sink.ts";
import type { Source, SourceSplit } from "../api/source.ts";
import type { WatermarkStrategy } from "../api/watermark-strategy.ts";
import type { Configuration } from "../config/configuration.ts";
import type { OperatorFactory } from "../operators/operator.ts";
import type { TypeInformation } from "../types/type-information.ts";
import type { Partitioner } from "./partitioner.ts";
import type { ChainingStrategy, KeyedInput } from "./transformation.ts";

/** The source that a node runs; its enumerator lives on the JobMaster. */
export interface SourceSpec {
  readonly source: Source<unknown, SourceSplit, unknown>;
  readonly watermarkStrategy: WatermarkStrategy<unknown>;
}

/** The sink that a node writes to or commits for. */
export interface SinkSpec {
  readonly sink: Sink<unknown>;
  readonly role: "writer" | "committer";
  /** A writer: a committer follows it in the graph and wants its committables. */
  readonly hasCommitter: boolean;
}

/** What a node runs: exactly one of `factory`, `source`, `sink` is given. */
export interface NodeWork {
  readonly factory: OperatorFactory | null;
  readonly source: SourceSpec | null;
  readonly sink: SinkSpec | null;
}

/** Simple name of the task class that runs a chain with this node as its head. */
export type TaskKind = "SourceStreamTask" | "SourceOperatorStreamTask" | "OneInputStreamTask" | "TwoInputStreamTask";

/** An operator of the job. `StreamNode`. */
export class StreamNode {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly parallelism: number;
  readonly parallelismConfigured: boolean;
  /** −1: not set. */
  readonly maxParallelism: number;
  readonly slotSharingGroup: string;
  readonly bufferTimeoutMs: number;
  readonly chaining: ChainingStrategy;
  readonly uid: string | null;
  readonly uidHash: string | null;
  readonly task: TaskKind;
  readonly work: NodeWork;
  /** Key per input (index 0 = first input); empty when no input is keyed. */
  readonly keys: readonly (KeyedInput | null)[];
  readonly yielding: boolean;
  readonly outputType: TypeInformation<unknown> | null;
  readonly inEdges: StreamEdge[] = [];
  readonly outEdges: StreamEdge[] = [];

  constructor(fields: StreamNodeFields) {
    this.id = fields.id;
    this.name = fields.name;
    this.description = fields.description;
    this.parallelism = fields.parallelism;
    this.parallelismConfigured = fields.parallelismConfigured;
    this.maxParallelism = fields.maxParallelism;
    this.slotSharingGroup = fields.slotSharingGroup;
    this.bufferTimeoutMs = fields.bufferTimeoutMs;
    this.chaining = fields.chaining;
    this.uid = fields.uid;
    this.uidHash = fields.uidHash;
    this.task = fields.task;
    this.work = fields.work;
    this.keys = fields.keys;
    this.yielding = fields.yielding;
    this.outputType = fields.outputType;
  }
}

/** All of a node but its edges. */
export type StreamNodeFields = Omit<StreamNode, "inEdges" | "outEdges">;

/** A stream between two operators. `StreamEdge`. */
export interface StreamEdge {
  readonly source: StreamNode;
  readonly target: StreamNode;
  /** 0 for an operator with one input; 1 or 2 for one with two. */
  readonly typeNumber: number;
  readonly partitioner: Partitioner;
  /** Id of the OutputTag whose records it carries; null for the main output. */
  readonly sideOutputId: string | null;
  /** ms; −1: full buffers only. */
  readonly bufferTimeoutMs: number;
  supportsUnaligned: boolean;
}

/** A job's graph of operators. */
export interface StreamGraph {
  readonly jobName: string;
  /** By ascending id. */
  readonly nodes: readonly StreamNode[];
  /** By ascending id. */
  readonly sources: readonly StreamNode[];
  readonly configuration: Configuration;
  readonly chaining: { readonly enabled: boolean; readonly differentMaxParallelism: boolean };
}
