/** Sinks on the transactional log, in the shape of `KafkaSink`. */
import type { CommitRequest, Committer, CommitterContext, Sink, SinkWriter, WriterContext } from "../api/sink.ts";
import type { Step } from "../task/step.ts";
import { nodeId } from "../world.ts";
import { LogAppendWriter } from "./log-append-writer.ts";
import type { LogReply, LogRequest, ProducerIdentity } from "./log-protocol.ts";
import { LogTransactionWriter } from "./log-transaction-writer.ts";

/** The machine on which the simulated log runs. */
export const LOG_NODE = nodeId("log");

/** Records that a writer gathers before it sends them. */
export const BATCH_RECORDS = 64;

/** Options of both sinks. */
export interface LogSinkOptions<T> {
  /** Name of the log that the records go to. */
  readonly log: string;
  /** One line of text per record; default `JSON.stringify`. */
  readonly serialize?: (value: T) => string;
  /** First part of the transactional ids; must be unique among the sinks that share the log service. Default: the log's name. */
  readonly transactionalIdPrefix?: string;
  /**
   * ms after which the log aborts a transaction that is still open (`transaction.timeout.ms`). Default one hour, as KafkaSink
   * has it. A transaction whose checkpoint was complete is lost with it: take more than the longest time between two
   * checkpoints and the longest outage together.
   */
  readonly transactionTimeoutMs?: number;
}

/** What a writer hands to the committer. `KafkaCommittable`. */
export interface LogCommittable {
  readonly producer: ProducerIdentity;
  readonly records: number;
}

/** A sink on the log, which says what it writes and where: readers of the job (checks, plans) need not run it to know. */
export interface LogSink<T, C = unknown> extends Sink<T, C> {
  readonly log: string;
  readonly serialize: (value: T) => string;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Two-phase commit: records become visible when the checkpoint that holds them is complete (`DeliveryGuarantee.EXACTLY_ONCE`). */
export function transactionalLogSink<T>(options: LogSinkOptions<T>): LogSink<T, LogCommittable> {
  const settings = {
    log: options.log,
    serialize: options.serialize ?? text,
    prefix: options.transactionalIdPrefix ?? options.log,
    timeoutMs: options.transactionTimeoutMs ?? 3_600_000,
  };
  const writer = (context: WriterContext): SinkWriter<T, LogCommittable> =>
    new LogTransactionWriter<T>(settings, context);
  return {
    log: settings.log,
    serialize: settings.serialize,
    createWriter: writer,
    createCommitter: (context) => new LogCommitter(context),
  };
}

/** Appends at once: what is written again after a failure is there twice (`DeliveryGuarantee.AT_LEAST_ONCE`). */
export function appendLogSink<T>(options: Pick<LogSinkOptions<T>, "log" | "serialize">): LogSink<T> {
  const settings = { log: options.log, serialize: options.serialize ?? text };
  return { ...settings, createWriter: (context) => new LogAppendWriter<T>(settings, context) };
}

class LogCommitter implements Committer<LogCommittable> {
  readonly #context: CommitterContext;

  constructor(context: CommitterContext) {
    this.#context = context;
  }

  *commit(requests: readonly CommitRequest<LogCommittable>[]): Step {
    for (const request of requests) {
      const commit: LogRequest = { kind: "commit", producer: request.committable.producer };
      const reply = (yield* this.#context.external.ask(LOG_NODE, commit, 60)) as LogReply;
      // KafkaCommitter.commit: a fenced producer (ProducerFencedException) and a transaction that has ended otherwise
      // (InvalidTxnStateException, after its timeout) fail for a known reason. Asking again cannot help, so they are logged
      // and dropped, and the job goes on; what the log says in the trace is that line of the log, and the checks name the loss.
      // What can be asked again (RetriableException) is repeated below until it is answered: `ExternalRequests`.
      if (!reply.ok) request.signalFailedWithKnownReason(reply.reason);
    }
  }

  close(): void {}
}
