/**
 * Writes into one transaction per checkpoint (`ExactlyOnceKafkaWriter`). Transactional ids are `prefix-subtask-checkpoint`;
 * after a restore the ids beyond the restored checkpoint are initialised again, which fences and aborts what an earlier
 * attempt left open (`TransactionAborter`).
 */
import type { SinkWriter, WriterContext } from "../api/sink.ts";
import type { Signal, Step } from "../task/step.ts";
import type { EventId } from "../trace/trace.ts";
import type { LogReply, LogRequest, ProducerIdentity } from "./log-protocol.ts";
import { BATCH_RECORDS, LOG_NODE, type LogCommittable } from "./log-sink.ts";
import { tracePreCommit } from "./sink-trace.ts";

/** Where to, how a record becomes a line, and how transactions are named and limited. */
export interface TransactionWriterSettings<T> {
  readonly log: string;
  readonly serialize: (value: T) => string;
  readonly prefix: string;
  readonly timeoutMs: number;
}

/** The writer of `transactionalLogSink`. */
export class LogTransactionWriter<T> implements SinkWriter<T, LogCommittable> {
  readonly #settings: TransactionWriterSettings<T>;
  readonly #context: WriterContext;
  /** The session of the current transaction; null until the log has answered. */
  #producer: ProducerIdentity | null = null;
  #checkpointOfId: number;
  #sequence = 0;
  #written = 0;
  #batch: string[] = [];
  #causes: EventId[] = [];
  #unanswered = 0;
  readonly #answered: Signal = { done: true, wake: null };
  #received = 0;
  #prepared: LogCommittable[] = [];

  constructor(settings: TransactionWriterSettings<T>, context: WriterContext) {
    this.#settings = settings;
    this.#context = context;
    this.#checkpointOfId = (context.restoredCheckpointId ?? 0) + 1;
    this.#begin(this.#checkpointOfId, true);
  }

  write(value: T): void {
    this.#received++;
    this.#batch.push(this.#settings.serialize(value));
    if (this.#context.trace.records) this.#causes.push(this.#context.trace.causes()[2]);
    if (this.#batch.length >= BATCH_RECORDS && this.#producer !== null) this.#sendBatch(this.#producer);
  }

  *flush(): Step {
    while (this.#unanswered > 0) yield { kind: "signal", signal: this.#answered };
    if (this.#producer !== null) this.#sendBatch(this.#producer);
    while (this.#unanswered > 0) yield { kind: "signal", signal: this.#answered };
  }

  prepareCommit(): readonly LogCommittable[] {
    const producer = this.#producer;
    if (producer === null || this.#written === 0) return [];
    const committable = { producer, records: this.#written };
    this.#prepared.push(committable);
    // No snapshot will follow: this is the end of the input.
    if (!this.#context.checkpointing) this.#preCommit(null);
    return [committable];
  }

  snapshotState(checkpointId: number): readonly unknown[] {
    this.#preCommit(checkpointId);
    // Aborted checkpoints leave gaps: their ids are initialised too, so that a restore finds every id in use.
    for (let id = this.#checkpointOfId + 1; id <= checkpointId; id++) this.#initialize(id, () => {});
    this.#begin(checkpointId + 1, false);
    return [];
  }

  /** What is prepared holds all that was received since. @param checkpoint null: the end of the input of a job without any */
  #preCommit(checkpoint: number | null): void {
    for (const { producer, records } of this.#prepared) {
      const txn = `${producer.transactionalId}@${producer.epoch}`;
      tracePreCommit(this.#context, { txn, checkpointId: checkpoint, records, received: this.#received });
    }
    this.#prepared = [];
    this.#received = 0;
  }

  /** An open transaction is left to the log: its next session or its timeout aborts it. */
  close(): void {}

  #id(checkpoint: number): string {
    return `${this.#settings.prefix}-${this.#context.subtaskIndex}-${checkpoint}`;
  }

  #begin(checkpoint: number, abortLingering: boolean): void {
    this.#checkpointOfId = checkpoint;
    this.#producer = null;
    this.#sequence = 0;
    this.#written = 0;
    const transactionalId = this.#id(checkpoint);
    this.#initialize(checkpoint, (reply) => {
      if (!reply.ok) throw new Error(`The log refused the session ${transactionalId}: ${reply.reason}.`);
      this.#producer = { transactionalId, epoch: reply.epoch };
      if (abortLingering && reply.existed) this.#abortLingering(checkpoint + 1);
      if (this.#batch.length >= BATCH_RECORDS) this.#sendBatch(this.#producer);
    });
  }

  #abortLingering(checkpoint: number): void {
    this.#initialize(checkpoint, (reply) => {
      if (reply.ok && reply.existed) this.#abortLingering(checkpoint + 1);
    });
  }

  #initialize(checkpoint: number, onReply: (reply: LogReply) => void): void {
    const { task, operatorId } = this.#context;
    const { timeoutMs } = this.#settings;
    const writer = { task, operatorId };
    this.#request({ kind: "init", transactionalId: this.#id(checkpoint), timeoutMs, writer }, onReply);
  }

  #sendBatch(producer: ProducerIdentity): void {
    if (this.#batch.length === 0) return;
    const records = this.#batch;
    const causes = this.#context.trace.records ? this.#causes : null;
    this.#batch = [];
    this.#causes = [];
    this.#written += records.length;
    this.#request(
      { kind: "write", log: this.#settings.log, producer, sequence: this.#sequence++, records, causes },
      (reply) => {
        if (!reply.ok) throw new Error(`The log refused a write of ${producer.transactionalId}: ${reply.reason}.`);
      },
    );
  }

  #request(request: LogRequest, onReply: (reply: LogReply) => void): void {
    this.#unanswered++;
    this.#answered.done = false;
    const sizeBytes =
      request.kind === "write" ? 60 + request.records.reduce((sum, record) => sum + record.length, 0) : 60;
    this.#context.external.send(LOG_NODE, request, sizeBytes, (reply) => {
      onReply(reply as LogReply);
      this.#unanswered--;
      if (this.#unanswered > 0) return;
      this.#answered.done = true;
      this.#answered.wake?.();
    });
  }
}
