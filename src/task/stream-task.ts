/**
 * One execution attempt of a subtask (`StreamTask`). It works in slices (`slice-clock.ts`): all mails, then one buffer or
 * one poll of its source. A life-cycle step that waits parks the task; mails and data wait with it, as behind Flink's
 * blocked task thread.
 */
import {
  CHECKPOINTING_INTERVAL,
  CHECKPOINTING_MODE,
  CPU_RECORD_COST_NS,
  SOURCE_RECORDS_PER_SLICE,
} from "../config/options.ts";
import type { InputChannel } from "../network/input-channel.ts";
import type { GateOwner } from "../network/input-gate.ts";
import type { FlushTimer, RecordWriter } from "../network/record-writer.ts";
import type { PartitionOwner } from "../network/result-partition.ts";
import type { OneInputOperator } from "../operators/operator.ts";
import { type EnumeratorEvent, SourceOperator } from "../operators/source-operator.ts";
import { MAX_TIMESTAMP } from "../time/timestamps.ts";
import type { EventHandler, Micros } from "../world.ts";
import { BarrierHandler } from "./barrier-handler.ts";
import { BufferProcessor } from "./buffer-processor.ts";
import type { TaskDeployment } from "./deployment.ts";
import { failureCause, failureOf } from "./failure-cause.ts";
import { Mailbox, type MailKind } from "./mailbox.ts";
import type { OperatorChain } from "./operator-chain.ts";
import type { ProcessingTimers } from "./processing-timers.ts";
import { SliceClock } from "./slice-clock.ts";
import { SourceDriver, type SourceDriverOwner } from "./source-driver.ts";
import type { MaybeStep, Step } from "./step.ts";
import { StepRunner } from "./step-runner.ts";
import { SubtaskCheckpoints, type TaskCut } from "./subtask-checkpoints.ts";
import { type AlignmentOwner, TaskAlignment } from "./task-alignment.ts";
import { createGates, createWriters } from "./task-channels.ts";
import type { FailureCause, TaskEnvironment } from "./task-environment.ts";
import { TaskInput } from "./task-input.ts";
import { buildChain, restoreState } from "./task-setup.ts";
import { TaskWaits } from "./task-waits.ts";

const SLICE = 0;
const FLUSH = 1;

/** Where an attempt is in its life. */
export type TaskPhase = "deploying" | "initializing" | "running" | "finished" | "canceled" | "failed";

