/** Names and kinds of keyed state; a handle is got by descriptor. `StateDescriptor` and its subclasses. */
import { NullPointerError } from "../types/errors.ts";
import type { AggregateFunction, ReduceFunction } from "./functions.ts";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "./state.ts";

function checkName(name: string): string {
  if (name === "") throw new NullPointerError("A state needs a name that is not empty.");
  return name;
}

/** One value per key; null when absent, or `defaultValue`. */
export class ValueStateDescriptor<T> {
  readonly kind = "value";
  readonly name: string;
  readonly defaultValue: T | null;

  /** @param defaultValue what `value()` gives when nothing was written; handed out as it is, not copied */
  constructor(name: string, defaultValue: T | null = null) {
    this.name = checkName(name);
    this.defaultValue = defaultValue;
  }
}

/** A list per key. */
export class ListStateDescriptor<T> {
  declare readonly __element: T;
  readonly kind = "list";
  readonly name: string;

  constructor(name: string) {
    this.name = checkName(name);
  }
}

/** A map per key. */
export class MapStateDescriptor<K, V> {
  declare readonly __key: K;
  declare readonly __value: V;
  readonly kind = "map";
  readonly name: string;

  constructor(name: string) {
    this.name = checkName(name);
  }
}

/** A `ReduceFunction` in its object form. */
export interface Reducer<T> {
  reduce(accumulated: T, value: T): T;
}

class FunctionReducer<T> implements Reducer<T> {
  readonly #function: (accumulated: T, value: T) => T;

  constructor(reduce: (accumulated: T, value: T) => T) {
    this.#function = reduce;
  }

  reduce(accumulated: T, value: T): T {
    return this.#function(accumulated, value);
  }
}

/** One value per key, into which each added value is reduced. */
export class ReducingStateDescriptor<T> {
  readonly kind = "reducing";
  readonly name: string;
  readonly reducer: Reducer<T>;

  constructor(name: string, reduceFunction: ReduceFunction<T>) {
    this.name = checkName(name);
    this.reducer = typeof reduceFunction === "function" ? new FunctionReducer(reduceFunction) : reduceFunction;
  }
}

/** One accumulator per key; IN is added, OUT is read. */
export class AggregatingStateDescriptor<I, A, O> {
  readonly kind = "aggregating";
  readonly name: string;
  readonly aggregateFunction: AggregateFunction<I, A, O>;

  constructor(name: string, aggregateFunction: AggregateFunction<I, A, O>) {
    this.name = checkName(name);
    this.aggregateFunction = aggregateFunction;
  }
}

/** State of several windows that can become that of one. */
export type MergingStateDescriptor =
  | ListStateDescriptor<unknown>
  | ReducingStateDescriptor<unknown>
  | AggregatingStateDescriptor<unknown, unknown, unknown>;

/** Any descriptor of keyed state. */
export type StateDescriptor =
  | ValueStateDescriptor<unknown>
  | ListStateDescriptor<unknown>
  | MapStateDescriptor<unknown, unknown>
  | ReducingStateDescriptor<unknown>
  | AggregatingStateDescriptor<unknown, unknown, unknown>;

/** The state that a descriptor opens. */
export type StateOf<D> =
  D extends ValueStateDescriptor<infer T>
    ? ValueState<T>
    : D extends ListStateDescriptor<infer T>
      ? ListState<T>
      : D extends MapStateDescriptor<infer K, infer V>
        ? MapState<K, V>
        : D extends ReducingStateDescriptor<infer T>
          ? ReducingState<T>
          : D extends AggregatingStateDescriptor<infer I, infer _A, infer O>
            ? AggregatingState<I, O>
            : never;
