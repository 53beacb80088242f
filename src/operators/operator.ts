/**
 * What the task hands to an operator, and the base of all operators. Sources of the rules: Flink's
 * `AbstractStreamOperator`, `StreamOperator`, `Output`, `ProcessingTimeService`.
 */

import type { OutputTag } from "../api/output-tag.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import type { OperatorStateBackend } from "../state/operator-state-backend.ts";
import type { MaybeStep, Step } from "../task/step.ts";
import type { Trace } from "../trace/trace.ts";
import type { KeyedDraws, NodeId } from "../world.ts";
import { initializeFunction, notifyFunction, snapshotFunction, type UserFunction } from "./checkpointed-function.ts";

/** Where an operator's results go: the next operator of the chain, or the network. */
export interface Output {
  /** `timestampMs` is `NO_TIMESTAMP` for a record without one. */
  collect(value: unknown, timestampMs: number): void;
  emitWatermark(timestampMs: number): void;
  emitStatus(idle: boolean): void;
  collectSide(tag: OutputTag<unknown>, value: unknown, timestampMs: number): void;
}

/** Called on the task when a processing-time timer is due; `timestampMs` is the time it was registered for. */
export interface ProcessingTimeCallback {
  onProcessingTime(timestampMs: number): void;
}

/** Names a registered timer, to cancel it. Opaque. */
export type ProcessingTimer = { readonly __brand: "ProcessingTimer" };

/** A timer for T runs as a mail of the task once the clock is greater than T (so at T + 1 ms). `ProcessingTimeServiceUtil`. */
export interface ProcessingTimeService {
  /** Wall-clock ms (virtual). */
  currentTimeMs(): number;
  register(timestampMs: number, callback: ProcessingTimeCallback): ProcessingTimer;
  cancel(timer: ProcessingTimer): void;
}

/** Counters of an operator instance. */
export interface OperatorMetrics {
  lateRecordsDropped: number;
}

/** Requests to a system outside the cluster. Answers come as mails of the task. */
export interface ExternalClient {
  /** Sends and waits for the answer; used in life-cycle steps (flush, commit). */
  ask(to: NodeId, request: unknown, sizeBytes: number): Step<unknown>;
  /** Sends now, does not wait; `onReply` runs as a mail of the task; the request is repeated until it is answered. */
  send(to: NodeId, request: unknown, sizeBytes: number, onReply: (reply: unknown) => void): void;
}

/** Work of an operator on its task's thread. `MailboxExecutor` */
export interface MailboxExecutor {
  /** Runs later, as a mail of the task, with the causes of now. What it throws fails the task. */
  execute(mail: () => void): void;
  /** Lets mails of this operator, and of those behind it in the chain, run until this holds; nothing else of the task runs. */
  yieldUntil(holds: () => boolean): Step;
}

/** The standard output and standard error of the TaskManager: a log on its machine, in no transaction. */
export interface StandardStreams {
  /** Printed when the task has come to it, like all it emits. */
  print(stream: "out" | "err", line: string): void;
}

/** All that an operator instance sees of its surroundings. */
export interface OperatorContext {
  /** Index of the execution attempt in the trace. */
  readonly task: number;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly subtaskIndex: number;
  readonly parallelism: number;
  readonly maxParallelism: number;
  readonly attemptNumber: number;
  readonly output: Output;
  readonly processingTime: ProcessingTimeService;
  /** The clock that idleness is measured with, ms: it stands still while the output has no room. Default: processing time. */
  readonly inputActivityMs?: () => number;
  /** null for an operator that is not keyed. */
  readonly keyedState: KeyedStateBackend | null;
  readonly operatorState: OperatorStateBackend;
  readonly trace: Trace;
  readonly metrics: OperatorMetrics;
  readonly external: ExternalClient;
  readonly mailbox: MailboxExecutor;
  /** Fails the task soon; what runs now goes on to its end. `Environment.failExternally` */
  failTask(error: Error): void;
  /** Keyed randomness of the operator's own. */
  draws(purpose: string, entity: string): KeyedDraws;
  /** Left out where there is no TaskManager: what is printed is dropped. */
  readonly standardStreams?: StandardStreams;
  /** `pipeline.auto-watermark-interval`, ms. */
  readonly autoWatermarkIntervalMs: number;
}

/** One operator instance of one subtask attempt. Methods are called by the task in the order of Flink's life cycle. */
export abstract class StreamOperator {
  protected ctx!: OperatorContext;

  setup(ctx: OperatorContext): void {
    this.ctx = ctx;
  }

  /** The function object whose operator state is looked after here; null: there is none. `AbstractUdfStreamOperator`. */
  protected userFunction(): UserFunction {
    return null;
  }

  /** State has been restored into the backends; `restoredCheckpoint` is 0 for a fresh start. Before `open`, tail to head. */
  initializeState(restoredCheckpoint: number): MaybeStep {
    initializeFunction(this.userFunction(), this.ctx, restoredCheckpoint);
  }
  open(): MaybeStep {}
  /** Before the barrier goes out, head to tail; may emit. */
  prepareSnapshotPreBarrier(_checkpointId: number): MaybeStep {}
  /**
   * The user part of the synchronous snapshot (writes into operator state), tail to head; the backends are snapshotted by the task after it.
   * @param timestampMs when the checkpoint was triggered, ms since 1970
   */
  snapshotState(checkpointId: number, timestampMs: number): MaybeStep {
    snapshotFunction(this.userFunction(), this.ctx, checkpointId, timestampMs);
  }

  notifyCheckpointComplete(checkpointId: number): MaybeStep {
    notifyFunction(this.userFunction(), "complete", checkpointId);
  }

  notifyCheckpointAborted(checkpointId: number): MaybeStep {
    notifyFunction(this.userFunction(), "aborted", checkpointId);
  }
  /** All records of input `input` (1-based) have come. */
  endInput(_input: number): MaybeStep {}
  finish(): MaybeStep {}
  close(): MaybeStep {}
  /**
   * It is full, and keeps what it was given until there is room: the task gives it nothing more, takes no checkpoint and runs
   * only its mails and those behind it. For operators of kinds that can be full. `YieldingOperatorFactory`
   */
  waitsForRoom?(): boolean;
}

/** An operator with one input. */
export abstract class OneInputOperator extends StreamOperator {
  /** Sets the key of the element; called before `processElement` when the input is keyed. */
  setKeyContext(_value: unknown): void {}
  abstract processElement(value: unknown, timestampMs: number): void;

  /** Fires due timers, then forwards. Overridden by operators with timers. */
  processWatermark(timestampMs: number): void {
    this.ctx.output.emitWatermark(timestampMs);
  }

  processStatus(idle: boolean): void {
    this.ctx.output.emitStatus(idle);
  }
}

/** Builds one operator instance per subtask attempt. */
export interface OperatorFactory {
  /** Simple name of the kind, for plans and errors: `StreamMap`, `WindowOperator` … */
  readonly kind: string;
  /** Its operators can be full, so they cannot be chained behind a legacy source. `YieldingOperatorFactory` */
  readonly yielding?: boolean;
  create(): StreamOperator;
}
