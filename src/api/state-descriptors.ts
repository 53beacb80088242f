/** Names and kinds of keyed state; a handle is got by descriptor. `StateDescriptor` and its subclasses. */

import { isTypeInformation, type TypeInformation } from "../types/declared-type.ts";
import { NullPointerError } from "../types/errors.ts";
import type { AggregateFunction, ReduceFunction } from "./functions.ts";
import type { AggregatingState, ListState, MapState, ReducingState, ValueState } from "./state.ts";
import type { StateTtlConfig } from "./state-ttl-config.ts";

function checkName(name: string): string {
  if (name === "") throw new NullPointerError("A state needs a name that is not empty.");
  return name;
}

/** What all descriptors have. `StateDescriptor`. */
abstract class NamedState {
  readonly name: string;
  private config: StateTtlConfig | null = null;

  constructor(name: string) {
    this.name = checkName(name);
  }

  /** Lets the state expire. */
  enableTimeToLive(config: StateTtlConfig): this {
    this.config = config;
    return this;
  }

  /** Null: the state lives until it is cleared. */
  get ttlConfig(): StateTtlConfig | null {
    return this.config;
  }
}

/** A declared type, or null: the values are taken by their structure. */
type Declared = TypeInformation<unknown> | null;

/**
 * One value per key; null when absent, or `defaultValue`. What is declared of the type is kept in snapshots: a program whose
 * type is another one migrates what it restores, or refuses it (`resolveSchemaCompatibility`).
 */
export class ValueStateDescriptor<T> extends NamedState {
  readonly kind = "value";
  readonly defaultValue: T | null;
  readonly type: Declared;

  /** @param defaultValue what `value()` gives when nothing was written; handed out as it is, not copied */
  constructor(name: string, defaultValue?: T | null);
  constructor(name: string, type: TypeInformation<T>, defaultValue?: T | null);
  constructor(name: string, second: TypeInformation<T> | T | null = null, third: T | null = null) {
    super(name);
    // State holds no functions, hence no value looks like a type.
    this.type = isTypeInformation(second) ? second : null;
    this.defaultValue = isTypeInformation(second) ? third : (second as T | null);
  }
}

/** A list per key. */
export class ListStateDescriptor<T> extends NamedState {
  declare readonly __element: T;
  readonly kind = "list";
  readonly elementType: Declared;

  constructor(name: string, elementType: TypeInformation<T> | null = null) {
    super(name);
    this.elementType = elementType;
  }
}

/** A map per key. */
export class MapStateDescriptor<K, V> extends NamedState {
  declare readonly __key: K;
  declare readonly __value: V;
  readonly kind = "map";
  readonly keyType: Declared;
  readonly valueType: Declared;

  constructor(name: string, keyType: TypeInformation<K> | null = null, valueType: TypeInformation<V> | null = null) {
    super(name);
    this.keyType = keyType;
    this.valueType = valueType;
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
export class ReducingStateDescriptor<T> extends NamedState {
  readonly kind = "reducing";
  readonly reducer: Reducer<T>;
  readonly type: Declared;

  constructor(name: string, reduceFunction: ReduceFunction<T>, type: TypeInformation<T> | null = null) {
    super(name);
    this.type = type;
    this.reducer = typeof reduceFunction === "function" ? new FunctionReducer(reduceFunction) : reduceFunction;
  }
}

/** One accumulator per key; IN is added, OUT is read. */
export class AggregatingStateDescriptor<I, A, O> extends NamedState {
  readonly kind = "aggregating";
  readonly aggregateFunction: AggregateFunction<I, A, O>;
  readonly type: Declared;

  /** @param accumulatorType of what is kept: not what is added, nor what is read */
  constructor(
    name: string,
    aggregateFunction: AggregateFunction<I, A, O>,
    accumulatorType: TypeInformation<A> | null = null,
  ) {
    super(name);
    this.type = accumulatorType;
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
