import { Partitioner } from "../graph/partitioner.ts";
import {
  type KeyedInput,
  OneInputTransformation,
  type PartitionTransformation,
  SideOutputTransformation,
  type Transformation,
  UnionTransformation,
} from "../graph/transformation.ts";
import type { FieldReference } from "../operators/field-access.ts";
import { type FieldAggregation, fieldAggregation } from "../operators/field-aggregations.ts";
import { filterOperatorFactory } from "../operators/filter-operator.ts";
import { flatMapOperatorFactory } from "../operators/flat-map-operator.ts";
import { keyedProcessOperatorFactory } from "../operators/keyed-process-factory.ts";
import { mapOperatorFactory } from "../operators/map-operator.ts";
import type { OperatorFactory } from "../operators/operator.ts";
import { processOperatorFactory } from "../operators/process-operator.ts";
import { reduceOperatorFactory } from "../operators/reduce-operator.ts";
import { timestampsAndWatermarksOperatorFactory } from "../operators/timestamps-and-watermarks-operator.ts";
import { checkKeyType, type TypeInformation, Types } from "../types/type-information.ts";
import { GlobalWindows } from "../windowing/global-windows.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import { ConnectableStream } from "./connectable-stream.ts";
import type {
  FilterFunction,
  FlatMapFunction,
  KeyedProcessFunction,
  KeySelector,
  MapFunction,
  ProcessFunction,
  ReduceFunction,
} from "./functions.ts";
import { IntervalJoin } from "./interval-join.ts";
import type { OutputTag } from "./output-tag.ts";
import type { TransformationCollector } from "./transformation-collector.ts";
import { TransformationSettings } from "./transformation-settings.ts";
import type { WatermarkStrategy } from "./watermark-strategy.ts";
import { AllWindowedStream, WindowedStream } from "./windowed-stream.ts";

/*
 * DataStream, SingleOutputStreamOperator and KeyedStream stand in one file because each makes the others and two of them
 * extend the first: in files of their own they would import each other in a circle before the base class exists.
 *
 * Operators take and give `unknown`: they meet only values of the stream they were built for. The casts below say so.
 */

/** A stream of values of type T. Each method gives a new stream; nothing runs until `execute`. `DataStream`. */
export class DataStream<T> extends ConnectableStream<T> {
  declare readonly __type: T;
  readonly environment: TransformationCollector;
  readonly transformation: Transformation;

  constructor(environment: TransformationCollector, transformation: Transformation) {
    super();
    this.environment = environment;
    this.transformation = transformation;
  }

  map<O>(fn: MapFunction<T, O>): SingleOutputStreamOperator<O> {
    return this.transform<O>("Map", mapOperatorFactory(fn as MapFunction<unknown, unknown>, this.keyFor(fn)));
  }

  filter(fn: FilterFunction<T>): SingleOutputStreamOperator<T> {
    const factory = filterOperatorFactory(fn as FilterFunction<unknown>, this.keyFor(fn));
    return this.sameType(this.transform<T>("Filter", factory));
  }

  flatMap<O>(fn: FlatMapFunction<T, O>): SingleOutputStreamOperator<O> {
    return this.transform<O>(
      "Flat Map",
      flatMapOperatorFactory(fn as FlatMapFunction<unknown, unknown>, this.keyFor(fn)),
    );
  }

  process<O>(fn: ProcessFunction<T, O>): SingleOutputStreamOperator<O> {
    return this.transform<O>("Process", processOperatorFactory(fn));
  }

  /** Runs with the parallelism of its input. */
  assignTimestampsAndWatermarks(strategy: WatermarkStrategy<T>): SingleOutputStreamOperator<T> {
    const factory = timestampsAndWatermarksOperatorFactory(strategy as WatermarkStrategy<unknown>);
    const result = this.sameType(this.transform<T>("Timestamps/Watermarks", factory));
    result.transformation.parallelism = this.transformation.parallelism;
    return result;
  }

