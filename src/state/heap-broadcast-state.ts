import type { BroadcastState } from "../api/state.ts";
import { DeclaredSchema } from "./declared-schema.ts";
import { identityOf } from "./key-identity.ts";

/** A map of which every subtask has a copy of its own. `HeapBroadcastState`. Iterates in order of insertion. */
export class HeapBroadcastState<K, V> implements BroadcastState<K, V> {
  readonly schema = new DeclaredSchema();
  readonly #entries = new Map<unknown, [K, V]>();

  get(key: K): V | null {
    return this.#entries.get(identityOf(key))?.[1] ?? null;
  }

  contains(key: K): boolean {
    return this.#entries.has(identityOf(key));
  }

  put(key: K, value: V): void {
    this.#entries.set(identityOf(key), [key, value]);
  }

  putAll(entries: Iterable<readonly [K, V]>): void {
    for (const [key, value] of entries) this.put(key, value);
  }

  remove(key: K): void {
    this.#entries.delete(identityOf(key));
  }

  clear(): void {
    this.#entries.clear();
  }

  *entries(): Iterable<[K, V]> {
    for (const [key, value] of this.#entries.values()) yield [key, value];
  }

  immutableEntries(): Iterable<[K, V]> {
    return this.entries();
  }
}
