import type { Cell, HeapKeyContext } from "../heap-key-context.ts";
import type { Namespace } from "../keyed-state-backend.ts";
import type { StateKind } from "../state-table.ts";
import { type BucketEntry, Buckets, compositeHash } from "./bucket-index.ts";
import type { TimeToLive } from "./time-to-live.ts";
import { withoutExpired } from "./without-expired.ts";

/** The entries of one state. */
export interface CleanableEntries {
  readonly index: number;
  readonly kind: StateKind;
  /** First and last key group, inclusive. */
  readonly keyGroups: readonly [first: number, last: number];
  /** Java's hash code of a key. */
  hashOf(key: unknown): number;
  removeEntry(context: HeapKeyContext, cell: Cell): void;
}

/** Positions of an empty table, which Flink has beside each that is not growing. */
const EMPTY_TABLE = 2;

/** Goes through the table of one key group. `StateIncrementalVisitor` of the copy-on-write map. */
class GroupVisitor {
  readonly #buckets: Buckets;
  readonly #mostPositions: number;
  readonly #capacity: number;
  #position = 0;
  #isBeyond = false;

  /** @param mostPositions empty positions that are passed over at a time */
  constructor(buckets: Buckets, mostPositions: number) {
    this.#buckets = buckets;
    this.#mostPositions = mostPositions;
    this.#capacity = buckets.capacity;
  }

  hasNext(): boolean {
    if (this.#buckets.size === 0) return false;
    return this.#isBeyond ? this.#position < EMPTY_TABLE : this.#position < this.#capacity || this.#isCurrent;
  }

  /** The entries of the next position that has some; empty if it is too far away, or at the end. */
  next(): readonly BucketEntry[] {
    if (!this.#isBeyond) {
      for (let passed = 0; this.#position < this.#capacity && passed < this.#mostPositions; passed++) {
        const chain = this.#buckets.at(this.#position++);
        if (chain.length > 0) return chain;
      }
      if (this.#position < this.#capacity || !this.#isCurrent) return [];
      this.#isBeyond = true;
    }
    this.#position = EMPTY_TABLE;
    return [];
  }

  /** The table has not grown since. */
  get #isCurrent(): boolean {
    return this.#capacity === this.#buckets.capacity;
  }
}

/**
 * Goes through the entries of a state a few at a time, again and again, and removes what has expired: as far with each access
 * as Flink would, so that what can still be seen of expired entries is the same. `TtlIncrementalCleanup`.
 */
export class IncrementalCleanup {
  readonly #table: CleanableEntries;
  readonly #ttl: TimeToLive;
  readonly #cleanupSize: number;
  readonly #groups = new Map<number, Buckets>();
  #nextGroup: number;
  #visitor: GroupVisitor | null = null;

  constructor(table: CleanableEntries, ttl: TimeToLive, cleanupSize: number) {
    this.#table = table;
    this.#ttl = ttl;
    this.#cleanupSize = cleanupSize;
    this.#nextGroup = table.keyGroups[0];
  }

  added(context: HeapKeyContext, namespace: Namespace): void {
    let buckets = this.#groups.get(context.keyGroup);
    if (buckets === undefined) {
      buckets = new Buckets();
      this.#groups.set(context.keyGroup, buckets);
    }
    buckets.add({ context, namespace, hash: this.#hashOf(context, namespace) });
  }

  removed(context: HeapKeyContext, namespace: Namespace): void {
    this.#groups.get(context.keyGroup)?.remove(context, namespace, this.#hashOf(context, namespace));
  }

  run(): void {
    if (!this.#hasNext()) {
      this.#nextGroup = this.#table.keyGroups[0];
      this.#visitor = null;
    }
    for (let looked = 0; looked < this.#cleanupSize && this.#hasNext(); ) {
      const chain = this.#visitor?.next() ?? [];
      if (chain.length === 0) return;
      looked += chain.length;
      for (const entry of [...chain]) this.#clean(entry);
    }
  }

  #hasNext(): boolean {
    while (this.#visitor === null || !this.#visitor.hasNext()) {
      if (this.#nextGroup > this.#table.keyGroups[1]) return false;
      const buckets = this.#groups.get(this.#nextGroup++);
      this.#visitor = buckets === undefined ? null : new GroupVisitor(buckets, this.#cleanupSize);
    }
    return true;
  }

  #clean({ context, namespace }: BucketEntry): void {
    const { index, kind } = this.#table;
    const cell = context.find(index, namespace);
    if (cell === undefined) return;
    const left = withoutExpired(cell.value, kind, this.#ttl, "empty map stays");
    if (left === undefined) this.#table.removeEntry(context, cell);
    else cell.value = left;
  }

  #hashOf(context: HeapKeyContext, namespace: Namespace): number {
    return compositeHash(this.#table.hashOf(context.key), namespace);
  }
}
