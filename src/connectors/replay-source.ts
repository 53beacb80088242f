/**
 * Replays records of an input in the time in which they happened, sped up, each held back by a keyed part of the allowed
 * disorder. Record i of the input belongs to split i mod splits; a split is read in order of arrival.
 */
import type { InputStatus, ReaderOutput, Source, SourceReader, SourceReaderContext, SplitEnumerator, SplitEnumeratorContext } from "../api/source.ts";
import { Copier } from "../types/structural-copy.ts";
import type { Micros } from "../world.ts";

export interface ReplayOptions<T> {
  /** Name of the scenario's input. */
  readonly input: string;
  /** Event time of a record, ms. */
  readonly timestampOf: (value: T) => number;
  /** Event time over virtual time: 60 replays an hour in a minute. Infinity: as fast as it goes. */
  readonly speed: number;
  /** Each record comes up to this much later than it happened, ms of event time. */
  readonly disorderMs: number;
  /** Independent parts of the input. Default 4. */
  readonly splits?: number;
  /** Virtual time at which the first record is due, ms: the job needs a moment to start. Default 1000. */
  readonly startMs?: number;
}

/** A part of the input and the position in it. */
export interface ReplaySplit {
  readonly splitId: string;
  readonly index: number;
  readonly splits: number;
  /** Records that were read. */
  readonly offset: number;
}

interface EnumeratorState {
  readonly unassigned: readonly ReplaySplit[];
}

const DEFAULT_SPLITS = 4;
const DEFAULT_START_MS = 1000;

export function replaySource<T>(options: ReplayOptions<T>): Source<T, ReplaySplit, EnumeratorState> {
  const splits = options.splits ?? DEFAULT_SPLITS;
  const all = () => Array.from({ length: splits }, (_, index): ReplaySplit => ({ splitId: `${options.input}-${index}`, index, splits, offset: 0 }));
  return {
    boundedness: "bounded",
    createEnumerator: (context) => new ReplayEnumerator(context, all()),
    restoreEnumerator: (context, state) => new ReplayEnumerator(context, [...state.unassigned]),
    createReader: (context) => new ReplayReader(options, context),
  };
}

class ReplayEnumerator implements SplitEnumerator<ReplaySplit, EnumeratorState> {
  readonly #context: SplitEnumeratorContext<ReplaySplit>;
  #unassigned: ReplaySplit[];

  constructor(context: SplitEnumeratorContext<ReplaySplit>, unassigned: ReplaySplit[]) {
    this.#context = context;
    this.#unassigned = unassigned;
  }

  start(): void {}
  handleSplitRequest(): void {}

  /** Each reader gets its fixed share, so that who registers first decides nothing. */
  addReader(subtask: number): void {
    const parallelism = this.#context.currentParallelism();
    const own = this.#unassigned.filter(({ index }) => index % parallelism === subtask);
    this.#unassigned = this.#unassigned.filter((split) => !own.includes(split));
    if (own.length > 0) this.#context.assignSplits(new Map([[subtask, own]]));
    this.#context.signalNoMoreSplits(subtask);
  }

  addSplitsBack(splits: readonly ReplaySplit[]): void {
    this.#unassigned.push(...splits);
  }

  snapshotState(): EnumeratorState {
    return { unassigned: this.#unassigned };
  }

  close(): void {}
}

/** What a reader knows of one of its splits. */
class OpenSplit<T> {
  readonly split: ReplaySplit;
  readonly records: readonly T[];
  /** When each record is due, µs of virtual time. */
  readonly dueMicros: readonly number[];
  offset: number;

  constructor(split: ReplaySplit, records: readonly T[], dueMicros: readonly number[]) {
    this.split = split;
    this.records = records;
    this.dueMicros = dueMicros;
    this.offset = split.offset;
  }

  get due(): Micros {
    return this.offset < this.records.length ? this.dueMicros[this.offset] : Number.POSITIVE_INFINITY;
  }
}

class ReplayReader<T> implements SourceReader<T, ReplaySplit> {
  readonly #options: ReplayOptions<T>;
  readonly #context: SourceReaderContext;
  readonly #splits: OpenSplit<T>[] = [];
  readonly #copier: Copier;
  #noMoreSplits = false;

  constructor(options: ReplayOptions<T>, context: SourceReaderContext) {
    this.#options = options;
    this.#context = context;
    this.#copier = new Copier(`input ${options.input}`);
  }

  start(): void {}

  pollNext(output: ReaderOutput<T>): InputStatus {
    const next = this.#next();
    if (next === null) return this.#noMoreSplits ? "end-of-input" : "nothing-available";
    const now = this.#context.now();
    if (next.due > now) return "nothing-available";
    const offset = next.offset++;
    const value = this.#copier.copy(next.records[offset]);
    output.collect(value, this.#options.timestampOf(value), next.split.splitId, offset);
    if (next.offset === next.records.length) output.finishSplit?.(next.split.splitId);
    const following = this.#next();
    if (following === null) return this.#noMoreSplits ? "more-available" : "nothing-available";
    return following.due <= now ? "more-available" : "nothing-available";
  }

  availableAtMicros(): Micros {
    const next = this.#next();
    if (next !== null) return next.due;
    return this.#noMoreSplits ? 0 : Number.POSITIVE_INFINITY;
  }

  addSplits(splits: readonly ReplaySplit[]): void {
    for (const split of splits) this.#splits.push(this.#open(split));
  }

  notifyNoMoreSplits(): void {
    this.#noMoreSplits = true;
  }

  snapshotState(): readonly ReplaySplit[] {
    return this.#splits.map(({ split, offset }) => ({ ...split, offset }));
  }

  close(): void {}

  /** The split whose next record is due first; null: all are read. */
  #next(): OpenSplit<T> | null {
    let first: OpenSplit<T> | null = null;
    for (const split of this.#splits) if (split.offset < split.records.length && (first === null || split.due < first.due)) first = split;
    return first;
  }

  #open(split: ReplaySplit): OpenSplit<T> {
    const { input, timestampOf, speed, disorderMs, startMs } = this.#options;
    const all = this.#context.input(input) as readonly T[];
    const draws = this.#context.draws("disorder", split.splitId);
    const records: T[] = [];
    const arrivalMs: number[] = [];
    let inOrder = true;
    for (let i = split.index; i < all.length; i += split.splits) {
      const delayMs = disorderMs > 0 ? draws.below(disorderMs + 1) : 0;
      const atMs = timestampOf(all[i]) + delayMs;
      if (arrivalMs.length > 0 && atMs < arrivalMs[arrivalMs.length - 1]) inOrder = false;
      records.push(all[i]);
      arrivalMs.push(atMs);
    }
    const firstMs = all.length > 0 ? timestampOf(all[0]) : 0;
    const startMicros = (startMs ?? DEFAULT_START_MS) * 1000;
    const dueMicros = (atMs: number): Micros => startMicros + (speed === Number.POSITIVE_INFINITY ? 0 : Math.round(((atMs - firstMs) * 1000) / speed));
    if (inOrder) return new OpenSplit(split, records, arrivalMs.map(dueMicros));
    const order = arrivalMs.map((_, n) => n).sort((a, b) => arrivalMs[a] - arrivalMs[b]);
    return new OpenSplit(
      split,
      order.map((n) => records[n]),
      order.map((n) => dueMicros(arrivalMs[n])),
    );
  }
}
