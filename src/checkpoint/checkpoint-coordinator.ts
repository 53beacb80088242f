/**
 * Triggers checkpoints, gathers what the tasks acknowledge, and knows the newest complete one (`CheckpointCoordinator`).
 * It talks to tasks only through its owner, by messages.
 */
import type { Configuration } from "../config/configuration.ts";
import {
  CHECKPOINTING_INTERVAL,
  CHECKPOINTING_MODE,
  CHECKPOINTING_TIMEOUT,
  CHECKPOINTS_AFTER_TASKS_FINISH,
  EXTERNALIZED_CHECKPOINT_RETENTION,
  MAX_CONCURRENT_CHECKPOINTS,
  MIN_PAUSE_BETWEEN_CHECKPOINTS,
  TOLERABLE_FAILED_CHECKPOINTS,
} from "../config/options.ts";
import type { TaskSnapshot } from "../task/deployment.ts";
import { CHECKPOINTING_MODES } from "../trace/kinds.ts";
import { valueToBytes } from "../types/value-codec.ts";
import type { EventHandler, Micros, World } from "../world.ts";
import { CheckpointFailureManager } from "./checkpoint-failure-manager.ts";
import { CheckpointFiles, type CheckpointFilesOwner } from "./checkpoint-files.ts";
import type { CheckpointOwner } from "./checkpoint-owner.ts";
import { checkpointPlanOf } from "./checkpoint-plan.ts";
import {
  CheckpointRequestDecider,
  type CheckpointTriggerRequest,
  type RequestDeciderOwner,
  type RequestRefusal,
} from "./checkpoint-request-decider.ts";
import type { CompletedCheckpoint } from "./completed-checkpoint.ts";
import { CompletedCheckpointStore } from "./completed-checkpoint-store.ts";
import type { EndOfJob } from "./externalized-retention.ts";
import { PendingCheckpoint } from "./pending-checkpoint.ts";
import { PeriodicTrigger } from "./periodic-trigger.ts";

/** The checkpoints of one job, over all its restarts. */
export class CheckpointCoordinator implements EventHandler, CheckpointFilesOwner, RequestDeciderOwner {
  readonly #world: World;
  readonly #configuration: Configuration;
  readonly #owner: CheckpointOwner;
  readonly #files: CheckpointFiles;
  readonly #timer: PeriodicTrigger;
  readonly #requests: CheckpointRequestDecider;
  readonly #failures: CheckpointFailureManager;
  readonly #pending = new Map<number, PendingCheckpoint>();
  readonly #completed: CompletedCheckpointStore;
  readonly #aborted = new Set<number>();
  #nextId = 1;
  #lastCompletionAt: Micros = Number.NEGATIVE_INFINITY;
  /** Its barriers are not all under way. */
  #triggering: PendingCheckpoint | null = null;
  #isShutDown = false;

