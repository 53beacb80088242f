/**
 * One execution attempt of a subtask (`StreamTask`). It works in slices: all mails, then one buffer or one poll of its
 * source, then the time that this took on its machine passes before the next slice begins. What it emits leaves at the
 * moment within the slice when the task has come to it.
 */
import { BUFFER_RECORDS, BUFFER_TIMEOUT, CHECKPOINTING_INTERVAL, CHECKPOINTING_MODE, CPU_RECORD_COST_NS, MEMORY_SEGMENT_SIZE, NETWORK_BUFFERS_PER_CHANNEL, NETWORK_FLOATING_BUFFERS_PER_GATE, NETWORK_MAX_BUFFERS_PER_CHANNEL, SOURCE_RECORDS_PER_SLICE } from "../config/options.ts";
import { channelSelector } from "../network/channel-selector.ts";
import type { DataBuffer } from "../network/elements.ts";
import type { InputChannel } from "../network/input-channel.ts";
import { InputGate, type GateOwner } from "../network/input-gate.ts";
import { type FlushTimer, RecordWriter } from "../network/record-writer.ts";
import { type PartitionOwner, ResultPartition } from "../network/result-partition.ts";
import { OneInputOperator } from "../operators/operator.ts";
import { type EnumeratorEvent, type SourceEnvironment, SourceOperator } from "../operators/source-operator.ts";
import { MAX_TIMESTAMP } from "../time/timestamps.ts";
import { ACTIVITIES, WAIT_REASONS } from "../trace/kinds.ts";
import { type CauseContext, type EventId, NO_EVENT } from "../trace/trace.ts";
import type { EventHandler, Micros } from "../world.ts";
import { BarrierHandler, type BarrierListener } from "./barrier-handler.ts";
import type { TaskDeployment } from "./deployment.ts";
import { failureCause } from "./failure-cause.ts";
import { Mailbox, type MailKind } from "./mailbox.ts";
import { buildChain, restoreState } from "./task-setup.ts";
import type { OperatorChain } from "./operator-chain.ts";
import type { WriteMeter } from "./outputs.ts";
import type { ProcessingTimers } from "./processing-timers.ts";
import { isStep, type MaybeStep, run, type Step } from "./step.ts";
import { StepRunner } from "./step-runner.ts";
import { SubtaskCheckpoints, type TaskCut } from "./subtask-checkpoints.ts";
import type { FailureCause, TaskEnvironment } from "./task-environment.ts";
import { TaskInput } from "./task-input.ts";

const SLICE = 0;
const FLUSH = 1;

export type TaskPhase = "deploying" | "initializing" | "running" | "finished" | "canceled" | "failed";

export class StreamTask implements EventHandler, PartitionOwner, GateOwner, FlushTimer, WriteMeter, BarrierListener, SourceEnvironment, TaskCut {
  readonly deployment: TaskDeployment;
  readonly environment: TaskEnvironment;
  phase: TaskPhase = "deploying";
  chain: OperatorChain | null = null;
  readonly writers: readonly RecordWriter[];
  endOfData = false;

  readonly #mailbox = new Mailbox();
  readonly #runner: StepRunner;
  readonly #checkpoints: SubtaskCheckpoints;
  readonly #input: TaskInput | null;
  readonly #barriers: BarrierHandler;
  readonly #timers: ProcessingTimers[] = [];
  #head: OneInputOperator | null = null;
  #source: SourceOperator | null = null;
  /** Channels whose data has not ended. */
  #openInputs: number;
  #finalCheckpoint: number | null = null;
  /** Channels, by position, that wait for the other barriers. */
  readonly #blocked = new Set<number>();
  #alignmentStart: Micros = 0;
  #firstBarrier: EventId = NO_EVENT;

  #scheduled = false;
  #inSlice = false;
  #busyUntil: Micros = 0;
  #chargedNanos = 0;
  readonly #recordNanos: number;
  readonly #recordsPerSlice: number;
  #toRecycle: InputChannel | null = null;
  #flushArmed = false;
  #sourceWakeAt: Micros = Number.POSITIVE_INFINITY;
  #waiting: (typeof WAIT_REASONS)[number] | null = null;
  #currentRecord: unknown = undefined;

