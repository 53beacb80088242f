/**
 * One execution attempt of a subtask (`StreamTask`): it restores and opens its operators, has its input or source worked on
 * until that ends, and closes. Its loop is in `mailbox-processor.ts`.
 */
import {
  CHECKPOINTING_INTERVAL,
  CHECKPOINTS_AFTER_TASKS_FINISH,
  CPU_RECORD_COST_NS,
  SOURCE_RECORDS_PER_SLICE,
} from "../config/options.ts";
import type { GateOwner } from "../network/input-gate.ts";
import type { RecordWriter } from "../network/record-writer.ts";
import { OneInputOperator, type StreamOperator } from "../operators/operator.ts";
import { PolledSource } from "../operators/polled-source.ts";
import type { EnumeratorEvent } from "../operators/source-operator.ts";
import { type OperatorInput, TwoInputOperator } from "../operators/two-input-operator.ts";
import { MAX_TIMESTAMP } from "../time/timestamps.ts";
import type { TaskDeployment } from "./deployment.ts";
import { failureCause, failureOf } from "./failure-cause.ts";
import { MIN_PRIORITY } from "./mailbox.ts";
import { type DefaultAction, MailboxProcessor } from "./mailbox-processor.ts";
import type { OperatorChain } from "./operator-chain.ts";
import type { ProcessingTimers } from "./processing-timers.ts";
import { SliceClock } from "./slice-clock.ts";
import { SourceDriver, type SourceDriverOwner } from "./source-driver.ts";
import type { Step } from "./step.ts";
import { type EndOfDataListener, StreamInputProcessor } from "./stream-input-processor.ts";
import { SubtaskCheckpoints } from "./subtask-checkpoints.ts";
import { createGates } from "./task-channels.ts";
import { type BarrierInjection, type CheckpointedTask, TaskCheckpointCalls } from "./task-checkpoint-calls.ts";
import type { FailureCause, TaskEnvironment } from "./task-environment.ts";
import { TaskOutput } from "./task-output.ts";
import { buildChain, restoreState } from "./task-setup.ts";
import { TaskStandardStreams } from "./task-standard-streams.ts";
import { TaskWaits } from "./task-waits.ts";

/** Where an attempt is in its life. */
type TaskPhase = "deploying" | "initializing" | "running" | "finished" | "canceled" | "failed";

/** The attempt itself, as its TaskExecutor and its own parts see it. `StreamTask` */
export class StreamTask implements DefaultAction, GateOwner, SourceDriverOwner, EndOfDataListener, CheckpointedTask {
  readonly deployment: TaskDeployment;
  readonly environment: TaskEnvironment;
  /** What the task's work costs in virtual time. */
  readonly slices: SliceClock;
  readonly mailbox: MailboxProcessor;
  readonly output: TaskOutput;
  readonly checkpointing: TaskCheckpointCalls;
  readonly standardStreams = new TaskStandardStreams(this);
  chain: OperatorChain | null = null;
  endOfData = false;
  #phase: TaskPhase = "deploying";
  readonly #waits: TaskWaits;
  readonly #checkpoints: SubtaskCheckpoints;
  readonly #input: StreamInputProcessor | null;
  readonly #timers: ProcessingTimers[] = [];
  #source: PolledSource | null = null;
  #driver: SourceDriver | null = null;
  /** The source has ended while an operator was full: the end waits, as the last record does. */
  #endWaits = false;
  /** The record that a source emits; undefined between slices. */
  #emitting: unknown = undefined;

