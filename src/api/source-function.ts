/**
 * Sources before FLIP-27, which Flink 1.20 still runs: a function with a loop of its own. The loop is a generator here,
 * because nothing in the runtime waits by promise or thread: where Java's loop would let go of the checkpoint lock, this
 * one says `yield`. What happens between two `yield`s is one piece: no checkpoint cuts it in two.
 */
import type { Wait } from "../task/step.ts";
import type { NodeId } from "../world.ts";
import type { RichFunction, RuntimeContext } from "./functions.ts";

/** What `run` may yield: nothing, to let checkpoints and timers have their turn, or what it waits for. */
// biome-ignore lint/suspicious/noConfusingVoidType: a bare `yield` yields void.
export type SourceRun = Generator<Wait | undefined | void, void, unknown>;

/** Where a source function puts its records. `SourceFunction.SourceContext`. */
export interface SourceContext<T> {
  /** A record without timestamp. */
  collect(value: T): void;
  /** @param timestampMs event time */
  collectWithTimestamp(value: T, timestampMs: number): void;
  /** No record with a timestamp up to `timestampMs` will come; one that is not greater than the last says nothing new. */
  emitWatermark(timestampMs: number): void;
  /** Until the next record or watermark nobody waits for the watermarks of this source. */
  markAsTemporarilyIdle(): void;
  /** Of no use here: what stands between two `yield`s is never cut by a checkpoint. */
  getCheckpointLock(): object;
  /** `yield ctx.sleep(100)`: goes on 100 ms of virtual time later. */
  sleep(ms: number): Wait;
  /** `const answer = yield ctx.ask(nodeId("crm"), request, 60)`: waits for the answer of a system outside the cluster. */
  ask(service: NodeId, request: unknown, sizeBytes: number): Wait;
  /** Wall-clock time, ms. */
  currentProcessingTime(): number;
}

/**
 * A source that runs in one subtask. `SourceFunction`.
 *
 * ```ts
 * const ticks: SourceFunction<number> = {
 *   *run(ctx) {
 *     for (let n = 0; n < 3; n++) {
 *       ctx.collect(n);
 *       yield ctx.sleep(100);
 *     }
 *   },
 *   cancel() {},
 * };
 *
 * export default (env: StreamExecutionEnvironment) => {
 *   env.addSource(ticks, "ticks").print();
 *   env.execute();
 * };
 * // stdout: 0, 1, 2
 * ```
 *
 * State: none of its own, so that after a failure it begins anew; one that is a `CheckpointedFunction` as well goes on
 * where its state says, and that state lives as long as the job.
 */
export interface SourceFunction<T> extends RichFunction {
  /**
   * Emits records and says `yield` after each, or what it waits for; the source has ended when it returns.
   * Without a `yield` nothing else in the task gets its turn until it returns.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: a plain function without result emits all it has at once.
  run(ctx: SourceContext<T>): SourceRun | void;
  /** The task ends early: `run` will not be called on again. */
  cancel(): void;
  /** True: one instance runs in each subtask. `ParallelSourceFunction`. */
  readonly parallel?: boolean;
}

/** A source function that is opened and closed. `RichSourceFunction`. */
export abstract class RichSourceFunction<T> implements SourceFunction<T> {
  open(_context: RuntimeContext): void {}
  close(): void {}
  cancel(): void {}
  abstract run(ctx: SourceContext<T>): ReturnType<SourceFunction<T>["run"]>;
}

/** A source that runs in every subtask. `ParallelSourceFunction`. */
export abstract class ParallelSourceFunction<T> implements SourceFunction<T> {
  readonly parallel = true;
  cancel(): void {}
  abstract run(ctx: SourceContext<T>): ReturnType<SourceFunction<T>["run"]>;
}

/**
 * A source that runs in every subtask, and is opened and closed. `RichParallelSourceFunction`.
 *
 * ```ts
 * class Numbers extends RichParallelSourceFunction<string> implements CheckpointedFunction {
 *   private subtask = 0;
 *   private next = 0;
 *   private state!: ListState<number>;
 *
 *   override open({ indexOfThisSubtask }: RuntimeContext): void {
 *     this.subtask = indexOfThisSubtask;
 *   }
 *
 *   initializeState(context: FunctionInitializationContext): void {
 *     this.state = context.getOperatorStateStore().getListState(new ListStateDescriptor<number>("next"));
 *     for (const next of this.state.get()) this.next = next;
 *   }
 *
 *   *run(ctx: SourceContext<string>): SourceRun {
 *     while (this.next < 2) {
 *       ctx.collect(`${this.subtask}: ${this.next++}`);
 *       yield;
 *     }
 *   }
 *
 *   snapshotState(): void {
 *     this.state.update([this.next]);
 *   }
 * }
 *
 * export default (env: StreamExecutionEnvironment) => {
 *   env.setParallelism(2);
 *   env.addSource(new Numbers()).print();
 *   env.execute();
 * };
 * // stdout: 1> 0: 0, 1> 0: 1, 2> 1: 0, 2> 1: 1
 * ```
 *
 * State: what it puts into its lists, here the number to go on with; it lives as long as the job.
 */
export abstract class RichParallelSourceFunction<T> extends ParallelSourceFunction<T> {
  open(_context: RuntimeContext): void {}
  close(): void {}
}
