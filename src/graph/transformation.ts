/** What the API calls of a job leave behind: a tree of transformations, from which the StreamGraph is generated. */
import type { KeySelector } from "../api/functions.ts";
import type { Sink } from "../api/sink.ts";
import type { Source, SourceSplit } from "../api/source.ts";
import type { WatermarkStrategy } from "../api/watermark-strategy.ts";
import type { OperatorFactory } from "../operators/operator.ts";
import { schemaOf, schemaText } from "../types/schema.ts";
import type { TypeInformation } from "../types/type-information.ts";
import { checkMaxParallelism, checkParallelism } from "./parallelism.ts";
import type { Partitioner } from "./partitioner.ts";

/** Whether an operator may share a task with its neighbours. `ChainingStrategy`. */
export type ChainingStrategy = "ALWAYS" | "NEVER" | "HEAD" | "HEAD_WITH_SOURCES";

/** The slot sharing group of everything that names none. */
export const DEFAULT_SLOT_SHARING_GROUP = "default";

/** The key of a keyed input: selector and the type of its result (null: inferred from the first key). */
export interface KeyedInput {
  readonly keySelector: KeySelector<unknown, unknown>;
  readonly keyType: TypeInformation<unknown> | null;
}

/** One API call. `Transformation`. Ids are counted per environment, also for those that never become nodes. */
export abstract class Transformation {
  // Assigned, not defined: a definition in a base class of many classes is slow, and each process builds its own graph.
  declare readonly id: number;
  declare name: string;
  declare description: string;
  /** −1: the default, known only once a sink is expanded. */
  declare parallelism: number;
  declare parallelismConfigured: boolean;
  /** −1: not set. */
  declare maxParallelism: number;
  /** ms; null: the job's default. */
  declare bufferTimeoutMs: number | null;
  declare uid: string | null;
  declare uidHash: string | null;
  declare slotSharingGroup: string | null;
  declare chaining: ChainingStrategy;
  declare outputType: TypeInformation<unknown> | null;
  /** The parallelism is fixed to 1 (`windowAll`, a source that is not parallel). */
  declare nonParallel: boolean;
  /** The max parallelism is fixed to 1, too (`windowAll`). */
  declare singleKeyGroup: boolean;

  constructor(id: number, name: string, parallelism: number, parallelismConfigured: boolean) {
    this.id = id;
    this.name = name;
    this.description = name;
    this.parallelism = parallelism;
    this.parallelismConfigured = parallelismConfigured;
    this.maxParallelism = -1;
    this.bufferTimeoutMs = null;
    this.uid = null;
    this.uidHash = null;
    this.slotSharingGroup = null;
    this.chaining = "ALWAYS";
    this.outputType = null;
    this.nonParallel = false;
    this.singleKeyGroup = false;
  }

  abstract get inputs(): readonly Transformation[];

  /** @param parallelism at least 1, or −1 for the default */
  setParallelism(parallelism: number): void {
    checkParallelism(parallelism);
    this.parallelism = parallelism;
    this.parallelismConfigured = parallelism > 0;
  }

  /** @param maxParallelism 1 to 32768 */
  setMaxParallelism(maxParallelism: number): void {
    checkMaxParallelism(maxParallelism);
    this.maxParallelism = maxParallelism;
  }
}

/** `fromSource`: a FLIP-27 source and the watermark strategy that runs inside it. */
export class SourceTransformation extends Transformation {
  readonly source: Source<unknown, SourceSplit, unknown>;
  readonly watermarkStrategy: WatermarkStrategy<unknown>;

  constructor(
    id: number,
    name: string,
    parallelism: number,
    source: Source<unknown, SourceSplit, unknown>,
    watermarkStrategy: WatermarkStrategy<unknown>,
  ) {
    super(id, name, parallelism, false);
    this.source = source;
    this.watermarkStrategy = watermarkStrategy;
  }

  get inputs(): readonly Transformation[] {
    return [];
  }
}

/** A source that is an operator with a loop of its own. `LegacySourceTransformation`. */
export class LegacySourceTransformation extends Transformation {
  readonly factory: OperatorFactory;

  constructor(id: number, name: string, parallelism: number, factory: OperatorFactory, nonParallel: boolean) {
    super(id, name, nonParallel ? 1 : parallelism, nonParallel);
    this.factory = factory;
    this.nonParallel = nonParallel;
    this.chaining = "HEAD";
  }

  get inputs(): readonly Transformation[] {
    return [];
  }
}

/** An operator with one input. */
export class OneInputTransformation extends Transformation {
  readonly input: Transformation;
  readonly factory: OperatorFactory;
  readonly key: KeyedInput | null;
  /** Declared blocking: cannot be chained behind a legacy source (`YieldingOperatorFactory`). */
  yielding: boolean;

  constructor(
    id: number,
    name: string,
    parallelism: number,
    input: Transformation,
    factory: OperatorFactory,
    key: KeyedInput | null,
  ) {
    super(id, name, parallelism, false);
    this.input = input;
    this.factory = factory;
    this.yielding = factory.yielding === true;
    this.key = key;
  }