  constructor(world: World, configuration: Configuration, jobId: string, owner: CheckpointOwner) {
    this.#world = world;
    this.#configuration = configuration;
    this.#owner = owner;
    this.#files = new CheckpointFiles(world.storage, configuration, jobId, this);
    this.#completed = new CompletedCheckpointStore(configuration, this.#files, world.trace);
    const draws = world.entropy.draws("checkpoint-delay", jobId);
    const minPauseMs = configuration.get(MIN_PAUSE_BETWEEN_CHECKPOINTS);
    const mostConcurrent = configuration.get(MAX_CONCURRENT_CHECKPOINTS);
    this.#timer = new PeriodicTrigger(world.clock, draws, this.#intervalMs(), minPauseMs, () => this.#request(true));
    this.#requests = new CheckpointRequestDecider(this, mostConcurrent, minPauseMs * 1000);
    const tolerable = configuration.get(TOLERABLE_FAILED_CHECKPOINTS);
    this.#failures = new CheckpointFailureManager(tolerable);
    if (world.trace.buffers && this.#intervalMs() !== null)
      world.trace.emit("cp.settings", {
        a: tolerable,
        b: mostConcurrent,
        x: CHECKPOINTING_MODES.indexOf(configuration.get(CHECKPOINTING_MODE)),
        ext: { minPauseMicros: minPauseMs * 1000, retention: configuration.get(EXTERNALIZED_CHECKPOINT_RETENTION) },
      });
  }

  latest(): CompletedCheckpoint | null {
    return this.#completed.latest();
  }

  /** The job runs: checkpoints are taken from now on. */
  start(): void {
    this.#timer.start();
  }

  /** The job does not run any more: what waits or is pending is given up. */
  stop(reason: "CHECKPOINT_COORDINATOR_SUSPEND" | "CHECKPOINT_COORDINATOR_SHUTDOWN"): void {
    this.#timer.stop();
    this.#requests.abortAll(reason);
    for (const pending of [...this.#pending.values()]) this.#abort(pending, reason);
  }

  /** The job has ended for good: its complete checkpoints are deleted or kept, as the configuration says. */
  shutdown(end: EndOfJob): void {
    this.#isShutDown = true;
    this.stop("CHECKPOINT_COORDINATOR_SHUTDOWN");
    this.#completed.shutdown(end);
  }

  /** A checkpoint that somebody asked for: neither interval nor pause delay it. Nothing happens in a job without checkpoints. */
  triggerNow(): void {
    if (this.#intervalMs() !== null) this.#request(false);
  }

  acknowledge(execution: number, checkpointId: number, snapshot: TaskSnapshot): void {
    const pending = this.#pending.get(checkpointId);
    // What comes too late is thrown away (`discardSubtaskState`).
    if (this.#aborted.has(checkpointId)) this.#files.discard(snapshot);
    if (pending === undefined || !pending.acknowledge(execution, snapshot)) return;
    this.#world.trace.step("cp.ack", { task: execution, ch: checkpointId, b: snapshot.sizeBytes });
    this.#completeIfReady(pending);
  }

  decline(execution: number, checkpointId: number, reason: string): void {
    const pending = this.#pending.get(checkpointId);
    if (pending === undefined || pending.finalizing) return;
    this.#world.trace.step("cp.decline", { task: execution, ch: checkpointId, ext: { reason } });
    this.#abort(pending, reason.split(":")[0]);
  }

  /** A task that has finished acknowledges nothing any more: what still waits for it cannot complete. */
  taskEnded(execution: number): void {
    for (const pending of [...this.#pending.values()])
      if (pending.missing.has(execution)) this.#abort(pending, "CHECKPOINT_DECLINED_TASK_CLOSING");
  }

  /** A checkpoint has taken too long. */
  onEvent(_op: number, payload: unknown): void {
    const pending = payload as PendingCheckpoint;
    if (this.#pending.get(pending.checkpointId) === pending) this.#abort(pending, "CHECKPOINT_EXPIRED");
  }

  onMetadataWritten(checkpointId: number, isDurable: boolean): void {
    const pending = this.#pending.get(checkpointId);
    if (pending === undefined) {
      // The checkpoint was aborted while its metadata was written.
      if (isDurable && this.#aborted.has(checkpointId)) this.#files.deleteMetadata(checkpointId);
      return;
    }
    if (isDurable) this.#complete(pending);
    else this.#abort(pending, "FINALIZE_CHECKPOINT_FAILURE");
  }

  onCleaned(): void {
    this.#executeQueued();
  }

  // --- requests

  get pendingCheckpoints(): number {
    return this.#pending.size;
  }

  get cleaningCheckpoints(): number {
    return this.#files.cleaning;
  }

  get isTriggering(): boolean {
    return this.#triggering !== null;
  }

  get lastCompletionAt(): Micros {
    return this.#lastCompletionAt;
  }

  refuse({ isPeriodic }: CheckpointTriggerRequest, reason: RequestRefusal): void {
    const { trace } = this.#world;
    if (trace.buffers) trace.emit("cp.request", { a: isPeriodic ? 0 : 1, b: 0, ext: { reason } });
  }

  rescheduleTrigger(delayMicros: Micros): void {
    this.#timer.reschedule(delayMicros);
  }

  #intervalMs(): number | null {
    return this.#configuration.get(CHECKPOINTING_INTERVAL);
  }

  #request(isPeriodic: boolean): void {
    const now = this.#world.clock.now();
    const request = { isSavepoint: false, isForced: false, isPeriodic, requestedAtMicros: now };
    if (this.#isShutDown) this.refuse(request, "CHECKPOINT_COORDINATOR_SHUTDOWN");
    else this.#execute(this.#requests.submit(request, now));
  }

  /** A checkpoint has ended, or is on its way: one that waited may start. */
  #executeQueued(): void {
    this.#execute(this.#requests.next(this.#world.clock.now()));
  }

  /** One that cannot be triggered makes room for the next. */
  #execute(first: CheckpointTriggerRequest | null): void {
    const now = this.#world.clock.now();
    for (let request = first; request !== null; request = this.#requests.next(now)) this.#trigger(request);
  }

  #trigger(request: CheckpointTriggerRequest): void {
    const { clock, trace } = this.#world;
    const plan = checkpointPlanOf(this.#owner.tasks(), this.#configuration.get(CHECKPOINTS_AFTER_TASKS_FINISH));
    if (plan === null) {
      // Not even an id is used up.
      this.refuse(request, "NOT_ALL_REQUIRED_TASKS_RUNNING");
      return;
    }
    const checkpointId = this.#nextId++;
    const coordinators = this.#owner.coordinators();
    const now = clock.now();
    const trigger = trace.step("cp.trigger", {
      ch: checkpointId,
      a: 0,
      ext: { tasks: plan.waitFor.map(({ execution }) => execution), coordinators: coordinators.length },
    });
    if (trace.buffers) trace.emit("cp.request", { ch: checkpointId, a: request.isPeriodic ? 0 : 1, b: 1 });
    const ids = coordinators.map(({ operatorId }) => operatorId);
    const pending = new PendingCheckpoint(checkpointId, now, plan, ids, trigger);
    const expiresAt = now + this.#configuration.get(CHECKPOINTING_TIMEOUT) * 1000;
    pending.timeout = clock.schedule(expiresAt, "timer", this, 0, pending);
    this.#pending.set(checkpointId, pending);
    this.#triggering = pending;
    // Enumerators first: a split that they gave away before is to be in the tasks' state, and none that they give away later.
    for (const coordinator of coordinators) {
      pending.coordinators.push([coordinator.operatorId, coordinator.snapshot(checkpointId)]);
      coordinator.whenDelivered(() => this.#acknowledgeCoordinator(pending, coordinator.operatorId));
    }
    if (coordinators.length === 0) this.#triggerTasks(pending);
  }

  #acknowledgeCoordinator(pending: PendingCheckpoint, operatorId: string): void {
    if (this.#pending.get(pending.checkpointId) !== pending || !pending.missingCoordinators.delete(operatorId)) return;
    this.#world.trace.step("cp.ack", { ch: pending.checkpointId, ext: { coordinator: operatorId } });
    if (pending.missingCoordinators.size === 0) this.#triggerTasks(pending);
  }

  #triggerTasks(pending: PendingCheckpoint): void {
    const { checkpointId, triggeredAtMicros, plan } = pending;
    let waiting = plan.trigger.length;
    for (const { execution } of plan.trigger)
      this.#owner.trigger(execution, checkpointId, triggeredAtMicros, () => {
        waiting--;
        if (waiting > 0) return;
        this.#openGateways(checkpointId);
        if (this.#triggering !== pending) return;
        this.#triggering = null;
        this.#executeQueued();
      });
  }

  #openGateways(checkpointId: number): void {
    for (const coordinator of this.#owner.coordinators()) coordinator.afterBarrierInjection(checkpointId);
  }

  #completeIfReady(pending: PendingCheckpoint): void {
    if (!pending.isAcknowledged || pending.finalizing) return;
    const { refusal } = pending;
    if (refusal !== null) {
      this.#abort(pending, refusal);
      return;
    }
    pending.finalizing = true;
    if (!this.#files.used) {
      this.#complete(pending);
      return;
    }
    const { checkpointId, vertices, coordinators } = pending.content();
    this.#files.writeMetadata(checkpointId, valueToBytes({ version: 1, checkpointId, vertices, coordinators }));
  }

  #complete(pending: PendingCheckpoint): void {
    const { clock, trace } = this.#world;
    const { checkpointId } = pending;
    const completed = pending.content();
    this.#end(pending);
    trace.step("cp.complete", {
      ch: checkpointId,
      x: clock.now() - pending.triggeredAtMicros,
      b: completed.sizeBytes,
      enabler: pending.trigger,
    });
    this.#completed.add(completed);
    this.#failures.succeeded(checkpointId);
    this.#lastCompletionAt = clock.now();
    this.#completed.subsume();
    for (const older of [...this.#pending.values()])
      if (older.checkpointId < checkpointId) this.#giveUp(older, "CHECKPOINT_SUBSUMED");
    for (const task of pending.plan.waitFor) this.#owner.confirm(task.execution, checkpointId);
    this.#openGateways(checkpointId);
    for (const coordinator of this.#owner.coordinators()) coordinator.notifyCheckpointComplete(checkpointId);
    this.#executeQueued();
  }

  #abort(pending: PendingCheckpoint, reason: string): void {
    if (!this.#pending.has(pending.checkpointId)) return;
    this.#giveUp(pending, reason);
    this.#executeQueued();
  }

  #giveUp(pending: PendingCheckpoint, reason: string): void {
    const { clock, trace } = this.#world;
    const { checkpointId } = pending;
    this.#end(pending);
    trace.step("cp.fail", {
      ch: checkpointId,
      x: clock.now() - pending.triggeredAtMicros,
      ext: { reason, missing: [...pending.missing] },
    });
    this.#openGateways(checkpointId);
    this.#aborted.add(checkpointId);
    this.#files.discardAll(pending.snapshots.values());
    const latest = this.latest()?.checkpointId ?? 0;
    for (const task of pending.plan.waitFor) this.#owner.abort(task.execution, checkpointId, latest);
    if (this.#failures.failed(checkpointId, reason))
      this.#owner.failJob(
        `Exceeded checkpoint tolerable failure threshold. The latest checkpoint failed due to ${reason}.`,
      );
  }

  /** It is not pending any more. */
  #end(pending: PendingCheckpoint): void {
    this.#pending.delete(pending.checkpointId);
    if (pending.timeout !== null) this.#world.clock.cancel(pending.timeout);
    if (this.#triggering === pending) this.#triggering = null;
  }
}
