/** Keyed state as user functions see it. Each handle is scoped to the current key. */

/** One value a key. `ValueState`. */
export interface ValueState<T> {
  /** The value, the descriptor's default, or null. */
  value(): T | null;
  /** null clears. */
  update(value: T | null): void;
  clear(): void;
}

/** A list a key. `ListState`. */
export interface ListState<T> {
  /** In order of addition; empty when nothing was added. */
  get(): Iterable<T>;
  add(value: T): void;
  addAll(values: readonly T[]): void;
  update(values: readonly T[]): void;
  clear(): void;
}

/** Java's `Iterator`, which can remove. */
export interface RemovingIterator<T> extends IterableIterator<T> {
  /** Removes the element that `next` gave last; throws when there is none. */
  remove(): void;
}

/** A map a key. `MapState`. */
export interface MapState<K, V> {
  get(key: K): V | null;
  put(key: K, value: V): void;
  putAll(entries: Iterable<readonly [K, V]>): void;
  remove(key: K): void;
  contains(key: K): boolean;
  isEmpty(): boolean;
  entries(): Iterable<[K, V]>;
  keys(): Iterable<K>;
  values(): Iterable<V>;
  /** Over the entries, with `remove()` for the one given last. A map emptied this way leaves an empty entry behind. */
  iterator(): RemovingIterator<[K, V]>;
  clear(): void;
}

/** One value a key, into which each added one is reduced. `ReducingState`. */
export interface ReducingState<T> {
  get(): T | null;
  add(value: T): void;
  clear(): void;
}

/** An accumulator a key. `AggregatingState`. */
export interface AggregatingState<I, O> {
  get(): O | null;
  add(value: I): void;
  clear(): void;
}

/** A map that is the same in every subtask, to be read. `ReadOnlyBroadcastState`. */
export interface ReadOnlyBroadcastState<K, V> {
  get(key: K): V | null;
  contains(key: K): boolean;
  immutableEntries(): Iterable<[K, V]>;
}

/** The same where it may be changed: every subtask has to change its copy alike. `BroadcastState`. */
export interface BroadcastState<K, V> extends ReadOnlyBroadcastState<K, V> {
  put(key: K, value: V): void;
  putAll(entries: Iterable<readonly [K, V]>): void;
  remove(key: K): void;
  entries(): Iterable<[K, V]>;
  clear(): void;
}