  get inputs(): readonly Transformation[] {
    return [this.input];
  }
}

/** An operator with two inputs; their keys, if any. */
export class TwoInputTransformation extends Transformation {
  readonly first: Transformation;
  readonly second: Transformation;
  readonly factory: OperatorFactory;
  readonly firstKey: KeyedInput | null;
  readonly secondKey: KeyedInput | null;

  constructor(
    id: number,
    name: string,
    parallelism: number,
    first: Transformation,
    second: Transformation,
    factory: OperatorFactory,
    firstKey: KeyedInput | null,
    secondKey: KeyedInput | null,
  ) {
    super(id, name, parallelism, false);
    this.first = first;
    this.second = second;
    this.factory = factory;
    this.firstKey = firstKey;
    this.secondKey = secondKey;
    this.chaining = "HEAD";
  }

  get inputs(): readonly Transformation[] {
    return [this.first, this.second];
  }
}

/** `addSink`: an operator without output; its node is called "Sink: name". `LegacySinkTransformation`. */
export class LegacySinkTransformation extends Transformation {
  readonly input: Transformation;
  readonly factory: OperatorFactory;
  /** Behind `keyBy`: whose state the sink function has (`setStateKeySelector`). */
  readonly key: KeyedInput | null;

  constructor(
    id: number,
    name: string,
    parallelism: number,
    input: Transformation,
    factory: OperatorFactory,
    key: KeyedInput | null,
  ) {
    super(id, name, parallelism, false);
    this.input = input;
    this.factory = factory;
    this.key = key;
  }

  get inputs(): readonly Transformation[] {
    return [this.input];
  }
}

/** `sinkTo`: becomes a writer and, if the sink has one, a committer when the StreamGraph is generated. */
export class SinkTransformation extends Transformation {
  readonly input: Transformation;
  readonly sink: Sink<unknown>;
  /** Operators that the sink puts around writer and committer. */
  readonly topology: SinkTopology;

  constructor(
    id: number,
    parallelism: number,
    input: Transformation,
    sink: Sink<unknown>,
    topology: SinkTopology = {},
  ) {
    super(id, "Sink", parallelism, false);
    this.input = input;
    this.sink = sink;
    this.topology = topology;
  }

  get inputs(): readonly Transformation[] {
    return [this.input];
  }
}

/** Builds transformations while a sink is expanded; the ids go on counting. */
export interface ExpansionContext {
  nextId(): number;
  /** Every operator that is built has to be announced. */
  addOperator(transformation: Transformation): void;
}

/** `SupportsPreWriteTopology`, `SupportsPreCommitTopology`, `SupportsPostCommitTopology`: each gives the end of what it added. */
export interface SinkTopology {
  readonly preWrite?: (input: Transformation, context: ExpansionContext) => Transformation;
  readonly preCommit?: (committables: Transformation, context: ExpansionContext) => Transformation;
  readonly postCommit?: (committed: Transformation, context: ExpansionContext) => Transformation;
}

/** Writer or committer of an expanded sink. */
export class SinkOperatorTransformation extends Transformation {
  readonly input: Transformation;
  readonly sink: Sink<unknown>;
  readonly role: "writer" | "committer";

  constructor(id: number, input: Transformation, sink: Sink<unknown>, role: "writer" | "committer") {
    super(id, role === "writer" ? "Writer" : "Committer", -1, false);
    this.input = input;
    this.sink = sink;
    this.role = role;
  }

  get inputs(): readonly Transformation[] {
    return [this.input];
  }
}

/** `keyBy`, `rebalance` …: says how the edges out of its input go. */
export class PartitionTransformation extends Transformation {
  readonly input: Transformation;
  readonly partitioner: Partitioner;

  constructor(id: number, input: Transformation, partitioner: Partitioner) {
    super(id, "Partition", input.parallelism, input.parallelismConfigured);
    this.input = input;
    this.partitioner = partitioner;
    this.outputType = input.outputType;
  }

  get inputs(): readonly Transformation[] {
    return [this.input];
  }
}

/** `union`: several streams of one type as one. */
export class UnionTransformation extends Transformation {
  readonly inputs: readonly Transformation[];

  constructor(id: number, inputs: readonly Transformation[]) {
    super(id, "Union", inputs[0].parallelism, inputs[0].parallelismConfigured);
    this.inputs = inputs;
    const text = textOfType(inputs[0]);
    if (inputs.every((input) => textOfType(input) === text)) this.outputType = inputs[0].outputType;
  }
}

function textOfType({ outputType }: Transformation): string {
  return schemaText(schemaOf(outputType));
}

/** `getSideOutput`: the part of its input's results that carries a tag. */
export class SideOutputTransformation extends Transformation {
  readonly input: Transformation;
  readonly tagId: string;

  constructor(id: number, input: Transformation, tagId: string, type: TypeInformation<unknown> | null) {
    super(id, "SideOutput", input.parallelism, input.parallelismConfigured);
    this.input = input;
    this.tagId = tagId;
    this.outputType = type;
  }

  get inputs(): readonly Transformation[] {
    return [this.input];
  }
}