  constructor(deployment: TaskDeployment, environment: TaskEnvironment) {
    this.deployment = deployment;
    this.environment = environment;
    const { world, configuration, external, listener } = environment;
    const { execution } = deployment;
    const ports = { clock: world.clock, storage: world.storage, external };
    this.slices = new SliceClock(world.clock, configuration.get(CPU_RECORD_COST_NS));
    this.#waits = new TaskWaits(execution, world.clock, world.trace);
    this.mailbox = new MailboxProcessor(this.slices, ports, world.trace, this.#waits, this);
    this.#checkpoints = new SubtaskCheckpoints(deployment, configuration, world, ports, listener);
    this.checkpointing = new TaskCheckpointCalls(this, this.#checkpoints, this.mailbox);
    this.output = new TaskOutput(deployment, environment, this.mailbox);
    const gates = createGates(deployment, environment, this);
    this.#input =
      gates.length === 0
        ? null
        : new StreamInputProcessor(
            execution,
            environment,
            gates,
            this.slices,
            this.output,
            this.#waits,
            this.checkpointing,
            this,
          );
  }

  get running(): boolean {
    return this.#phase === "running";
  }

  /** It ended without coming to its end. */
  get broken(): boolean {
    return this.#phase === "canceled" || this.#phase === "failed";
  }

  get #ended(): boolean {
    return this.#phase === "finished" || this.#phase === "canceled" || this.#phase === "failed";
  }

  // --- life cycle

  /** Restores, opens and begins. */
  start(): void {
    this.#phase = "initializing";
    this.environment.listener.onTaskState(this.deployment.execution, "INITIALIZING", null);
    this.mailbox.put("event", () => this.#initialize());
  }

  /** Ends the attempt without finishing: nothing that it still holds goes out. */
  cancel(): void {
    if (!this.#ended) this.#end("canceled", null);
  }

  /** The network or the TaskManager has failed, not the job's code. */
  fail(error: unknown): void {
    this.#failWith(failureOf(error, null));
  }

  /** The code of the job's operators has thrown. */
  failInWork(error: unknown): void {
    if (!this.#ended) this.standardStreams.flush();
    this.#failWith(failureCause(error, this.environment.vertex, this.#emitting ?? this.#input?.current));
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
    this.#phase = "running";
    listener.onTaskState(deployment.execution, "RUNNING", null);
    if (restored?.finished === true && this.#input === null) {
      this.output.emitWatermark(MAX_TIMESTAMP);
      yield* this.#finish();
    }
  }

  #takeHead(chain: OperatorChain): void {
    const { world, configuration } = this.environment;
    if (chain.head instanceof PolledSource) {
      const perSlice = configuration.get(SOURCE_RECORDS_PER_SLICE);
      this.#source = chain.head;
      this.#driver = new SourceDriver(chain.head, this.deployment.execution, world, this.slices, perSlice, this);
    } else if (this.#input !== null) {
      this.#input.heads = inputsOf(chain.head);
    }
  }

  onEndOfInput(input: number): void {
    this.mailbox.put("finish", () => this.chain?.endHeadInput(input));
  }

  onEndOfData(): void {
    this.mailbox.put("finish", () => this.#finish());
  }

  /** All input has come. */
  *#finish(): Step {
    if (this.chain !== null) yield* this.chain.finish(this.#timers);
    this.output.broadcastEvent({ kind: "end-of-data", drain: true });
    this.endOfData = true;
    const { configuration } = this.environment;
    const hasFinalCheckpoint =
      configuration.get(CHECKPOINTING_INTERVAL) !== null && configuration.get(CHECKPOINTS_AFTER_TASKS_FINISH);
    if (!hasFinalCheckpoint) yield* this.complete();
  }

  *complete(): Step {
    if (this.chain !== null) yield* this.chain.close();
    this.output.broadcastEvent({ kind: "end-of-partition" });
    this.#end("finished", null);
  }

  #end(phase: "finished" | "canceled" | "failed", cause: FailureCause | null): void {
    const initialized = this.running;
    this.#phase = phase;
    const { network, external, listener } = this.environment;
    this.mailbox.close();
    this.#checkpoints.close();
    external.abandon(this);
    // Where building the chain failed, the operators before that one have none.
    for (const timers of this.#timers) timers?.quiesce();
    for (const { channel } of this.#input?.channels ?? []) network.closeChannel(channel);
    this.output.close(phase === "finished");
    if (phase !== "finished" && initialized) this.chain?.closeQuietly();
    this.#waits.end();
    const state = phase === "finished" ? "FINISHED" : phase === "canceled" ? "CANCELED" : "FAILED";
    listener.onTaskState(this.deployment.execution, state, cause);
  }

  onCoordinatorEvent(event: EnumeratorEvent): void {
    this.mailbox.put("event", () => this.#source?.handleEvent(event));
  }

  // --- what checkpoints need to know

  get writers(): readonly RecordWriter[] {
    return this.output.writers;
  }

  sent(): [number, number][] {
    return this.output.sent();
  }

  processed(): [number, number][] {
    return this.#input?.processed() ?? [];
  }

  get unfinishedInput(): BarrierInjection | null {
    return this.#input === null || this.#input.hasEnded ? null : this.#input;
  }

  // --- slices

  wake(): void {
    this.mailbox.wake();
  }

  beginSlice(): void {
    this.#input?.recycle();
  }

  runDefaultAction(): void {
    if (!this.running) return;
    // After the end of its data a task still takes the barriers of its inputs.
    if (!this.endOfData && !this.output.isAvailable()) this.#waits.begin("output");
    else if (this.#input !== null) this.#input.processInput();
    else if (this.#endWaits) this.#endSource();
    else if (!this.endOfData && this.#driver !== null) this.#pollSource(this.#driver);
  }

  hasWork(): boolean {
    const input = this.#input;
    if (input?.holdsBuffer === true) return true;
    if (!this.running || this.fullDepth() > MIN_PRIORITY) return false;
    if (input !== null) return input.hasData() && (this.endOfData || this.output.isAvailable());
    return !this.endOfData && this.output.isAvailable() && (this.#endWaits || this.#driver?.ready() === true);
  }

  /** A record enters a source's chain: its time is charged, and a failure report shows it. */
  processing(value: unknown): void {
    this.slices.chargeRecord();
    this.#emitting = value;
  }

  /** Time in which the output had room, ms. */
  activeMs(): number {
    return this.#waits.activeMs();
  }

  /** Is there still room in the output, and in the operators? */
  hasRoom(): boolean {
    return this.output.hasRoom() && this.fullDepth() === MIN_PRIORITY;
  }

  fullDepth(): number {
    return this.chain?.fullDepth() ?? MIN_PRIORITY;
  }

  #pollSource(driver: SourceDriver): void {
    if (!driver.available) {
      this.#waits.begin("no-input");
      return;
    }
    this.#waits.end();
    if (driver.poll()) this.#endSource();
    this.#emitting = undefined;
  }

  /** Mails of the last records come before the end: what they ask for is still asked for. */
  #endSource(): void {
    this.#endWaits = this.fullDepth() > MIN_PRIORITY;
    if (!this.#endWaits) this.onEndOfData();
  }
}

/** A vertex without a source has an operator with one or two inputs at its head. */
function inputsOf(head: StreamOperator): readonly OperatorInput[] {
  if (head instanceof TwoInputOperator) return head.inputs;
  if (head instanceof OneInputOperator) return [head];
  throw new Error("A task without source has an operator without input at its head.");
}