  /**
   * Partitions by key: equal keys meet in one subtask, and state and timers are the key's.
   * @param keyType decides the hash of the key; default: by the value (see the design of key hashes)
   */
  keyBy<K>(selector: KeySelector<T, K>, keyType: TypeInformation<K> | null = null): KeyedStream<T, K> {
    checkKeyType(keyType as TypeInformation<unknown> | null);
    const partitioner = new Partitioner(
      "HASH",
      selector as KeySelector<unknown, unknown>,
      keyType as TypeInformation<unknown> | null,
    );
    return new KeyedStream<T, K>(this.environment, this.partitionWith(partitioner), {
      keySelector: selector as KeySelector<unknown, unknown>,
      keyType: keyType as TypeInformation<unknown> | null,
    });
  }

  /** This stream and others as one; the same stream may occur twice. */
  union(...streams: readonly DataStream<T>[]): DataStream<T> {
    const inputs = [this.transformation, ...streams.map((stream) => stream.transformation)];
    return new DataStream<T>(this.environment, new UnionTransformation(this.environment.nextId(), inputs));
  }

  /** Windows over the whole stream; runs in one subtask. */
  windowAll(assigner: WindowAssigner): AllWindowedStream<T> {
    return new AllWindowedStream<T>(
      this.keyBy<number>(() => 0, Types.BYTE),
      assigner,
    );
  }

  /** As `KeyedStream.countWindow`, over the whole stream; runs in one subtask. */
  countWindowAll(size: number, slide?: number): AllWindowedStream<T> {
    return this.windowAll(GlobalWindows.create()).byCount(size, slide);
  }

  /** Adds an operator of one's own. */
  transform<O>(name: string, factory: OperatorFactory): SingleOutputStreamOperator<O> {
    return this.addOperator<O>(
      new OneInputTransformation(
        this.environment.nextId(),
        name,
        this.environment.getParallelism(),
        this.transformation,
        factory,
        this.keyOfInput(),
      ),
    );
  }

  /** A stream that is not keyed. */
  protected override keyOfInput(): KeyedInput | null {
    return null;
  }

  /** What an operator gives is what it gets: of the type that was declared, if one was. */
  protected sameType(results: SingleOutputStreamOperator<T>): SingleOutputStreamOperator<T> {
    results.transformation.outputType = this.transformation.outputType;
    return results;
  }

  protected override addOperator<O>(transformation: Transformation): SingleOutputStreamOperator<O> {
    this.environment.addOperator(transformation);
    return new SingleOutputStreamOperator<O>(this.environment, transformation);
  }

  protected override stream(transformation: PartitionTransformation): DataStream<T> {
    return new DataStream<T>(this.environment, transformation);
  }
}

/** The results of one operator, whose settings can be changed. `SingleOutputStreamOperator`. */
export class SingleOutputStreamOperator<T> extends DataStream<T> {
  private readonly settings: TransformationSettings;

  constructor(environment: TransformationCollector, transformation: Transformation) {
    super(environment, transformation);
    this.settings = new TransformationSettings(transformation);
  }

  name(name: string): this {
    this.settings.name(name);
    return this;
  }

  setDescription(description: string): this {
    this.transformation.description = description;
    return this;
  }

  /** A name that stays when the job changes: state is found by it. Unique in the job. */
  uid(uid: string): this {
    this.transformation.uid = uid;
    return this;
  }

  /** @param hash 32 hex digits: the operator id under which an earlier job kept its state */
  setUidHash(hash: string): this {
    this.settings.uidHash(hash);
    return this;
  }

  setParallelism(parallelism: number): this {
    this.settings.parallelism(parallelism);
    return this;
  }

  setMaxParallelism(maxParallelism: number): this {
    this.settings.maxParallelism(maxParallelism);
    return this;
  }

  /** Only subtasks of one group share slots. Operators inherit the group of their inputs. */
  slotSharingGroup(group: string): this {
    this.transformation.slotSharingGroup = group;
    return this;
  }

  /** Not chained to its input. */
  startNewChain(): this {
    this.transformation.chaining = "HEAD";
    return this;
  }

  /** Chained to nothing. */
  disableChaining(): this {
    this.transformation.chaining = "NEVER";
    return this;
  }

  /** @param timeoutMs 0: flush after each record; −1: as the job has it */
  setBufferTimeout(timeoutMs: number): this {
    this.settings.bufferTimeout(timeoutMs);
    return this;
  }

  /** Parallelism and max parallelism are 1 and stay so. */
  forceNonParallel(): this {
    this.settings.forceNonParallel();
    return this;
  }

