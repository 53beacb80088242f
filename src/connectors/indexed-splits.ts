/**
 * Sources whose splits are ranges of positions: sequences, generators, files. A reader asks for a split whenever it has
 * none, so fast readers read more of them. `IteratorSourceEnumerator`, `IteratorSourceReaderBase`.
 */
import type {
  InputStatus,
  ReaderOutput,
  SourceReader,
  SourceReaderContext,
  SourceSplit,
  SplitEnumerator,
  SplitEnumeratorContext,
} from "../api/source.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import type { Micros } from "../world.ts";
import { NO_LIMIT, type RateLimiter } from "./rate-limiter.ts";

/** A range of positions, and how many of them were read. */
export interface IndexedSplit extends SourceSplit {
  readonly first: number;
  /** Of positions. */
  readonly length: number;
  /** Positions that were read, from `first` on. */
  readonly offset: number;
}

/** Hands out one split a request. Its state is what it has not handed out. */
export class SplitOnRequestEnumerator<Split extends SourceSplit> implements SplitEnumerator<Split, readonly Split[]> {
  readonly #context: SplitEnumeratorContext<Split>;
  readonly #remaining: Split[];

  constructor(context: SplitEnumeratorContext<Split>, splits: readonly Split[]) {
    this.#context = context;
    this.#remaining = [...splits];
  }

  start(): void {}
  addReader(): void {}

  handleSplitRequest(subtask: number): void {
    const split = this.#remaining.shift();
    if (split === undefined) this.#context.signalNoMoreSplits(subtask);
    else this.#context.assignSplit(split, subtask);
  }

  addSplitsBack(splits: readonly Split[]): void {
    this.#remaining.push(...splits);
  }

  snapshotState(): readonly Split[] {
    return [...this.#remaining];
  }

  close(): void {}
}

/** Reads split after split at the pace of a limiter. */
export class IndexedReader<T, Split extends IndexedSplit> implements SourceReader<T, Split> {
  readonly #context: SourceReaderContext;
  readonly #valueAt: (split: Split, position: number) => T;
  readonly #limiter: RateLimiter;
  readonly #splits: Split[] = [];
  /** Positions read of the first split. */
  #offset = 0;
  /** When the limiter lets the next record go; null: it was not asked. */
  #allowedAt: Micros | null = null;
  #noMoreSplits = false;

  /** @param valueAt the record at a position of a split, counted from 0 */
  constructor(
    context: SourceReaderContext,
    valueAt: (split: Split, position: number) => T,
    limiter: RateLimiter = NO_LIMIT,
  ) {
    this.#context = context;
    this.#valueAt = valueAt;
    this.#limiter = limiter;
  }

  /** Restored splits are there already. */
  start(): void {
    if (this.#splits.length === 0) this.#context.sendSplitRequest();
  }

  pollNext(output: ReaderOutput<T>): InputStatus {
    do {
      const [split] = this.#splits;
      if (split === undefined) return this.#noMoreSplits ? "end-of-input" : "nothing-available";
      if (this.#offset < split.length) {
        if (this.#next() > this.#context.now()) return "nothing-available";
        this.#allowedAt = null;
        const value = this.#valueAt(split, this.#offset);
        output.createOutputForSplit(split.splitId).collect(value, NO_TIMESTAMP, this.#offset++);
      }
      if (this.#offset >= split.length) this.#finish(split, output);
    } while (output.mayContinue());
    return "more-available";
  }

  availableAtMicros(): Micros {
    const [split] = this.#splits;
    if (split === undefined) return this.#noMoreSplits ? 0 : Number.POSITIVE_INFINITY;
    return this.#offset < split.length ? this.#next() : 0;
  }

  addSplits(splits: readonly Split[]): void {
    if (this.#splits.length === 0 && splits.length > 0) this.#offset = splits[0].offset;
    this.#splits.push(...splits);
  }

  notifyNoMoreSplits(): void {
    this.#noMoreSplits = true;
  }

  snapshotState(): readonly Split[] {
    return this.#splits.map((split, i) => (i === 0 ? { ...split, offset: this.#offset } : split));
  }

  notifyCheckpointComplete(): void {
    this.#limiter.notifyCheckpointComplete();
  }

  close(): void {}

  #next(): Micros {
    // A limiter that says "never" is asked again: a completed checkpoint may have opened it.
    if (this.#allowedAt === null || this.#allowedAt === Number.POSITIVE_INFINITY)
      this.#allowedAt = this.#limiter.acquire(this.#context.now());
    return this.#allowedAt;
  }

  #finish(split: Split, output: ReaderOutput<T>): void {
    output.releaseOutputForSplit(split.splitId);
    this.#splits.shift();
    this.#offset = this.#splits[0]?.offset ?? 0;
    if (this.#splits.length === 0 && !this.#noMoreSplits) this.#context.sendSplitRequest();
  }
}

/**
 * The positions from `first` to `last` in at most `count` ranges of nearly equal length, the longer ones first; empty ones
 * are left out. `NumberSequenceIterator.split`.
 */
export function splitRange(first: number, last: number, count: number): IndexedSplit[] {
  const total = last - first + 1;
  const length = Math.floor(total / count);
  const longer = total - length * count;
  const splits: IndexedSplit[] = [];
  let from = first;
  for (let i = 0; i < count; i++) {
    const own = length + (i < longer ? 1 : 0);
    if (own > 0) splits.push({ splitId: String(splits.length + 1), first: from, length: own, offset: 0 });
    from += own;
  }
  return splits;
}
