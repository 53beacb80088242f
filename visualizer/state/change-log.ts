/**
 * Entries that come, change and go, at any moment. The log moves forward by applying changes and backward by undoing
 * them; far moves begin at the nearest copy that was kept. What an entry holds is not copied: a change is the number of
 * the event that tells it.
 */

/** Changes between two kept copies. */
export const COPY_EVERY = 16_384;

/** Change of an entry that has never been there. */
const NEVER = -1;

/** The changes of the entries of one attempt. `E` is what all changes of an entry have in common. */
export class ChangeLog<E> {
  readonly entries: E[] = [];
  readonly #numbers = new Map<string, number>();
  /** When each change takes effect; never falls. */
  readonly seqs: number[] = [];
  /** Event that tells what the entry holds since then: an older one if it was restored. */
  readonly sources: number[] = [];
  readonly #entryOf: number[] = [];
  readonly #isThere: boolean[] = [];
  /** Last change of the same entry before. */
  readonly #before: number[] = [];
  /** Last change of each entry at the end of the log. */
  readonly #newest: number[] = [];
  /** State after the first `n * every` changes. */
  readonly #copies: Int32Array[] = [];
  readonly #every: number;
  /** So many changes are applied in `#current`. */
  #at = 0;
  /** Last applied change of each entry. */
  #current: number[] = [];

  /** @param every changes between two kept copies */
  constructor(every: number = COPY_EVERY) {
    this.#every = every;
  }

  /** So many changes are known. */
  get length(): number {
    return this.seqs.length;
  }

  /** An entry's number by its name; it is made by `make` if it is new. */
  entry(name: string, make: () => E): number {
    let number = this.#numbers.get(name);
    if (number === undefined) {
      number = this.entries.length;
      this.#numbers.set(name, number);
      this.entries.push(make());
      this.#newest.push(NEVER);
    }
    return number;
  }

  /**
   * Notes that an entry is there with new contents, or is gone.
   * @param seq event at which it happens; not before that of the last change
   * @param source event that tells the contents
   */
  push(seq: number, entry: number, source: number, isThere: boolean): void {
    const change = this.seqs.length;
    this.seqs.push(seq);
    this.sources.push(source);
    this.#entryOf.push(entry);
    this.#isThere.push(isThere);
    this.#before.push(this.#newest[entry]);
    this.#newest[entry] = change;
  }

  /** Is it there at the end of the log? */
  isThereAtEnd(entry: number): boolean {
    return this.#newest[entry] !== NEVER && this.#isThere[this.#newest[entry]];
  }

  /** Entries that are there at the end of the log. */
  *thereAtEnd(): Generator<number> {
    for (let entry = 0; entry < this.entries.length; entry++) if (this.isThereAtEnd(entry)) yield entry;
  }

  entryOf(change: number): number {
    return this.#entryOf[change];
  }

  /** The change that made each entry what it is after the first `count` changes, for those that are there. */
  changesAt(count: number): Int32Array {
    this.#moveTo(count);
    const current = this.#current;
    const there = new Int32Array(current.length);
    let found = 0;
    for (let entry = 0; entry < current.length; entry++) {
      const change = current[entry];
      if (change !== NEVER && this.#isThere[change]) there[found++] = change;
    }
    return there.subarray(0, found);
  }

  #moveTo(count: number): void {
    const copy = Math.min(Math.round(count / this.#every), this.#copies.length - 1);
    if (copy >= 0 && Math.abs(count - copy * this.#every) < Math.abs(count - this.#at)) {
      this.#current = Array.from(this.#copies[copy]);
      this.#at = copy * this.#every;
    }
    for (; this.#at < count; this.#at++) {
      if (this.#at % this.#every === 0 && this.#at / this.#every === this.#copies.length)
        this.#copies.push(Int32Array.from(this.#current));
      const entry = this.#entryOf[this.#at];
      // Entries are numbered in order of their first change, but one can be named before it has any.
      while (this.#current.length <= entry) this.#current.push(NEVER);
      this.#current[entry] = this.#at;
    }
    while (this.#at > count) {
      this.#at--;
      this.#current[this.#entryOf[this.#at]] = this.#before[this.#at];
    }
  }
}