/** The attempt itself, as its TaskExecutor and its own parts see it. */
export class StreamTask
  implements EventHandler, PartitionOwner, GateOwner, FlushTimer, SourceDriverOwner, AlignmentOwner, TaskCut
{
  readonly deployment: TaskDeployment;
  readonly environment: TaskEnvironment;
  phase: TaskPhase = "deploying";
  chain: OperatorChain | null = null;
  readonly writers: readonly RecordWriter[];
  /** All of its input has come and its operators have finished; it still takes part in checkpoints. */
  endOfData = false;

  readonly #mailbox = new Mailbox();
  /** What the task's work costs in virtual time. */
  readonly slices: SliceClock;
  readonly #runner: StepRunner;
  readonly #checkpoints: SubtaskCheckpoints;
  readonly #input: TaskInput | null;
  readonly #barriers: BarrierHandler | null;
  /** The record that a source emits; undefined between slices. */
  #emitting: unknown = undefined;
  readonly #processor: BufferProcessor;
  readonly #waits: TaskWaits;
  readonly #timers: ProcessingTimers[] = [];
  #head: OneInputOperator | null = null;
  #source: SourceOperator | null = null;
  #driver: SourceDriver | null = null;
  /** Channels whose data has not ended. */
  #openInputs: number;
  /** The first checkpoint after the end of the data: the task ends when it is complete. */
  #finalCheckpoint: number | null = null;
  #scheduled = false;
  /** The channel whose buffer the last slice processed. */
  #toRecycle: InputChannel | null = null;
  #flushArmed = false;

  constructor(deployment: TaskDeployment, environment: TaskEnvironment) {
    this.deployment = deployment;
    this.environment = environment;
    const { world, configuration, external, listener } = environment;
    const { execution } = deployment;
    const ports = { clock: world.clock, storage: world.storage, external };
    this.slices = new SliceClock(world.clock, configuration.get(CPU_RECORD_COST_NS));
    this.#runner = new StepRunner(
      ports,
      (error) => this.#failInWork(error),
      (resume) => this.#resumeWhenFree(resume),
    );
    this.#checkpoints = new SubtaskCheckpoints(deployment, configuration, world, ports, listener);
    this.#processor = new BufferProcessor(execution, world.trace, this.slices);
    this.#waits = new TaskWaits(execution, world.trace);
    this.writers = createWriters(deployment, environment, this);
    const gates = createGates(deployment, environment, this);
    const valve = {
      onWatermark: (timestampMs: number) => this.#onWatermark(timestampMs),
      onStatus: (idle: boolean) => this.#onStatus(idle),
    };
    this.#input = gates.length === 0 ? null : new TaskInput(gates, valve, execution, world.trace);
    this.#openInputs = this.#input?.channels.length ?? 0;
    const exactlyOnce = configuration.get(CHECKPOINTING_MODE) === "EXACTLY_ONCE";
    this.#barriers =
      this.#input === null
        ? null
        : new BarrierHandler(this.#openInputs, exactlyOnce, new TaskAlignment(execution, world, this.#input, this));
  }

  // --- life cycle

  /** Restores, opens and begins. */
  start(): void {
    this.phase = "initializing";
    this.environment.listener.onTaskState(this.deployment.execution, "INITIALIZING", null);
    this.#mail("event", () => this.#initialize());
  }

  /** Ends the attempt without finishing: nothing that it still holds goes out. */
  cancel(): void {
    if (this.#ended) return;
    this.#end("canceled", null);
  }

  /** The network or the TaskManager has failed, not the job's code. */
  fail(error: unknown): void {
    this.#failWith(failureOf(error, null));
  }

  /** The code of the job's operators has thrown. */
  #failInWork(error: unknown): void {
    this.#failWith(failureCause(error, this.environment.vertex, this.#emitting ?? this.#processor.current));
  }

  #failWith(cause: FailureCause): void {
    if (this.#ended) return;
    const { exception, message, operator, record } = cause;
    // Not the stack: its text is the host's, and would make the digest differ between machines.
    this.environment.world.trace.step("fail.task", {
      task: this.deployment.execution,
      ext: { exception, message, operator, record },
    });
    this.#end("failed", cause);
  }

  /** Runs what came from outside a slice; errors fail the task, and after its end nothing runs. */
  guard(body: () => void): void {
    if (this.#ended) return;
    try {
      body();
    } catch (error) {
      this.#failInWork(error);
    }
  }

  get #ended(): boolean {
    return this.phase === "finished" || this.phase === "canceled" || this.phase === "failed";
  }

  *#initialize(): Step {
    const { deployment, environment } = this;
    const { world, listener, network } = environment;
    const restored = deployment.restore;
    if (restored !== null) world.trace.step("restore.begin", { task: deployment.execution, ch: restored.checkpointId });
    if (restored === null || !restored.finished) {
      this.chain = buildChain(this, this.#timers);
      const bytes = yield* restoreState(this.chain, restored);
      this.#takeHead(this.chain);
      yield* this.chain.open(restored?.checkpointId ?? 0);
      if (restored !== null)
        world.trace.step("restore.end", { task: deployment.execution, ch: restored.checkpointId, x: bytes });
    }
    deployment.inputs.forEach((gate, g) => {
      gate.channels.forEach(({ producer }, c) => {
        const channel = this.#input?.gates[g].channels[c];
        if (channel !== undefined) network.openChannel(channel, producer, (error) => this.fail(error));
      });
    });
    this.phase = "running";
    listener.onTaskState(deployment.execution, "RUNNING", null);
    if (restored?.finished === true && this.#input === null) {
      this.#emitWatermark(MAX_TIMESTAMP);
      yield* this.#finish();
    }
  }

  #takeHead(chain: OperatorChain): void {
    const { world, configuration } = this.environment;
    if (chain.head instanceof SourceOperator) {
      this.#source = chain.head;
      this.#driver = new SourceDriver(
        chain.head,
        this.deployment.execution,
        world,
        this.slices,
        configuration.get(SOURCE_RECORDS_PER_SLICE),
        this,
      );
    } else {
      // A vertex without a source has an operator with one input at its head; others are refused when the graph is built.
      this.#head = chain.head as OneInputOperator;
    }
  }

  /** All input has come. */
  *#finish(): Step {
    if (this.chain !== null) yield* this.chain.finish(this.#timers);
    for (const writer of this.writers) writer.broadcastEvent({ kind: "end-of-data", drain: true });
    this.endOfData = true;
    if (this.environment.configuration.get(CHECKPOINTING_INTERVAL) === null) yield* this.#complete();
  }

  *#complete(): Step {
    if (this.chain !== null) yield* this.chain.close();
    for (const writer of this.writers) writer.broadcastEvent({ kind: "end-of-partition" });
    this.#end("finished", null);
  }

  #end(phase: "finished" | "canceled" | "failed", cause: FailureCause | null): void {
    const initialized = this.phase === "running";
    this.phase = phase;
    const { network, external, listener } = this.environment;
    const { execution } = this.deployment;
    this.#runner.abandon();
    this.#mailbox.close();
    this.#checkpoints.close();
    external.abandon(this.#runner);
    external.abandon(this);
    // Where building the chain failed, the operators before that one have none.
    for (const timers of this.#timers) timers?.quiesce();
    for (const channel of this.#input?.channels ?? []) network.closeChannel(channel.channel);
    if (phase !== "finished") {
      for (const { partition } of this.writers) {
        partition.release();
        for (const { channel } of partition.subpartitions) network.releaseProducer(channel);
      }
      if (initialized) this.chain?.closeQuietly();
    }
    this.#waits.end();
    listener.onTaskState(
      execution,
      phase === "finished" ? "FINISHED" : phase === "canceled" ? "CANCELED" : "FAILED",
      cause,
    );
  }

  /** A record enters a source's chain: its time is charged, and a failure report shows it. */
  processing(value: unknown): void {
    this.slices.chargeRecord();
    this.#emitting = value;
  }

  // --- calls from the TaskExecutor

  /** By RPC, for a task without open inputs. */
  triggerCheckpoint(checkpointId: number, triggeredAtMicros: Micros): void {
    const { trace } = this.environment.world;
    const { execution } = this.deployment;
    if (this.phase !== "running") {
      this.environment.listener.declineCheckpoint(execution, checkpointId, "CHECKPOINT_DECLINED_TASK_NOT_READY");
      return;
    }
    trace.step("cp.inject", { task: execution, ch: checkpointId });
    this.#mail("checkpoint", () => this.#checkpoint(checkpointId, triggeredAtMicros));
  }

  notifyCheckpointComplete(checkpointId: number): void {
    this.#mail("notification", () => this.#onNotified(checkpointId));
  }

  notifyCheckpointAborted(checkpointId: number, latestCompleted: number): void {
    this.#mail("notification", () => this.#onAbortNotified(checkpointId, latestCompleted));
  }

  onCoordinatorEvent(event: EnumeratorEvent): void {
    this.#mail("event", () => this.#source?.handleEvent(event));
  }

  *#checkpoint(checkpointId: number, triggeredAtMicros: Micros): Step {
    const made = yield* this.#checkpoints.perform(checkpointId, triggeredAtMicros, this);
    if (made && this.endOfData) this.#finalCheckpoint ??= checkpointId;
  }

  *#onNotified(checkpointId: number): Step {
    this.environment.world.trace.step("cp.notify", { task: this.deployment.execution, ch: checkpointId, a: 0 });
    yield* this.#checkpoints.notifyComplete(checkpointId, this.chain);
    if (this.#finalCheckpoint !== null && checkpointId >= this.#finalCheckpoint) yield* this.#complete();
  }

  *#onAbortNotified(checkpointId: number, latestCompleted: number): Step {
    this.environment.world.trace.step("cp.notify", { task: this.deployment.execution, ch: checkpointId, a: 1 });
    if (latestCompleted > 0) yield* this.#checkpoints.notifyComplete(latestCompleted, this.chain);
    yield* this.#checkpoints.notifyAborted(checkpointId, this.chain);
  }

  sent(): [number, number][] {
    return this.writers.flatMap(({ partition }) =>
      partition.subpartitions.map((s): [number, number] => [s.channel, s.recordsWritten]),
    );
  }

  processed(): [number, number][] {
    return (this.#input?.channels ?? []).map((c): [number, number] => [c.channel, c.recordsTaken]);
  }

  // --- slices

  wake(): void {
    if (this.#scheduled || this.#ended || this.slices.inSlice) return;
    this.#scheduled = true;
    this.environment.world.clock.schedule(this.slices.freeAt, "cpu", this, SLICE, null);
  }

  emissionTime(): Micros {
    return this.slices.emissionTime();
  }

  armFlush(timeoutMs: number): void {
    if (this.#flushArmed) return;
    this.#flushArmed = true;
    const { clock } = this.environment.world;
    clock.schedule(clock.now() + timeoutMs * 1000, "timer", this, FLUSH, null);
  }

  onEvent(op: number, _payload: unknown): void {
    if (op === FLUSH) {
      this.#flushArmed = false;
      if (!this.#ended) for (const writer of this.writers) writer.flush();
      return;
    }
    this.#scheduled = false;
    this.#slice(() => this.#work());
  }

  /** An answer that comes while the task is still busy is taken up when it is free: what it emits must not overtake. */
  #resumeWhenFree(resume: () => void): void {
    const { clock } = this.environment.world;
    if (clock.now() >= this.slices.freeAt) this.#slice(resume);
    else clock.schedule(this.slices.freeAt, "cpu", { onEvent: () => this.#slice(resume) }, 0, null);
  }

  /** Errors fail the task; the next slice is arranged if there is work. */
  #slice(body: () => void): void {
    if (this.#ended) return;
    try {
      this.slices.run(body);
    } catch (error) {
      this.#failInWork(error);
      return;
    }
    if (!this.#ended && !this.#runner.parked && this.#hasWork()) this.wake();
  }

  #work(): void {
    if (this.#runner.parked) return;
    this.#recycle();
    for (let mail = this.#mailbox.take(); mail !== null; mail = this.#mailbox.take()) {
      this.#waits.end();
      this.#runner.run(mail.run(), () => {});
      if (this.#ended) return;
      if (this.#runner.parked) {
        this.#waits.begin("external");
        return;
      }
    }
    if (this.phase !== "running") return;
    // After the end of its data a task still takes the barriers of its inputs.
    if (!this.endOfData && !this.outputAvailable()) this.#waits.begin("output");
    else if (this.#input !== null) this.#takeInput(this.#input);
    else if (!this.endOfData && this.#driver !== null) this.#pollSource(this.#driver);
  }

  #hasWork(): boolean {
    if (!this.#mailbox.isEmpty || this.#toRecycle !== null) return true;
    if (this.phase !== "running") return false;
    if (this.#input !== null) return this.#input.hasData() && (this.endOfData || this.outputAvailable());
    return !this.endOfData && this.outputAvailable() && this.#driver?.ready() === true;
  }

  /** Every data set that the task produces has room for another element. */
  outputAvailable(): boolean {
    const { writers } = this;
    let available = true;
    // All are asked: each wakes the task when it has room again.
    for (let i = 0; i < writers.length; i++) if (!writers[i].partition.isAvailable()) available = false;
    return available;
  }

  #recycle(): void {
    const channel = this.#toRecycle;
    if (channel === null) return;
    this.#toRecycle = null;
    channel.recycle();
  }

  #mail(kind: MailKind, work: () => MaybeStep<unknown>): void {
    if (this.#ended) return;
    const { trace } = this.environment.world;
    const causes = trace.causes();
    this.#mailbox.put({
      kind,
      run: () => {
        trace.resume(causes);
        return work();
      },
    });
    this.wake();
  }

  /** For timers: their callbacks run as mails. */
  timerMail(callback: () => void): void {
    this.#mail("timer", () => {
      callback();
    });
  }

  // --- data

  #pollSource(driver: SourceDriver): void {
    if (!driver.available) {
      this.#waits.begin("no-input");
      return;
    }
    this.#waits.end();
    if (driver.poll()) this.#mail("finish", () => this.#finish());
    this.#emitting = undefined;
  }

  #takeInput(input: TaskInput): void {
    const taken = input.take();
    if (taken === null) {
      this.#waits.begin(this.#barriers?.aligning === true ? "align" : "no-input");
      return;
    }
    this.#waits.end();
    const { element, channel, position } = taken;
    if (element.kind === "data") {
      this.#toRecycle = channel;
      this.#processor.process(element, channel, position, input, this.#head);
      return;
    }
    channel.skip();
    switch (element.kind) {
      case "barrier":
        this.#barriers?.onBarrier(element, position);
        return;
      case "cancel-barrier":
        this.#barriers?.onCancelBarrier(element.checkpointId);
        return;
      case "end-of-data":
        this.#openInputs--;
        if (this.#openInputs === 0) this.#mail("finish", () => this.#finish());
        return;
      case "end-of-partition":
        this.#barriers?.onEndOfPartition(position);
        return;
    }
  }

  #onWatermark(timestampMs: number): void {
    if (this.#head !== null) this.#head.processWatermark(timestampMs);
    else this.#emitWatermark(timestampMs);
  }

  #emitWatermark(timestampMs: number): void {
    for (const writer of this.writers) writer.broadcastControl({ kind: "watermark", timestampMs });
  }

  #onStatus(idle: boolean): void {
    if (this.#head !== null) this.#head.processStatus(idle);
    else for (const writer of this.writers) writer.broadcastControl({ kind: "status", idle });
  }

  // --- barriers

  onBarriersAligned(checkpointId: number, triggeredAtMicros: Micros): void {
    this.#runner.run(this.#checkpoint(checkpointId, triggeredAtMicros), () => {});
  }

  onAlignmentAborted(checkpointId: number, reason: string): void {
    this.#checkpoints.abort(checkpointId);
    this.environment.listener.declineCheckpoint(this.deployment.execution, checkpointId, reason);
    for (const writer of this.writers) writer.broadcastEvent({ kind: "cancel-barrier", checkpointId });
  }
}
