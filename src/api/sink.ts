/** Sinks after FLIP-143/191/372 (Sink V2): a writer in every subtask and, for exactly-once, a committer behind it. */
import type { ExternalClient } from "../operators/operator.ts";
import type { MaybeStep } from "../task/step.ts";
import type { Trace } from "../trace/trace.ts";

/**
 * A sink of values of type T; C is what the writer hands to the committer, as plain data. `Sink`.
 *
 * With a committer nothing is seen outside before the checkpoint that holds it is complete. A commit may be asked for twice,
 * so each carries a name by which the outside system knows it again:
 *
 * ```ts
 * interface Booking {
 *   readonly id: string;
 *   readonly lines: readonly string[];
 * }
 *
 * class LedgerSink implements Sink<string, Booking> {
 *   createWriter({ operatorId, subtaskIndex, task }: WriterContext): SinkWriter<string, Booking> {
 *     let count = 0;
 *     let lines: string[] = [];
 *     return {
 *       write: (line) => void lines.push(line),
 *       flush() {},
 *       prepareCommit() {
 *         if (lines.length === 0) return [];
 *         const booking = { id: `${operatorId}-${subtaskIndex}-${task}-${count++}`, lines };
 *         lines = [];
 *         return [booking];
 *       },
 *       close() {},
 *     };
 *   }
 *
 *   createCommitter({ external }: CommitterContext): Committer<Booking> {
 *     return {
 *       *commit(requests) {
 *         for (const { committable } of requests) yield* external.ask(nodeId("ledger"), committable, 60);
 *       },
 *       close() {},
 *     };
 *   }
 * }
 *
 * export default (env: StreamExecutionEnvironment) => {
 *   env.enableCheckpointing(50);
 *   const lines = env.fromElements("a", "b");
 *   lines.sinkTo(new LedgerSink());
 *   lines.print();
 *   env.execute();
 * };
 * // stdout: a, b
 * // ledger: a, b
 * ```
 *
 * State: what is prepared and not committed; it goes when its checkpoint is complete.
 */
export interface Sink<T, C = unknown> {
  createWriter(context: WriterContext): SinkWriter<T, C>;
  /** Given with `writerStateful`: takes this subtask's share of what `snapshotState` of the writers returned. */
  restoreWriter?(context: WriterContext, states: readonly unknown[]): SinkWriter<T, C>;
  /** Its presence makes the writer's committables flow to a committer. `SupportsCommitter`. */
  createCommitter?(context: CommitterContext): Committer<C>;
  /** The writer has state. `SupportsWriterState`. */
  readonly writerStateful?: boolean;
}

/** What writers and committers learn of their place. */
export interface SinkContext {
  readonly subtaskIndex: number;
  readonly parallelism: number;
  readonly attemptNumber: number;
  /** Operator id, 32 hex digits: the same for all attempts of the job. */
  readonly operatorId: string;
  /** null for a fresh start. */
  readonly restoredCheckpointId: number | null;
  readonly external: ExternalClient;
  readonly trace: Trace;
  /** Index of the execution attempt in the trace. */
  readonly task: number;
}

/** `WriterInitContext`. */
export interface WriterContext extends SinkContext {
  /** The job takes checkpoints. If not, what is prepared at the end of the input is committed at once. */
  readonly checkpointing: boolean;
  /** Wall-clock time, ms since 1970. */
  processingTimeMs(): number;
}

/** `CommitterInitContext`. */
export type CommitterContext = SinkContext;

/** Writes records; one per subtask attempt. Order at a checkpoint: flush, prepareCommit, snapshotState. `SinkWriter`. */
export interface SinkWriter<T, C = unknown> {
  /** @param timestampMs event time, `NO_TIMESTAMP` if the record has none */
  write(value: T, timestampMs: number): void;
  /** Everything written so far leaves the writer; may wait for the answer. */
  flush(endOfInput: boolean): MaybeStep;
  /** What has to be committed once the checkpoint is complete. */
  prepareCommit?(): MaybeStep<readonly C[]>;
  /** State elements; redistributed one by one when the parallelism changes. */
  snapshotState?(checkpointId: number): MaybeStep<readonly unknown[]>;
  close(): MaybeStep;
}

/** Makes prepared writes visible; must be idempotent, since a commit may be repeated after a failure. `Committer`. */
export interface Committer<C> {
  commit(requests: readonly CommitRequest<C>[]): MaybeStep;
  close(): MaybeStep;
}

/** A committable; without a signal it counts as committed. `CommitRequest`. */
export interface CommitRequest<C> {
  readonly committable: C;
  /** How often it was tried again. */
  readonly numberOfRetries: number;
  signalAlreadyCommitted(): void;
  /** Given up; the job goes on. */
  signalFailedWithKnownReason(reason: string): void;
  /** The job fails. */
  signalFailedWithUnknownReason(reason: string): void;
  retryLater(): void;
}
