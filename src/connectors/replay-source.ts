/**
 * Replays records of an input in the time in which they happened, sped up, each held back by a keyed part of the allowed
 * disorder. Record i of the input belongs to split i mod splits; a split is read in order of arrival.
 */
import type {
  InputStatus,
  ReaderOutput,
  Source,
  SourceReader,
  SourceReaderContext,
  SplitEnumerator,
  SplitEnumeratorContext,
  SplitOutput,
} from "../api/source.ts";
import { listOf } from "../types/list-of.ts";
import type { KeyedDraws, Micros } from "../world.ts";

/** What is replayed and how fast. */
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

/**
 * A bounded source over an input of the scenario; reading stops the job with one sentence if there is no such input.
 */
export function replaySource<T>(options: ReplayOptions<T>): Source<T, ReplaySplit, EnumeratorState> {
  const splits = options.splits ?? DEFAULT_SPLITS;
  const all = () =>
    listOf(splits, (index): ReplaySplit => ({ splitId: `${options.input}-${index}`, index, splits, offset: 0 }));
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
  readonly #all: readonly T[];
  readonly #schedule: Schedule<T>;
  /** Positions in the input, in order of arrival; null: as they stand there. */
  readonly #order: readonly number[] | null;
  readonly #arrivalMs: Float64Array | null;
  /** All records are due at the same time. */
  readonly #atOnce: boolean;
  readonly length: number;
  offset: number;
  /** Where its records go; null until the first one is read. */
  output: SplitOutput<T> | null = null;
  /** When the record at `offset` is due. */
  due: Micros = Number.POSITIVE_INFINITY;

  constructor(split: ReplaySplit, all: readonly T[], schedule: Schedule<T>) {
    this.split = split;
    this.#all = all;
    this.#schedule = schedule;
    this.length = Math.max(0, Math.ceil((all.length - split.index) / split.splits));
    const arrivalMs = schedule.arrivals(this.length, (n) => this.#position(n));
    this.#arrivalMs = arrivalMs;
    this.#order =
      arrivalMs === null ? null : Array.from(arrivalMs, (_, n) => n).sort((a, b) => arrivalMs[a] - arrivalMs[b]);
    this.#atOnce = arrivalMs === null && schedule.atOnce;
    this.offset = split.offset;
    this.#setDue();
  }

  /** Gives the record at `offset` and goes on to the next. */
  take(): T {
    const n = this.offset++;
    if (!this.#atOnce || this.offset >= this.length) this.#setDue();
    return this.#all[this.#position(this.#order === null ? n : this.#order[n])];
  }

  /** Place in the input of the n-th record of the split. */
  #position(n: number): number {
    return this.split.index + n * this.split.splits;
  }

  #setDue(): void {
    const { offset } = this;
    if (offset >= this.length) this.due = Number.POSITIVE_INFINITY;
    else if (this.#order === null || this.#arrivalMs === null)
      this.due = this.#schedule.dueOf(this.#all[this.#position(offset)]);
    else this.due = this.#schedule.dueAt(this.#arrivalMs[this.#order[offset]]);
  }
}

/** When the records of an input arrive. */
class Schedule<T> {
  readonly #all: readonly T[];
  readonly #options: ReplayOptions<T>;
  readonly #draws: KeyedDraws;
  readonly #firstMs: number;
  readonly #startMicros: Micros;

  constructor(all: readonly T[], options: ReplayOptions<T>, draws: KeyedDraws) {
    this.#all = all;
    this.#options = options;
    this.#draws = draws;
    this.#firstMs = all.length > 0 ? options.timestampOf(all[0]) : 0;
    this.#startMicros = (options.startMs ?? DEFAULT_START_MS) * 1000;
  }

  /** Arrivals of a split's records, ms of event time; null when each arrives as it happened, one after the other. */
  arrivals(length: number, position: (n: number) => number): Float64Array | null {
    const { timestampOf, disorderMs } = this.#options;
    if (disorderMs <= 0 && this.atOnce) return null;
    const arrivalMs = new Float64Array(disorderMs > 0 ? length : 0);
    let lastMs = Number.NEGATIVE_INFINITY;
    let inOrder = disorderMs <= 0;
    for (let n = 0; n < length && (inOrder || disorderMs > 0); n++) {
      const atMs = timestampOf(this.#all[position(n)]);
      if (disorderMs > 0) arrivalMs[n] = atMs + this.#draws.below(disorderMs + 1);
      else if (atMs < lastMs) inOrder = false;
      lastMs = atMs;
    }
    if (inOrder) return null;
    return disorderMs > 0 ? arrivalMs : Float64Array.from({ length }, (_, n) => timestampOf(this.#all[position(n)]));
  }

  /** Every record is due at the start. */
  get atOnce(): boolean {
    return this.#options.speed === Number.POSITIVE_INFINITY;
  }

  /** For a record that arrives when it happened. */
  dueOf(value: T): Micros {
    return this.atOnce ? this.#startMicros : this.dueAt(this.#options.timestampOf(value));
  }

  dueAt(arrivalMs: number): Micros {
    const { speed } = this.#options;
    return this.#startMicros + (this.atOnce ? 0 : Math.round(((arrivalMs - this.#firstMs) * 1000) / speed));
  }
}

class ReplayReader<T> implements SourceReader<T, ReplaySplit> {
  readonly #options: ReplayOptions<T>;
  readonly #context: SourceReaderContext;
  readonly #splits: OpenSplit<T>[] = [];
  /** Splits that were added with nothing left to read, and still hold the watermark back. */
  #empty: string[] = [];
  /** The split whose next record is due first; null: all are read. */
  #first: OpenSplit<T> | null = null;
  #noMoreSplits = false;

  constructor(options: ReplayOptions<T>, context: SourceReaderContext) {
    this.#options = options;
    this.#context = context;
  }

  start(): void {}

  pollNext(output: ReaderOutput<T>): InputStatus {
    for (const splitId of this.#empty) output.releaseOutputForSplit(splitId);
    this.#empty = [];
    const next = this.#first;
    if (next === null) return this.#noMoreSplits ? "end-of-input" : "nothing-available";
    const now = this.#context.now();
    if (next.due > now) return "nothing-available";
    let split: OpenSplit<T> | null = next;
    do {
      split = this.#emit(split, output);
    } while (split !== null && split.due <= now && output.mayContinue());
    if (split === null) return this.#noMoreSplits ? "more-available" : "nothing-available";
    return split.due <= now ? "more-available" : "nothing-available";
  }

  /** Emits one record of the split; gives the split that is due next. */
  #emit(split: OpenSplit<T>, output: ReaderOutput<T>): OpenSplit<T> | null {
    const { offset } = split;
    const value = split.take();
    const following = this.#splits.length === 1 && split.offset < split.length ? split : this.#firstDue();
    if (following !== split) this.#first = following;
    split.output ??= output.createOutputForSplit(split.split.splitId);
    split.output.collect(value, this.#options.timestampOf(value), offset);
    if (split.offset === split.length) output.releaseOutputForSplit(split.split.splitId);
    return following;
  }

  availableAtMicros(): Micros {
    const next = this.#first;
    if (this.#empty.length > 0) return 0;
    if (next !== null) return next.due;
    return this.#noMoreSplits ? 0 : Number.POSITIVE_INFINITY;
  }

  addSplits(splits: readonly ReplaySplit[]): void {
    for (const split of splits) {
      const open = this.#open(split);
      this.#splits.push(open);
      if (open.offset >= open.length) this.#empty.push(split.splitId);
    }
    this.#first = this.#firstDue();
  }

  notifyNoMoreSplits(): void {
    this.#noMoreSplits = true;
  }

  snapshotState(): readonly ReplaySplit[] {
    return this.#splits.map(({ split, offset }) => ({ ...split, offset }));
  }

  close(): void {}

  #firstDue(): OpenSplit<T> | null {
    let first: OpenSplit<T> | null = null;
    for (const split of this.#splits)
      if (split.offset < split.length && (first === null || split.due < first.due)) first = split;
    return first;
  }

  #open(split: ReplaySplit): OpenSplit<T> {
    const all = this.#context.input(this.#options.input) as readonly T[];
    const draws = this.#context.draws("disorder", split.splitId);
    return new OpenSplit(split, all, new Schedule(all, this.#options, draws));
  }
}
