/**
 * What a job author writes. Each function is a plain function or an object with Flink's method; an object may also have
 * the rich life cycle (`open`, `close`), as `RichFunction` in Flink.
 */
import type { CheckpointedFunction, CheckpointListener } from "./checkpointed-function.ts";
import type { OutputTag } from "./output-tag.ts";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "./state.ts";
import type {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "./state-descriptors.ts";

/** What a rich function learns of its place, and the way to its keyed state. `RuntimeContext`. */
export interface RuntimeContext {
  readonly taskName: string;
  readonly indexOfThisSubtask: number;
  readonly numberOfParallelSubtasks: number;
  readonly maxNumberOfParallelSubtasks: number;
  readonly attemptNumber: number;
  /** Keyed state; throws outside a keyed stream. */
  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  getAggregatingState<I, A, O>(descriptor: AggregatingStateDescriptor<I, A, O>): AggregatingState<I, O>;
}

/** Life cycle of a function object, one instance per subtask attempt: `initializeState`, `open`, records, `close`. */
export interface RichFunction extends Partial<CheckpointedFunction>, Partial<CheckpointListener> {
  open?(context: RuntimeContext): void;
  close?(): void;
}

/** Gives the key of a value; must give equal keys for equal values. `KeySelector`. */
export type KeySelector<T, K> = (value: T) => K;

/** Takes the results of a function. `Collector`. */
export interface Collector<T> {
  collect(value: T): void;
}

/** One value in, one out. `MapFunction`. */
export type MapFunction<I, O> = ((value: I) => O) | (RichFunction & { map(value: I): O });
/** Keeps the values for which it gives true. `FilterFunction`. */
export type FilterFunction<T> = ((value: T) => boolean) | (RichFunction & { filter(value: T): boolean });
/** One value in, any number out. `FlatMapFunction`. */
export type FlatMapFunction<I, O> =
  | ((value: I, out: Collector<O>) => void)
  | (RichFunction & { flatMap(value: I, out: Collector<O>): void });
/** Joins the value accumulated so far with the next; associative. `ReduceFunction`. */
export type ReduceFunction<T> =
  | ((accumulated: T, value: T) => T)
  | (RichFunction & { reduce(accumulated: T, value: T): T });

/** `AggregateFunction`: IN, accumulator, OUT. */
export interface AggregateFunction<I, A, O> {
  createAccumulator(): A;
  add(value: I, accumulator: A): A;
  getResult(accumulator: A): O;
  merge?(a: A, b: A): A;
}

/** The timers of the current key, and the clocks. `TimerService`. */
export interface TimerService {
  /** ms */
  currentProcessingTime(): number;
  /** ms; `MIN_TIMESTAMP` before the first watermark */
  currentWatermark(): number;
  registerEventTimeTimer(timestampMs: number): void;
  registerProcessingTimeTimer(timestampMs: number): void;
  deleteEventTimeTimer(timestampMs: number): void;
  deleteProcessingTimeTimer(timestampMs: number): void;
}

/** What a process function learns of the element. `ProcessFunction.Context`. */
export interface ProcessContext {
  /** Timestamp of the element or timer, ms; null when it has none. */
  timestamp(): number | null;
  timerService(): TimerService;
  output<X>(tag: OutputTag<X>, value: X): void;
}

/** The same for a keyed stream. `KeyedProcessFunction.Context`. */
export interface KeyedProcessContext<K> extends ProcessContext {
  getCurrentKey(): K;
}

/** What a timer callback learns of the timer. `KeyedProcessFunction.OnTimerContext`. */
export interface OnTimerContext<K> extends KeyedProcessContext<K> {
  timeDomain(): "event" | "processing";
}

/** Not keyed: no state, no timers (registering one throws). `ProcessFunction`. */
export interface ProcessFunction<I, O> extends RichFunction {
  processElement(value: I, context: ProcessContext, out: Collector<O>): void;
}

/** `KeyedProcessFunction`; usable as a base class or as a plain object. */
export abstract class KeyedProcessFunction<K, I, O> implements RichFunction {
  open(_context: RuntimeContext): void {}
  close(): void {}
  abstract processElement(value: I, context: KeyedProcessContext<K>, out: Collector<O>): void;
  onTimer(_timestampMs: number, _context: OnTimerContext<K>, _out: Collector<O>): void {}
}

/** A window of time [start, end), ms. `TimeWindow`. */
export interface Window {
  readonly start: number;
  readonly end: number;
  /** The last timestamp that belongs to it: end − 1. */
  maxTimestamp(): number;
}

/** State that lives with one key and window, or with the key over all windows. */
export interface KeyedStateStore {
  getState<T>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  getListState<T>(descriptor: ListStateDescriptor<T>): ListState<T>;
  getMapState<K, V>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  getReducingState<T>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  getAggregatingState<I, A, O>(descriptor: AggregatingStateDescriptor<I, A, O>): AggregatingState<I, O>;
}

/** What a window function learns of the window. `ProcessWindowFunction.Context`. */
export interface WindowContext {
  readonly window: Window;
  currentProcessingTime(): number;
  currentWatermark(): number;
  windowState(): KeyedStateStore;
  globalState(): KeyedStateStore;
  output<X>(tag: OutputTag<X>, value: X): void;
}

/** `ProcessWindowFunction`. */
export type ProcessWindowFunction<I, O, K> =
  | ((key: K, context: WindowContext, elements: Iterable<I>, out: Collector<O>) => void)
  | (RichFunction & {
      process(key: K, context: WindowContext, elements: Iterable<I>, out: Collector<O>): void;
      clear?(context: WindowContext): void;
    });

/** The older form of the same, which learns less. `WindowFunction`. */
export interface WindowFunction<I, O, K> extends RichFunction {
  apply(key: K, window: Window, elements: Iterable<I>, out: Collector<O>): void;
}

/** `WindowFunction` as `apply` of a stream takes it. */
export type ApplyFunction<I, O, K> =
  | ((key: K, window: Window, elements: Iterable<I>, out: Collector<O>) => void)
  | WindowFunction<I, O, K>;

/** Gives the result for a pair of records, or collects any number of results and gives nothing. `JoinFunction`, `FlatJoinFunction`. */
export type JoinFunction<L, R, O> =
  // biome-ignore lint/suspicious/noConfusingVoidType: a function without result is one of the two forms.
  | ((first: L, second: R, out: Collector<O>) => O | void)
  // biome-ignore lint/suspicious/noConfusingVoidType: as above.
  | (RichFunction & { join(first: L, second: R, out: Collector<O>): O | void });

/** Gets the records of both streams that have met, each in the order in which they came. `CoGroupFunction`. */
export type CoGroupFunction<L, R, O> =
  | ((first: Iterable<L>, second: Iterable<R>, out: Collector<O>) => void)
  | (RichFunction & { coGroup(first: Iterable<L>, second: Iterable<R>, out: Collector<O>): void });
