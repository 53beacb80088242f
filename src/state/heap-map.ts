import { copyValue } from "../types/structural-copy.ts";
import { identityOf } from "./key-identity.ts";

/** The content of a map state: a map whose keys are equal by value. Keeps the order of insertion. */
export class HeapMap {
  readonly #values = new Map<unknown, unknown>();
  /** Keys that are not their own identity. */
  #keys: Map<unknown, unknown> | null = null;

  static from(entries: Iterable<readonly [unknown, unknown]>): HeapMap {
    const map = new HeapMap();
    for (const [key, value] of entries) map.set(key, value);
    return map;
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: unknown): unknown {
    return this.#values.get(identityOf(key));
  }

  has(key: unknown): boolean {
    return this.#values.has(identityOf(key));
  }

  set(key: unknown, value: unknown): void {
    const identity = identityOf(key);
    // 0 and -0, and NaN: Object.is tells the former apart and the latter is equal to itself.
    if (!Object.is(identity, key)) {
      this.#keys ??= new Map();
      if (!this.#keys.has(identity)) this.#keys.set(identity, copyValue(key));
    }
    this.#values.set(identity, value);
  }

  delete(key: unknown): boolean {
    const identity = identityOf(key);
    this.#keys?.delete(identity);
    return this.#values.delete(identity);
  }

  entries(): IterableIterator<[unknown, unknown]> {
    return this.#keys === null ? this.#values.entries() : this.#entriesByKey();
  }

  *#entriesByKey(): IterableIterator<[unknown, unknown]> {
    for (const [identity, value] of this.#values) yield [this.#keyOf(identity), value];
  }

  /** A deep copy as an ordinary Map, for snapshots and digests. */
  toMap(): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>();
    for (const [identity, value] of this.#values) map.set(copyValue(this.#keyOf(identity)), copyValue(value));
    return map;
  }

  #keyOf(identity: unknown): unknown {
    return this.#keys?.has(identity) ? this.#keys.get(identity) : identity;
  }
}
