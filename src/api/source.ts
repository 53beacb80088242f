/** Sources after FLIP-27: an enumerator on the JobMaster hands out splits, readers in the tasks read them. */
import type { KeyedDraws, Micros } from "../world.ts";

/** Whether the source ends by itself. `Boundedness`. */
export type Boundedness = "bounded" | "continuous";

/** A part of the input that one reader reads; plain data. In a reader's state it carries the position reached. `SourceSplit` */
export interface SourceSplit {
  /** Stays the split's as long as the job lives. */
  readonly splitId: string;
  /**
   * Records of it that were emitted: the `offset` of the next one (see `SplitOutput.collect`). A source that says where it
   * stands in this field has it shown in the trace and checked after a restore; it may say it in any other way instead.
   */
  readonly offset?: number;
}

/**
 * A source of values of type T; one's own is an object with these methods, given to `env.fromSource`. `Source`.
 *
 * State: a checkpoint holds what the enumerator's `snapshotState` gives, and the splits that each reader's gives. After a
 * failure the enumerator is made by `restoreEnumerator` (`createEnumerator` if no checkpoint was complete), readers are made
 * anew, and each gets the splits of its state by `addSplits` before `start`.
 */
export interface Source<T, Split extends SourceSplit, EnumState> {
  /** Says what the source is; the job ends when all its readers have answered "end-of-input". */
  readonly boundedness: Boundedness;
  createEnumerator(context: SplitEnumeratorContext<Split>): SplitEnumerator<Split, EnumState>;
  restoreEnumerator(context: SplitEnumeratorContext<Split>, state: EnumState): SplitEnumerator<Split, EnumState>;
  createReader(context: SourceReaderContext): SourceReader<T, Split>;
}

/** Finds splits and assigns them; one per job, on the JobMaster. State is plain data. `SplitEnumerator`. */
export interface SplitEnumerator<Split extends SourceSplit, EnumState> {
  start(): void;
  /** @param host where the reader runs, if it said so */
  handleSplitRequest(subtask: number, host?: string): void;
  addReader(subtask: number): void;
  /**
   * Splits that were assigned after the checkpoint from which `subtask` was restored, when it fails alone. Today every failure
   * restarts the whole job, and what was assigned since the checkpoint is in the restored state of the enumerator.
   */
  addSplitsBack(splits: readonly Split[], subtask: number): void;
  /** What is not assigned yet, and what was discovered. */
  snapshotState(checkpointId: number): EnumState;
  notifyCheckpointComplete?(checkpointId: number): void;
  close(): void;
}

/** What an enumerator can do. `SplitEnumeratorContext`. */
export interface SplitEnumeratorContext<Split extends SourceSplit> {
  currentParallelism(): number;
  /** Subtasks, ascending. */
  registeredReaders(): readonly number[];
  /** Throws for a reader that is not registered. */
  assignSplit(split: Split, subtask: number): void;
  /** As `assignSplit`, for several. */
  assignSplits(assignment: ReadonlyMap<number, readonly Split[]>): void;
  /** The reader ends once it has read what it has. */
  signalNoMoreSplits(subtask: number): void;
}

/** Answer of `pollNext`. `InputStatus`. */
export type InputStatus = "more-available" | "nothing-available" | "end-of-input";

/** Reads splits; one per subtask attempt. `SourceReader`. */
export interface SourceReader<T, Split extends SourceSplit> {
  start(): void;
  /** Emits a record, and more as long as `output.mayContinue()`. Records are the input's own: the source copies them. */
  pollNext(output: ReaderOutput<T>): InputStatus;
  /** Virtual time, µs, at which `pollNext` may give something again; `Infinity` while it waits for a split. */
  availableAtMicros(): Micros;
  addSplits(splits: readonly Split[]): void;
  notifyNoMoreSplits(): void;
  /** The splits it owns, with their positions. */
  snapshotState(checkpointId: number): readonly Split[];
  notifyCheckpointComplete?(checkpointId: number): void;
  close(): void;
}

/** Where a reader puts its records. `ReaderOutput`; watermarks are kept per split. */
export interface ReaderOutput<T> {
  /** Where the records of one split go. Throws for a split that the reader was not given. */
  createOutputForSplit(splitId: string): SplitOutput<T>;
  /** The split is read to its end: it no longer holds back the watermark. */
  releaseOutputForSplit(splitId: string): void;
  /** May the reader emit another record in this call? Asked after each one: there may be no room, or mails to be served. */
  mayContinue(): boolean;
}

/** Takes the records of one split. `SourceOutput`. */
export interface SplitOutput<T> {
  /**
   * @param timestampMs event time of the record, `NO_TIMESTAMP` if it has none
   * @param offset number of the record in its split, counted from 0 without gaps, the same whenever it is read again: by it
   * the trace and the checks know the record
   */
  collect(value: T, timestampMs: number, offset: number): void;
}

/** What a reader learns of its place. `SourceReaderContext`. */
export interface SourceReaderContext {
  readonly subtaskIndex: number;
  readonly parallelism: number;
  /** Virtual time, µs. */
  now(): Micros;
  /** Wall-clock time, ms since 1970. */
  processingTimeMs(): number;
  sendSplitRequest(): void;
  /** The records of an input of the scenario; not to be changed. */
  input(name: string): readonly unknown[];
  /** Keyed random draws. */
  draws(purpose: string, entity: string): KeyedDraws;
}
