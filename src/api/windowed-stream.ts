import { windowOperatorFactory } from "../operators/window-operator-factory.ts";
import type { Trigger } from "../windowing/trigger.ts";
import type { WindowAssigner } from "../windowing/window-assigner.ts";
import type { ContentsSpec } from "../windowing/window-contents.ts";
import type { KeyedStream, SingleOutputStreamOperator } from "./data-stream.ts";
import type { AggregateFunction, ProcessWindowFunction, ReduceFunction } from "./functions.ts";
import type { OutputTag } from "./output-tag.ts";

/** What windows of keyed and of whole streams have in common. */
abstract class WindowBuilder<T, K> {
  protected readonly input: KeyedStream<T, K>;
  private readonly assigner: WindowAssigner;
  private customTrigger: Trigger | null = null;
  private latenessMs = 0;
  private lateTag: OutputTag<T> | null = null;

  constructor(input: KeyedStream<T, K>, assigner: WindowAssigner) {
    this.input = input;
    this.assigner = assigner;
  }

  /** Instead of the assigner's default. */
  trigger(trigger: Trigger): this {
    this.customTrigger = trigger;
    return this;
  }

  /** @param latenessMs how long after its end (in event time) a window still takes elements; not negative */
  allowedLateness(latenessMs: number): this {
    if (!(latenessMs >= 0)) throw new Error(`The allowed lateness cannot be negative, but it is ${latenessMs} ms.`);
    this.latenessMs = latenessMs;
    return this;
  }

  /** Elements that come too late go there; without it they are dropped. */
  sideOutputLateData(tag: OutputTag<T>): this {
    this.lateTag = tag;
    return this;
  }

  protected build<I, O>(
    contents: ContentsSpec,
    windowFunction: ProcessWindowFunction<I, O, K> | undefined,
  ): SingleOutputStreamOperator<O> {
    // The operator meets only values and keys of this stream, and what the contents make of them.
    const fn = windowFunction as ProcessWindowFunction<unknown, unknown, unknown> | undefined;
    const factory = windowOperatorFactory({
      assigner: this.assigner,
      keySelector: this.input.key.keySelector,
      contents,
      allowedLateness: this.latenessMs,
      ...(this.customTrigger === null ? {} : { trigger: this.customTrigger }),
      ...(this.lateTag === null ? {} : { lateTag: this.lateTag }),
      ...(fn === undefined ? {} : { windowFunction: fn }),
    });
    return this.finish(this.input.transform<O>(this.assigner.constructor.name, factory));
  }

  protected finish<O>(operator: SingleOutputStreamOperator<O>): SingleOutputStreamOperator<O> {
    return operator;
  }

  protected reduceWith<O>(
    fn: ReduceFunction<T>,
    windowFunction: ProcessWindowFunction<T, O, K> | undefined,
  ): SingleOutputStreamOperator<O> {
    return this.build<T, O>({ kind: "reduce", reduce: fn as ReduceFunction<unknown> }, windowFunction);
  }

  protected aggregateWith<A, R, O>(
    fn: AggregateFunction<T, A, R>,
    windowFunction: ProcessWindowFunction<R, O, K> | undefined,
  ): SingleOutputStreamOperator<O> {
    return this.build<R, O>(
      { kind: "aggregate", aggregate: fn as AggregateFunction<unknown, unknown, unknown> },
      windowFunction,
    );
  }
}

/** Windows per key. Without a window function the reduced or aggregated value itself is emitted. `WindowedStream`. */
export class WindowedStream<T, K> extends WindowBuilder<T, K> {
  reduce(fn: ReduceFunction<T>): SingleOutputStreamOperator<T>;
  reduce<O>(fn: ReduceFunction<T>, windowFunction: ProcessWindowFunction<T, O, K>): SingleOutputStreamOperator<O>;
  reduce<O>(fn: ReduceFunction<T>, windowFunction?: ProcessWindowFunction<T, O, K>): SingleOutputStreamOperator<O> {
    return this.reduceWith(fn, windowFunction);
  }

  aggregate<A, R>(fn: AggregateFunction<T, A, R>): SingleOutputStreamOperator<R>;
  aggregate<A, R, O>(
    fn: AggregateFunction<T, A, R>,
    windowFunction: ProcessWindowFunction<R, O, K>,
  ): SingleOutputStreamOperator<O>;
  aggregate<A, R, O>(
    fn: AggregateFunction<T, A, R>,
    windowFunction?: ProcessWindowFunction<R, O, K>,
  ): SingleOutputStreamOperator<O> {
    return this.aggregateWith(fn, windowFunction);
  }

  /** Keeps all elements of a window until it fires. */
  process<O>(windowFunction: ProcessWindowFunction<T, O, K>): SingleOutputStreamOperator<O> {
    return this.build<T, O>({ kind: "list" }, windowFunction);
  }
}

/** Windows over a whole stream: one subtask, all elements under the Byte key 0. `AllWindowedStream`. */
export class AllWindowedStream<T> extends WindowBuilder<T, number> {
  reduce(fn: ReduceFunction<T>): SingleOutputStreamOperator<T>;
  reduce<O>(fn: ReduceFunction<T>, windowFunction: ProcessWindowFunction<T, O, number>): SingleOutputStreamOperator<O>;
  reduce<O>(
    fn: ReduceFunction<T>,
    windowFunction?: ProcessWindowFunction<T, O, number>,
  ): SingleOutputStreamOperator<O> {
    return this.reduceWith(fn, windowFunction);
  }

  aggregate<A, R>(fn: AggregateFunction<T, A, R>): SingleOutputStreamOperator<R>;
  aggregate<A, R, O>(
    fn: AggregateFunction<T, A, R>,
    windowFunction: ProcessWindowFunction<R, O, number>,
  ): SingleOutputStreamOperator<O>;
  aggregate<A, R, O>(
    fn: AggregateFunction<T, A, R>,
    windowFunction?: ProcessWindowFunction<R, O, number>,
  ): SingleOutputStreamOperator<O> {
    return this.aggregateWith(fn, windowFunction);
  }

  /** Keeps all elements of a window until it fires. */
  process<O>(windowFunction: ProcessWindowFunction<T, O, number>): SingleOutputStreamOperator<O> {
    return this.build<T, O>({ kind: "list" }, windowFunction);
  }

  protected override finish<O>(operator: SingleOutputStreamOperator<O>): SingleOutputStreamOperator<O> {
    return operator.forceNonParallel();
  }
}
