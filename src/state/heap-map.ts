import { copyValue } from "../types/structural-copy.ts";
import { identityOf } from "./key-identity.ts";

/** Up to so many keys that are numbers are searched one by one; beyond that a Map is kept. */
const LIST_LIMIT = 32;

/** Is shown entries whose keys are numbers. */
export interface NumberedEntryVisitor {
  numberedEntry(key: number, value: unknown): void;
}

/**
 * The content of a map state: a map whose keys are equal by value. Keeps the order of insertion.
 *
 * A few numbers lie in a list until somebody iterates, which may go on while entries come and go: JavaScript's Map knows how.
 */
export class HeapMap {
  /** The keys of the list, in order: neither -0 nor NaN. */
  readonly #numbers: number[] = [];
  readonly #listed: unknown[] = [];
  /** Null as long as there is only the list. */
  #values: Map<unknown, unknown> | null = null;
  /** Keys that are not their own identity. */
  #keys: Map<unknown, unknown> | null = null;

  static from(entries: Iterable<readonly [unknown, unknown]>): HeapMap {
    const map = new HeapMap();
    for (const [key, value] of entries) map.set(key, value);
    return map;
  }

  get size(): number {
    return this.#values === null ? this.#numbers.length : this.#values.size;
  }

  get(key: unknown): unknown {
    if (this.#values !== null) return this.#values.get(identityOf(key));
    const place = this.#placeOf(key);
    return place < 0 ? undefined : this.#listed[place];
  }

  has(key: unknown): boolean {
    return this.#values === null ? this.#placeOf(key) >= 0 : this.#values.has(identityOf(key));
  }

  set(key: unknown, value: unknown): void {
    if (this.#values === null && this.#setListed(key, value)) return;
    const values = this.#asMap();
    const identity = identityOf(key);
    // 0 and -0, and NaN: Object.is tells the former apart and the latter is equal to itself.
    if (!Object.is(identity, key)) {
      this.#keys ??= new Map();
      if (!this.#keys.has(identity)) this.#keys.set(identity, copyValue(key));
    }
    values.set(identity, value);
  }

  delete(key: unknown): boolean {
    if (this.#values === null) {
      const place = this.#placeOf(key);
      if (place < 0) return false;
      this.#closeGap(place);
      return true;
    }
    const identity = identityOf(key);
    this.#keys?.delete(identity);
    return this.#values.delete(identity);
  }

  entries(): IterableIterator<[unknown, unknown]> {
    const values = this.#asMap();
    return this.#keys === null ? values.entries() : this.#entriesByKey(values);
  }

  /** Shows the entries whose keys are numbers of this range, in order. The map must not change meanwhile. */
  visitRange(from: number, to: number, visitor: NumberedEntryVisitor): void {
    if (this.#values === null) {
      const numbers = this.#numbers;
      for (let i = 0; i < numbers.length; i++) {
        const key = numbers[i];
        if (key >= from && key <= to) visitor.numberedEntry(key, this.#listed[i]);
      }
      return;
    }
    for (const [key, value] of this.#values)
      if (typeof key === "number" && key >= from && key <= to) visitor.numberedEntry(key, value);
  }

  *#entriesByKey(values: Map<unknown, unknown>): IterableIterator<[unknown, unknown]> {
    for (const [identity, value] of values) yield [this.#keyOf(identity), value];
  }

  /** A deep copy as an ordinary Map, for snapshots and digests. */
  toMap(): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>();
    for (let i = 0; i < this.#numbers.length; i++) map.set(this.#numbers[i], copyValue(this.#listed[i]));
    if (this.#values !== null)
      for (const [identity, value] of this.#values) map.set(copyValue(this.#keyOf(identity)), copyValue(value));
    return map;
  }

  #keyOf(identity: unknown): unknown {
    return this.#keys?.has(identity) ? this.#keys.get(identity) : identity;
  }

  /** -1 for a key that is not in the list. */
  #placeOf(key: unknown): number {
    if (typeof key !== "number" || isNegativeZero(key)) return -1;
    const numbers = this.#numbers;
    for (let i = 0; i < numbers.length; i++) if (numbers[i] === key) return i;
    return -1;
  }

  /** False for what the list has no room for. */
  #setListed(key: unknown, value: unknown): boolean {
    const place = this.#placeOf(key);
    if (place >= 0) {
      this.#listed[place] = value;
      return true;
    }
    const isOneOfFew = typeof key === "number" && !Number.isNaN(key) && !isNegativeZero(key) && this.size < LIST_LIMIT;
    if (!isOneOfFew) return false;
    this.#numbers.push(key);
    this.#listed.push(value);
    return true;
  }

  /** `splice` would make an array of what it takes out. */
  #closeGap(place: number): void {
    const numbers = this.#numbers;
    const listed = this.#listed;
    for (let i = place + 1; i < numbers.length; i++) {
      numbers[i - 1] = numbers[i];
      listed[i - 1] = listed[i];
    }
    numbers.pop();
    listed.pop();
  }

  #asMap(): Map<unknown, unknown> {
    if (this.#values === null) {
      this.#values = new Map();
      for (let i = 0; i < this.#numbers.length; i++) this.#values.set(this.#numbers[i], this.#listed[i]);
      this.#numbers.length = 0;
      this.#listed.length = 0;
    }
    return this.#values;
  }
}

function isNegativeZero(number: number): boolean {
  return number === 0 && 1 / number < 0;
}
