/** Functions of two streams. Plain objects with some of the methods do as well. */

import type { Collector, KeyedProcessContext, OnTimerContext, ProcessContext, RichFunction } from "./functions.ts";
import type { OutputTag } from "./output-tag.ts";
import type { BroadcastState, ReadOnlyBroadcastState } from "./state.ts";
import type { MapStateDescriptor, StateDescriptor, StateOf } from "./state-descriptors.ts";

/** One result for each record of either stream. `CoMapFunction`. */
export interface CoMapFunction<L, R, O> extends RichFunction {
  map1(value: L): O;
  map2(value: R): O;
}

/** Any number of results for each record of either stream. `CoFlatMapFunction`. */
export interface CoFlatMapFunction<L, R, O> extends RichFunction {
  flatMap1(value: L, out: Collector<O>): void;
  flatMap2(value: R, out: Collector<O>): void;
}

/** Not keyed: no state, no timers (registering one throws). `CoProcessFunction`. */
export interface CoProcessFunction<L, R, O> extends RichFunction {
  processElement1(value: L, context: ProcessContext, out: Collector<O>): void;
  processElement2(value: R, context: ProcessContext, out: Collector<O>): void;
}

/** State and timers of a key that both streams share. `KeyedCoProcessFunction`. */
export interface KeyedCoProcessFunction<K, L, R, O> extends RichFunction {
  processElement1(value: L, context: KeyedProcessContext<K>, out: Collector<O>): void;
  processElement2(value: R, context: KeyedProcessContext<K>, out: Collector<O>): void;
  onTimer?(timestampMs: number, context: OnTimerContext<K>, out: Collector<O>): void;
}

/** What a function with broadcast state learns of a record or timer. `BaseBroadcastProcessFunction`. */
export interface BroadcastBaseContext {
  /** Timestamp of the element or timer, ms; null when it has none. */
  timestamp(): number | null;
  currentProcessingTime(): number;
  currentWatermark(): number;
  output<X>(tag: OutputTag<X>, value: X): void;
}

/** For records that are not broadcast: the broadcast state can be read only. */
export interface ReadOnlyBroadcastContext extends BroadcastBaseContext {
  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): ReadOnlyBroadcastState<K, V>;
}

/** For records that are broadcast: every subtask gets them and has to change the state alike. */
export interface BroadcastContext extends BroadcastBaseContext {
  getBroadcastState<K, V>(descriptor: MapStateDescriptor<K, V>): BroadcastState<K, V>;
}

/** The same in front of a keyed stream. */
export interface KeyedBroadcastContext extends BroadcastContext {
  /** Calls `fn` for each key that has the state; the order of the keys is left open. */
  applyToKeyedState<D extends StateDescriptor>(descriptor: D, fn: (key: unknown, state: StateOf<D>) => void): void;
}

/** For records of the keyed stream. */
export interface KeyedReadOnlyBroadcastContext<K> extends ReadOnlyBroadcastContext, KeyedProcessContext<K> {}

/** For timers of the keyed stream. */
export interface OnReadOnlyTimerContext<K> extends ReadOnlyBroadcastContext, OnTimerContext<K> {}

/** A stream and a broadcast one. `BroadcastProcessFunction`. */
export interface BroadcastProcessFunction<L, R, O> extends RichFunction {
  processElement(value: L, context: ReadOnlyBroadcastContext, out: Collector<O>): void;
  processBroadcastElement(value: R, context: BroadcastContext, out: Collector<O>): void;
}

/** A keyed stream and a broadcast one. `KeyedBroadcastProcessFunction`. */
export interface KeyedBroadcastProcessFunction<K, L, R, O> extends RichFunction {
  processElement(value: L, context: KeyedReadOnlyBroadcastContext<K>, out: Collector<O>): void;
  processBroadcastElement(value: R, context: KeyedBroadcastContext, out: Collector<O>): void;
  onTimer?(timestampMs: number, context: OnReadOnlyTimerContext<K>, out: Collector<O>): void;
}

/** What an interval join learns of a pair. `ProcessJoinFunction.Context`. */
export interface ProcessJoinContext {
  getLeftTimestamp(): number;
  getRightTimestamp(): number;
  /** The greater of both, with which results leave. */
  getTimestamp(): number;
  output<X>(tag: OutputTag<X>, value: X): void;
}

/** Called for each pair within the interval. `ProcessJoinFunction`. */
export interface ProcessJoinFunction<L, R, O> extends RichFunction {
  processElement(left: L, right: R, context: ProcessJoinContext, out: Collector<O>): void;
}
