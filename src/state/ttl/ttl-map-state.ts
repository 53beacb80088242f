import type { MapState, RemovingIterator } from "../../api/state.ts";
import { IllegalStateError } from "../../types/errors.ts";
import type { HeapMapState } from "../heap-collection-states.ts";
import type { Namespace } from "../keyed-state-backend.ts";
import type { StateKind, StateTable } from "../state-table.ts";
import type { TimeToLive, TtlValue } from "./time-to-live.ts";

/** A map whose entries expire one by one; an entry that holds null expires, too. `TtlMapState`. */
export class TtlMapState implements MapState<unknown, unknown> {
  readonly #original: HeapMapState;
  readonly #table: StateTable;
  readonly #ttl: TimeToLive;

  constructor(original: HeapMapState, table: StateTable, ttl: TimeToLive) {
    this.#original = original;
    this.#table = table;
    this.#ttl = ttl;
  }

  get kind(): StateKind {
    return this.#original.kind;
  }

  setNamespace(namespace: Namespace): void {
    this.#original.setNamespace(namespace);
  }

  get(key: unknown): unknown {
    return this.#read(key)?.value ?? null;
  }

  contains(key: unknown): boolean {
    return this.#read(key) !== undefined;
  }

  put(key: unknown, value: unknown): void {
    this.#table.accessed();
    this.#original.put(key, this.#ttl.wrap(value));
  }

  /** Nothing happens for null. */
  putAll(entries: Iterable<readonly [unknown, unknown]>): void {
    this.#table.accessed();
    if (entries === null || entries === undefined) return;
    this.#original.putAll(Array.from(entries, ([key, value]) => [key, this.#ttl.wrap(value)] as const));
  }

  remove(key: unknown): void {
    this.#table.accessed();
    this.#original.remove(key);
  }

  /** Does not look at whether entries have expired. */
  isEmpty(): boolean {
    this.#table.accessed();
    return this.#original.isEmpty();
  }

  entries(): Iterable<[unknown, unknown]> {
    return this.iterator();
  }

  keys(): Iterable<unknown> {
    return Array.from(this.iterator(), (entry) => entry[0]);
  }

  values(): Iterable<unknown> {
    return Array.from(this.iterator(), (entry) => entry[1]);
  }

  iterator(): RemovingIterator<[unknown, unknown]> {
    this.#table.accessed();
    return new TtlMapIterator(this.#original, this.#ttl);
  }

  clear(): void {
    this.#table.accessed();
    this.#original.clear();
  }

  #read(key: unknown): TtlValue | undefined {
    this.#table.accessed();
    return this.#ttl.read(
      (this.#original.get(key) ?? undefined) as TtlValue | undefined,
      (touched) => this.#original.put(key, touched),
      () => this.#original.remove(key),
    );
  }
}

/** Removes what has expired on its way. */
class TtlMapIterator implements RemovingIterator<[unknown, unknown]> {
  readonly #original: HeapMapState;
  readonly #entries: RemovingIterator<[unknown, unknown]>;
  readonly #ttl: TimeToLive;
  /** The last entry may still be removed: it was given, and is there. */
  #removable = false;

  constructor(original: HeapMapState, ttl: TimeToLive) {
    this.#original = original;
    this.#entries = original.iterator();
    this.#ttl = ttl;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<[unknown, unknown]> {
    for (let step = this.#entries.next(); step.done !== true; step = this.#entries.next()) {
      const [key, wrapped] = step.value;
      const isExpired = this.#ttl.isExpired(wrapped as TtlValue);
      const seen = this.#ttl.read(
        wrapped as TtlValue,
        (touched) => this.#original.put(key, touched),
        () => this.#entries.remove(),
      );
      if (seen === undefined) continue;
      this.#removable = !isExpired;
      return { done: false, value: [key, seen.value] };
    }
    this.#removable = false;
    return { done: true, value: undefined };
  }

  remove(): void {
    if (!this.#removable)
      throw new IllegalStateError(
        "There is no entry to remove: call next() first, and not for one that has just expired.",
      );
    this.#removable = false;
    this.#entries.remove();
  }
}