  constructor(deployment: TaskDeployment, environment: TaskEnvironment) {
    this.deployment = deployment;
    this.environment = environment;
    const { world, configuration, vertex, network, external, listener } = environment;
    const { execution, subtask } = deployment;
    const ports = { clock: world.clock, storage: world.storage, external };
    this.#runner = new StepRunner(ports, (error) => this.fail(error), (resume) => this.#resumeWhenFree(resume));
    this.#checkpoints = new SubtaskCheckpoints(deployment, configuration, world, ports, listener);
    this.#recordNanos = configuration.get(CPU_RECORD_COST_NS);
    this.#recordsPerSlice = configuration.get(SOURCE_RECORDS_PER_SLICE);
    const floating = configuration.get(NETWORK_FLOATING_BUFFERS_PER_GATE);
    const exclusive = Math.max(1, configuration.get(NETWORK_BUFFERS_PER_CHANNEL));
    const pool = { buffersPerChannel: exclusive, floatingBuffers: floating, maxBuffersPerChannel: configuration.get(NETWORK_MAX_BUFFERS_PER_CHANNEL) };
    this.writers = vertex.outputs.map((dataSet, i) => {
      const edge = dataSet.consumers[0];
      const partition = new ResultPartition(deployment.outputs[i], execution, world.clock, world.trace, this, pool);
      for (const subpartition of partition.subpartitions) network.registerProducer(subpartition);
      const draws = world.entropy.draws("partitioner", `${edge.id}/${subtask}/${deployment.attempt}`);
      const selector = channelSelector(edge.partitioner, deployment.outputs[i].length, environment.maxParallelismOf(edge.target), draws);
      const timeoutMs = configuration.has(BUFFER_TIMEOUT) ? configuration.get(BUFFER_TIMEOUT) : edge.bufferTimeoutMs;
      return new RecordWriter(partition, selector, execution, world.trace, { bufferRecords: configuration.get(BUFFER_RECORDS), segmentBytes: configuration.get(MEMORY_SEGMENT_SIZE), bufferTimeoutMs: timeoutMs }, this, `edge ${edge.id}`);
    });
    const gates = deployment.inputs.map((gate) => new InputGate(gate.channels.map(({ channel }) => channel), execution, world.trace, this, exclusive, floating));
    const valve = { onWatermark: (timestampMs: number) => this.#onWatermark(timestampMs), onStatus: (idle: boolean) => this.#onStatus(idle) };
    this.#input = gates.length === 0 ? null : new TaskInput(gates, valve, execution, world.trace);
    this.#openInputs = this.#input?.channels.length ?? 0;
    this.#barriers = new BarrierHandler(this.#openInputs, configuration.get(CHECKPOINTING_MODE) === "EXACTLY_ONCE", this);
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

  fail(error: unknown): void {
    if (this.#ended) return;
    const cause = failureCause(error, this.environment.vertex, this.#currentRecord);
    const { exception, message, operator, record } = cause;
    // Not the stack: its text is the host's, and would make the digest differ between machines.
    this.environment.world.trace.step("fail.task", { task: this.deployment.execution, ext: { exception, message, operator, record } });
    this.#end("failed", cause);
  }

  /** Runs what came from outside a slice; errors fail the task, and after its end nothing runs. */
  guard(body: () => void): void {
    if (this.#ended) return;
    try {
      body();
    } catch (error) {
      this.fail(error);
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
      const { operators } = this.chain;
      if (this.chain.head instanceof SourceOperator) this.#source = this.chain.head;
      else this.#head = this.chain.head as OneInputOperator;
      for (let i = operators.length - 1; i >= 0; i--) {
        yield* run(operators[i].initializeState(restored?.checkpointId ?? 0));
        yield* run(operators[i].open());
      }
      if (restored !== null) world.trace.step("restore.end", { task: deployment.execution, ch: restored.checkpointId, x: bytes });
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

  /** All input has come: head to tail, each operator finishes before the next (`StreamOperatorWrapper.finish`). */
  *#finish(): Step {
    const operators = this.chain?.operators ?? [];
    for (let i = 0; i < operators.length; i++) {
      yield* run(operators[i].endInput(1));
      this.#timers[i]?.quiesce();
      yield* run(operators[i].finish());
    }
    for (const writer of this.writers) writer.broadcastEvent({ kind: "end-of-data", drain: true });
    this.endOfData = true;
    if (this.environment.configuration.get(CHECKPOINTING_INTERVAL) === null) yield* this.#complete();
  }

  *#complete(): Step {
    const operators = this.chain?.operators ?? [];
    for (let i = operators.length - 1; i >= 0; i--) yield* run(operators[i].close());
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
    for (const timers of this.#timers) timers.quiesce();
    for (const channel of this.#input?.channels ?? []) network.closeChannel(channel.channel);
    if (phase !== "finished") {
      for (const { partition } of this.writers) {
        partition.release();
        for (const { channel } of partition.subpartitions) network.releaseProducer(channel);
      }
      if (initialized) this.#closeQuietly();
    }
    this.#endWait();
    listener.onTaskState(execution, phase === "finished" ? "FINISHED" : phase === "canceled" ? "CANCELED" : "FAILED", cause);
  }

  /** Errors of a close after a failure are not reported (`StreamTask.cleanUp`). */
  #closeQuietly(): void {
    const operators = this.chain?.operators ?? [];
    for (let i = operators.length - 1; i >= 0; i--) {
      try {
        const step: MaybeStep = operators[i].close();
        if (isStep(step)) step.next();
      } catch {
        // The first failure is the one that counts.
      }
    }
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
    return this.writers.flatMap(({ partition }) => partition.subpartitions.map((s): [number, number] => [s.channel, s.recordsWritten]));
  }

  processed(): [number, number][] {
    return (this.#input?.channels ?? []).map((c): [number, number] => [c.channel, c.recordsTaken]);
  }

  // --- slices

  wake(): void {
    if (this.#scheduled || this.#ended || this.#inSlice) return;
    this.#scheduled = true;
    const { clock } = this.environment.world;
    clock.schedule(Math.max(clock.now(), this.#busyUntil), "cpu", this, SLICE, null);
  }

  /** When what is emitted now leaves the task. */
  emissionTime(): Micros {
    return this.#inSlice ? this.environment.world.clock.now() + Math.floor(this.#chargedNanos / 1000) : Math.max(this.environment.world.clock.now(), this.#busyUntil);
  }

  onRecordWritten(): void {
    this.#chargedNanos += this.environment.world.clock.cpuNanos(this.#recordNanos);
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
    if (this.#ended) return;
    this.#slice(() => this.#work());
  }

  /** An answer that comes while the task is still busy is taken up when it is free: what it emits must not overtake. */
  #resumeWhenFree(resume: () => void): void {
    const { clock } = this.environment.world;
    if (clock.now() >= this.#busyUntil) this.#slice(resume);
    else clock.schedule(this.#busyUntil, "cpu", { onEvent: () => this.#slice(resume) }, 0, null);
  }

  /** Runs `body` as a part of the task's life: errors fail the task, time is charged, and the next slice is arranged. */
  #slice(body: () => void): void {
    const { clock } = this.environment.world;
    if (this.#ended) return;
    this.#inSlice = true;
    try {
      body();
    } catch (error) {
      this.#inSlice = false;
      this.fail(error);
      return;
    }
    this.#inSlice = false;
    const micros = Math.floor(this.#chargedNanos / 1000);
    this.#chargedNanos -= micros * 1000;
    this.#busyUntil = clock.now() + micros;
    if (!this.#ended && !this.#runner.parked && this.#hasWork()) this.wake();
  }

  #work(): void {
    if (this.#runner.parked) return;
    this.#recycle();
    for (let mail = this.#mailbox.take(); mail !== null; mail = this.#mailbox.take()) {
      this.#endWait();
      this.#runner.run(mail.run(), () => {});
      if (this.#ended) return;
      if (this.#runner.parked) {
        this.#wait("external");
        return;
      }
    }
    if (this.phase === "running" && !this.endOfData) this.#processOne();
    else if (this.phase === "running") this.#takeEvents();
  }

  #hasWork(): boolean {
    if (!this.#mailbox.isEmpty || this.#toRecycle !== null) return true;
    if (this.phase !== "running") return false;
    if (this.#input !== null) return this.#input.hasData() && (this.endOfData || this.#outputAvailable());
    return !this.endOfData && this.#outputAvailable() && this.#sourceReady();
  }

  #processOne(): void {
    if (!this.#outputAvailable()) {
      this.#wait("output");
      return;
    }
    if (this.#input === null) this.#pollSource();
    else this.#takeInput(this.#input);
  }

  /** After the end of its data a task still takes part in checkpoints. */
  #takeEvents(): void {
    if (this.#input !== null) this.#takeInput(this.#input);
  }

  #outputAvailable(): boolean {
    let available = true;
    for (const { partition } of this.writers) if (!partition.isAvailable()) available = false;
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
    const causes: CauseContext = trace.causes();
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
  readonly timerMail = (callback: () => void): void => {
    this.#mail("timer", () => {
      callback();
    });
  };

  // --- source

  #sourceReady(): boolean {
    const source = this.#source;
    if (source === null) return false;
    const { clock } = this.environment.world;
    const at = source.availableAtMicros();
    if (at <= Math.max(clock.now(), this.#busyUntil)) return true;
    if (at < this.#sourceWakeAt) {
      this.#sourceWakeAt = at;
      clock.schedule(at, "timer", { onEvent: () => this.#onSourceDue(at) }, 0, null);
    }
    return false;
  }

  #onSourceDue(at: Micros): void {
    if (this.#sourceWakeAt === at) this.#sourceWakeAt = Number.POSITIVE_INFINITY;
    this.wake();
  }

  #pollSource(): void {
    const source = this.#source;
    if (source === null) return;
    const { trace, clock } = this.environment.world;
    if (source.availableAtMicros() > clock.now()) {
      this.#wait("no-input");
      return;
    }
    this.#endWait();
    if (trace.buffers) trace.emit("proc.begin", { task: this.deployment.execution, a: 0, b: ACTIVITIES.indexOf("source") });
    const perRecord = clock.cpuNanos(this.#recordNanos);
    for (let i = 0; i < this.#recordsPerSlice; i++) {
      const status = source.emitNext();
      if (status === "end-of-input") {
        source.endOfInput();
        this.#mail("finish", () => this.#finish());
        break;
      }
      this.#chargedNanos += perRecord;
      if (status === "nothing-available" || !this.#outputAvailable()) break;
    }
    this.#currentRecord = undefined;
    if (trace.buffers) trace.emit("proc.end", { task: this.deployment.execution, x: Math.floor(this.#chargedNanos / 1000) });
  }

  // --- input

  #takeInput(input: TaskInput): void {
    const taken = input.take();
    if (taken === null) {
      this.#wait(this.#barriers.aligning ? "align" : "no-input");
      return;
    }
    this.#endWait();
    const { element, channel, position } = taken;
    if (element.kind === "data") {
      this.#toRecycle = channel;
      this.#processBuffer(element, channel, position);
      return;
    }
    channel.skip();
    switch (element.kind) {
      case "barrier":
        this.#barriers.onBarrier(element, position);
        return;
      case "cancel-barrier":
        this.#barriers.onCancelBarrier(element.checkpointId);
        return;
      case "end-of-data":
        this.#openInputs--;
        if (this.#openInputs === 0) this.#mail("finish", () => this.#finish());
        return;
      case "end-of-partition":
        this.#barriers.onEndOfPartition(position);
        return;
    }
  }

  #processBuffer(buffer: DataBuffer, channel: InputChannel, position: number): void {
    const { values, timestamps, controls, controlAt } = buffer;
    const { trace, clock } = this.environment.world;
    const task = this.deployment.execution;
    const begin = trace.buffers ? trace.step("proc.begin", { task, ch: channel.channel, a: buffer.elements, b: 0 }) : NO_EVENT;
    const head = this.#head;
    const perRecord = clock.cpuNanos(this.#recordNanos);
    const traced = trace.records;
    const slice = traced ? trace.causes() : null;
    const n = values.length;
    let nextControl = 0;
    for (let i = 0; i <= n; i++) {
      while (nextControl < controls.length && controlAt[nextControl] === i) {
        const control = controls[nextControl++];
        if (slice !== null) trace.resume(slice);
        if (control.kind === "watermark") this.#input?.onWatermark(control.timestampMs, position);
        else this.#input?.onStatus(control.idle, position);
      }
      if (i === n) break;
      channel.recordsTaken++;
      if (head === null) continue;
      const value = values[i];
      this.#chargedNanos += perRecord;
      this.#currentRecord = value;
      if (slice !== null) {
        trace.resume(slice);
        trace.step("el.take", { task, ch: channel.channel, a: buffer.firstRecord + i, b: 0, x: timestamps[i] });
      }
      head.setKeyContext(value);
      head.processElement(value, timestamps[i]);
    }
    this.#currentRecord = undefined;
    if (begin !== NO_EVENT) trace.emit("proc.end", { task, x: Math.floor(this.#chargedNanos / 1000), enabler: begin });
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

  onAlignmentStart(checkpointId: number, channel: number, triggeredAtMicros: Micros): void {
    const { trace, clock } = this.environment.world;
    this.#alignmentStart = clock.now();
    this.#firstBarrier = trace.step("cp.first", { task: this.deployment.execution, ch: checkpointId, a: this.#channelId(channel), x: clock.now() - triggeredAtMicros });
  }

  onBlocked(channel: number, checkpointId: number): void {
    this.#blocked.add(channel);
    this.environment.world.trace.emit("cp.block", { task: this.deployment.execution, ch: this.#channelId(channel), a: checkpointId });
  }

  onUnblocked(channel: number, checkpointId: number): void {
    // A single channel, or one with an obsolete barrier, was never blocked here; its sender stopped behind the barrier all the same.
    if (this.#blocked.delete(channel)) this.environment.world.trace.emit("cp.unblock", { task: this.deployment.execution, ch: this.#channelId(channel), a: checkpointId });
    this.#input?.channels[channel].link?.resume();
  }

  onAligned(checkpointId: number, lastChannel: number, triggeredAtMicros: Micros): void {
    const { trace, clock } = this.environment.world;
    trace.step("cp.aligned", { task: this.deployment.execution, ch: checkpointId, a: this.#channelId(lastChannel), b: this.#input?.queued() ?? 0, x: clock.now() - this.#alignmentStart, enabler: this.#firstBarrier });
    this.#runner.run(this.#checkpoint(checkpointId, triggeredAtMicros), () => {});
  }

  onAborted(checkpointId: number, reason: "subsumed" | "cancel-barrier"): void {
    const { execution } = this.deployment;
    this.#checkpoints.abort(checkpointId);
    const why = reason === "subsumed" ? "CHECKPOINT_DECLINED_SUBSUMED" : "CHECKPOINT_DECLINED_ON_CANCELLATION_BARRIER";
    this.environment.listener.declineCheckpoint(execution, checkpointId, why);
    for (const writer of this.writers) writer.broadcastEvent({ kind: "cancel-barrier", checkpointId });
  }

  #channelId(position: number): number {
    return this.#input?.channels[position].channel ?? -1;
  }

  // --- source environment

  now(): Micros {
    return this.environment.world.clock.now();
  }

  processing(value: unknown): void {
    this.#currentRecord = value;
  }

  draws(purpose: string, entity: string) {
    return this.environment.world.entropy.draws(purpose, entity);
  }

  input(name: string): readonly unknown[] {
    return this.environment.world.inputs.records(name);
  }

  sendToCoordinator(event: { readonly kind: "register" } | { readonly kind: "request-split" }): void {
    this.environment.listener.sendToCoordinator(this.deployment.execution, event);
  }

  // --- waiting, for the trace

  #wait(reason: (typeof WAIT_REASONS)[number]): void {
    const { trace } = this.environment.world;
    if (this.#waiting === reason) return;
    this.#endWait();
    this.#waiting = reason;
    if (trace.buffers) trace.emit("wait.begin", { task: this.deployment.execution, a: WAIT_REASONS.indexOf(reason) });
  }

  #endWait(): void {
    if (this.#waiting === null) return;
    const { trace } = this.environment.world;
    if (trace.buffers) trace.emit("wait.end", { task: this.deployment.execution, a: WAIT_REASONS.indexOf(this.#waiting) });
    this.#waiting = null;
  }
}
