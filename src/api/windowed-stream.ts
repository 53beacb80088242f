import type { FieldReference } from "../operators/field-access.ts";
import { type FieldAggregation, fieldAggregation } from "../operators/field-aggregations.ts";
import { windowOperatorFactory } from "../operators/window-operator-factory.ts";
import { isTypeInformation, type TypeInformation } from "../types/declared-type.ts";
import { IllegalArgumentError, UnsupportedOperationError } from "../types/errors.ts";
import { CountTrigger, PurgingTrigger } from "../windowing/count-trigger.ts";
import type { Evictor } from "../windowing/evictor.ts";
import { CountEvictor } from "../windowing/evictors.ts";
import type { Trigger } from "../windowing/trigger.ts";
import { isMergingAssigner, type WindowAssigner } from "../windowing/window-assigner.ts";
import type { ContentsSpec } from "../windowing/window-contents.ts";
import {
  type AnyWindowFunction,
  appliedWindowFunction,
  processWindowFunction,
} from "../windowing/window-function-adapter.ts";
import type { KeyedStream, SingleOutputStreamOperator } from "./data-stream.ts";
import type { AggregateFunction, ApplyFunction, ProcessWindowFunction, ReduceFunction } from "./functions.ts";
import { gone, refuseWindowSize } from "./names-that-are-gone.ts";
import type { OutputTag } from "./output-tag.ts";

/** Windows over a stream; a function at the end makes an operator of them. */
abstract class WindowBuilder<T, K> {
  protected readonly input: KeyedStream<T, K>;
  private readonly assigner: WindowAssigner;
  private customTrigger: Trigger | null = null;
  private customEvictor: Evictor | null = null;
  private latenessMs = 0;
  private lateTag: OutputTag<T> | null = null;

  constructor(input: KeyedStream<T, K>, assigner: WindowAssigner) {
    this.input = input;
    this.assigner = assigner;
  }

  /** Instead of the assigner's default. Throws for one that cannot merge where windows do. */
  trigger(trigger: Trigger): this {
    if (isMergingAssigner(this.assigner) && !trigger.canMerge())
      throw new UnsupportedOperationError(
        "A merging window assigner cannot be used with a trigger that does not support merging.",
      );
    this.customTrigger = trigger;
    return this;
  }

  /** Takes elements away before or after the evaluation; then a window keeps all its elements until it fires. */
  evictor(evictor: Evictor<T>): this {
    // It gets elements of this stream only.
    this.customEvictor = evictor as Evictor;
    return this;
  }

  /** @param latenessMs how long after its end (in event time) a window still takes elements; not negative */
  allowedLateness(latenessMs: number): this {
    if (!(latenessMs >= 0))
      throw new IllegalArgumentError(`The allowed lateness cannot be negative, but it is ${latenessMs} ms.`);
    this.latenessMs = latenessMs;
    return this;
  }

  /** Elements that come too late go there; without it they are dropped. */
  sideOutputLateData(tag: OutputTag<T>): this {
    this.lateTag = tag;
    return this;
  }

  /** Without a window function the reduced value itself is emitted. */
  reduce(fn: ReduceFunction<T>): SingleOutputStreamOperator<T>;
  reduce<O>(fn: ReduceFunction<T>, windowFunction: AnyWindowFunction<T, O, K>): SingleOutputStreamOperator<O>;
  reduce<O>(fn: ReduceFunction<T>, windowFunction?: AnyWindowFunction<T, O, K>): SingleOutputStreamOperator<O> {
    const { elementType } = this;
    const reduced = this.build<T, O>(
      { kind: "reduce", reduce: fn as ReduceFunction<unknown>, elementType },
      windowFunction,
    );
    if (windowFunction === undefined) reduced.transformation.outputType = elementType;
    return reduced;
  }

  /**
   * Without a window function the aggregated value itself is emitted.
   * @param accumulatorType of what windows keep; left out: by its structure
   */
  aggregate<A, R>(
    fn: AggregateFunction<T, A, R>,
    accumulatorType?: TypeInformation<A>,
    resultType?: TypeInformation<R>,
  ): SingleOutputStreamOperator<R>;
  aggregate<A, R, O>(
    fn: AggregateFunction<T, A, R>,
    windowFunction: AnyWindowFunction<R, O, K>,
    accumulatorType?: TypeInformation<A>,
    resultType?: TypeInformation<O>,
  ): SingleOutputStreamOperator<O>;
  aggregate<A, R, O>(
    fn: AggregateFunction<T, A, R>,
    ...rest: readonly (AnyWindowFunction<R, O, K> | TypeInformation<A> | TypeInformation<O> | undefined)[]
  ): SingleOutputStreamOperator<O> {
    const [second] = rest;
    const isFunction = second !== undefined && !isTypeInformation(second);
    // What stands where is said by the two forms above.
    const types = (isFunction ? rest.slice(1) : rest) as readonly (TypeInformation<unknown> | undefined)[];
    const [accumulatorType = null, resultType = null] = types;
    const aggregate = fn as AggregateFunction<unknown, unknown, unknown>;
    const { elementType } = this;
    const aggregated = this.build<R, O>(
      { kind: "aggregate", aggregate, accumulatorType, elementType },
      isFunction ? second : undefined,
    );
    aggregated.transformation.outputType = resultType;
    return aggregated;
  }