  /** Declares the type of the results: what later operators keep of them in state is of that type. */
  returns(type: TypeInformation<T>): this {
    this.transformation.outputType = type as TypeInformation<unknown>;
    return this;
  }

  getSideOutput<X>(tag: OutputTag<X>): DataStream<X> {
    return new DataStream<X>(
      this.environment,
      new SideOutputTransformation(this.environment.nextId(), this.transformation, tag.id, tag.type),
    );
  }
}

/** The records of a source. `DataStreamSource`. */
export class DataStreamSource<T> extends SingleOutputStreamOperator<T> {}

/** A stream partitioned by key. `KeyedStream`. */
export class KeyedStream<T, K> extends DataStream<T> {
  declare readonly __key: K;
  readonly key: KeyedInput;

  constructor(environment: TransformationCollector, transformation: PartitionTransformation, key: KeyedInput) {
    super(environment, transformation);
    this.key = key;
  }

  /** Gathers the records of each key into windows. */
  window(assigner: WindowAssigner): WindowedStream<T, K> {
    return new WindowedStream<T, K>(this, assigner);
  }

  /** For each record the reduction so far of its key. */
  reduce(fn: ReduceFunction<T>): SingleOutputStreamOperator<T> {
    const { outputType } = this.transformation;
    const factory = reduceOperatorFactory(fn as ReduceFunction<unknown>, this.key.keySelector, outputType);
    return this.sameType(this.transform<T>("Keyed Reduce", factory));
  }

  /** For each record the sum so far of a field; the other fields are those of the key's first record. */
  sum(field: FieldReference): SingleOutputStreamOperator<T> {
    return this.aggregateField("sum", field);
  }

  /** For each record the least value so far of a field; the other fields are those of the key's first record. */
  min(field: FieldReference): SingleOutputStreamOperator<T> {
    return this.aggregateField("min", field);
  }

  /** For each record the greatest value so far of a field; the other fields are those of the key's first record. */
  max(field: FieldReference): SingleOutputStreamOperator<T> {
    return this.aggregateField("max", field);
  }

  /** For each record the one so far with the least value in a field. @param first of equal ones the first, else the last */
  minBy(field: FieldReference, first = true): SingleOutputStreamOperator<T> {
    return this.aggregateField("minBy", field, first);
  }

  /** For each record the one so far with the greatest value in a field. @param first of equal ones the first, else the last */
  maxBy(field: FieldReference, first = true): SingleOutputStreamOperator<T> {
    return this.aggregateField("maxBy", field, first);
  }

  private aggregateField(how: FieldAggregation, field: FieldReference, first?: boolean): SingleOutputStreamOperator<T> {
    // Records of this stream go in, and records with the same fields come out.
    const reduce = fieldAggregation(how, field, this.transformation.outputType, first) as ReduceFunction<T>;
    return this.reduce(reduce).name("Keyed Aggregation");
  }

  /** Pairs of records of this stream and another whose timestamps are near to each other: `.between(lower, upper)`. */
  intervalJoin<R>(other: KeyedStream<R, K>): IntervalJoin<T, R, K> {
    return new IntervalJoin<T, R, K>(this, other, () => this.connect(other));
  }

  /**
   * Windows of so many records of a key.
   * @param size records
   * @param slide records from one evaluation to the next, over the last `size`; without it each record counts once
   */
  countWindow(size: number, slide?: number): WindowedStream<T, K> {
    return this.window(GlobalWindows.create()).byCount(size, slide);
  }

  /** With state and timers of the key if the function is a `KeyedProcessFunction`. */
  override process<O>(fn: KeyedProcessFunction<K, T, O> | ProcessFunction<T, O>): SingleOutputStreamOperator<O> {
    const keyed = fn as KeyedProcessFunction<unknown, unknown, unknown>;
    return this.transform<O>("KeyedProcess", keyedProcessOperatorFactory(keyed, this.key.keySelector));
  }

  protected override keyOfInput(): KeyedInput {
    return this.key;
  }

  protected override partitionWith(partitioner: Partitioner): PartitionTransformation {
    if (partitioner.strategy !== "HASH") {
      throw new Error(
        "Cannot override partitioning for KeyedStream; put the partitioning before keyBy, or after the next operator.",
      );
    }
    return super.partitionWith(partitioner);
  }
}