  /** Keeps all elements of a window until it fires. */
  process<O>(windowFunction: ProcessWindowFunction<T, O, K>): SingleOutputStreamOperator<O> {
    return this.build<T, O>({ kind: "list", elementType: this.elementType }, windowFunction);
  }

  /** Keeps all elements of a window until it fires. */
  apply<O>(windowFunction: ApplyFunction<T, O, K>): SingleOutputStreamOperator<O> {
    return this.build<T, O>({ kind: "list", elementType: this.elementType }, appliedWindowFunction(windowFunction));
  }

  /** The sum of a field over the window; the other fields are those of its first record. */
  sum(field: FieldReference): SingleOutputStreamOperator<T> {
    return this.aggregateField("sum", field);
  }

  /** The least value of a field in the window; the other fields are those of its first record. */
  min(field: FieldReference): SingleOutputStreamOperator<T> {
    return this.aggregateField("min", field);
  }

  /** The greatest value of a field in the window; the other fields are those of its first record. */
  max(field: FieldReference): SingleOutputStreamOperator<T> {
    return this.aggregateField("max", field);
  }

  /** The record of the window with the least value in a field. @param first of equal ones the first, else the last */
  minBy(field: FieldReference, first = true): SingleOutputStreamOperator<T> {
    return this.aggregateField("minBy", field, first);
  }

  /** The record of the window with the greatest value in a field. @param first of equal ones the first, else the last */
  maxBy(field: FieldReference, first = true): SingleOutputStreamOperator<T> {
    return this.aggregateField("maxBy", field, first);
  }

  /** @internal `KeyedStream.countWindow`: fires by the number of records. */
  byCount(size: number, slide: number | undefined): this {
    if (slide === undefined) return this.trigger(new PurgingTrigger(new CountTrigger(size)));
    return this.evictor(CountEvictor.of<T>(size)).trigger(new CountTrigger(slide));
  }

  /** @deprecated Use `aggregate`. */
  fold(this: never): never {
    return gone("fold", "use aggregate.");
  }

  protected finish<O>(operator: SingleOutputStreamOperator<O>): SingleOutputStreamOperator<O> {
    return operator;
  }

  private aggregateField(
    aggregation: FieldAggregation,
    field: FieldReference,
    first?: boolean,
  ): SingleOutputStreamOperator<T> {
    // Records of this stream go in, and records with the same fields come out.
    return this.reduce(fieldAggregation(aggregation, field, this.elementType, first) as ReduceFunction<T>);
  }

  /** As the stream declares it, or null. */
  private get elementType(): TypeInformation<unknown> | null {
    return this.input.transformation.outputType;
  }

  private build<I, O>(
    contents: ContentsSpec,
    windowFunction: AnyWindowFunction<I, O, K> | undefined,
  ): SingleOutputStreamOperator<O> {
    // The operator meets only values and keys of this stream, and what the contents make of them.
    const fn = windowFunction as AnyWindowFunction<unknown, unknown, unknown> | undefined;
    const factory = windowOperatorFactory({
      assigner: this.assigner,
      keySelector: this.input.key.keySelector,
      contents,
      allowedLateness: this.latenessMs,
      ...(this.customTrigger === null ? {} : { trigger: this.customTrigger }),
      ...(this.customEvictor === null ? {} : { evictor: this.customEvictor }),
      ...(this.lateTag === null ? {} : { lateTag: this.lateTag }),
      ...(fn === undefined ? {} : { windowFunction: processWindowFunction(fn) }),
    });
    return this.finish(this.input.transform<O>(this.assigner.constructor.name, factory));
  }
}

/** Windows per key. `WindowedStream`. */
export class WindowedStream<T, K> extends WindowBuilder<T, K> {
  constructor(input: KeyedStream<T, K>, assigner: WindowAssigner) {
    refuseWindowSize(assigner, "window");
    super(input, assigner);
  }
}

/** Windows over a whole stream: one subtask, all elements under the Byte key 0. `AllWindowedStream`. */
export class AllWindowedStream<T> extends WindowBuilder<T, number> {
  constructor(input: KeyedStream<T, number>, assigner: WindowAssigner) {
    refuseWindowSize(assigner, "windowAll");
    super(input, assigner);
  }

  protected override finish<O>(operator: SingleOutputStreamOperator<O>): SingleOutputStreamOperator<O> {
    return operator.forceNonParallel();
  }
}
