/**
 * Triggers checkpoints, gathers what the tasks acknowledge, and knows the newest complete one (`CheckpointCoordinator`).
 * It talks to tasks only through its owner, by messages.
 */
import type { Configuration } from "../config/configuration.ts";
import {
  CHECKPOINTING_INTERVAL,
  CHECKPOINTING_MODE,
  CHECKPOINTING_TIMEOUT,
  MAX_CONCURRENT_CHECKPOINTS,
  MIN_PAUSE_BETWEEN_CHECKPOINTS,
  RETAINED_CHECKPOINTS,
  TOLERABLE_FAILED_CHECKPOINTS,
} from "../config/options.ts";
import type { TaskSnapshot } from "../task/deployment.ts";
import { CHECKPOINTING_MODES } from "../trace/kinds.ts";
import type { EventId } from "../trace/trace.ts";
import { valueToBytes } from "../types/value-codec.ts";
import type { EventHandler, KeyedDraws, Micros, ScheduledEvent, StorageClient, StorageReply, World } from "../world.ts";
import { CheckpointFailureManager } from "./checkpoint-failure-manager.ts";
import { CheckpointFiles } from "./checkpoint-files.ts";
import type { CheckpointOwner, CheckpointTask } from "./checkpoint-owner.ts";
import type { CompletedCheckpoint } from "./completed-checkpoint.ts";

interface PendingCheckpoint {
  readonly checkpointId: number;
  readonly triggeredAtMicros: Micros;
  readonly tasks: readonly CheckpointTask[];
  readonly missing: Set<number>;
  /** Coordinators whose last events have not arrived. */
  readonly missingCoordinators: Set<string>;
  readonly snapshots: Map<number, TaskSnapshot>;
  readonly coordinators: [string, Uint8Array][];
  readonly trigger: EventId;
  timeout: ScheduledEvent;
  /** All have acknowledged; the metadata is being written. */
  finalizing: boolean;
}

const PERIODIC = 0;
const EXPIRED = 1;

/** The checkpoints of one job, over all its restarts. */
export class CheckpointCoordinator implements EventHandler, StorageClient {
  readonly #world: World;
  readonly #configuration: Configuration;
  readonly #owner: CheckpointOwner;
  readonly #files: CheckpointFiles;
  readonly #draws: KeyedDraws;
  readonly #failures: CheckpointFailureManager;
  readonly #pending = new Map<number, PendingCheckpoint>();
  readonly #completed: CompletedCheckpoint[] = [];
  readonly #aborted = new Set<number>();
  #nextId = 1;
  #timer: ScheduledEvent | null = null;
  #plannedAt: Micros = 0;
  #lastCompletionAt: Micros = Number.NEGATIVE_INFINITY;
  /** A periodic request waits for a pending checkpoint to end. */
  #waiting = false;

  constructor(world: World, configuration: Configuration, jobId: string, owner: CheckpointOwner) {
    this.#world = world;
    this.#configuration = configuration;
    this.#owner = owner;
    this.#files = new CheckpointFiles(world.storage, configuration, jobId, this);
    this.#draws = world.entropy.draws("checkpoint-delay", jobId);
    const tolerable = configuration.get(TOLERABLE_FAILED_CHECKPOINTS);
    this.#failures = new CheckpointFailureManager(tolerable);
    if (world.trace.buffers && this.#intervalMs() !== null)
      world.trace.emit("cp.settings", {
        a: tolerable,
        b: configuration.get(MAX_CONCURRENT_CHECKPOINTS),
        x: CHECKPOINTING_MODES.indexOf(configuration.get(CHECKPOINTING_MODE)),
      });
  }

  latest(): CompletedCheckpoint | null {
    return this.#completed.at(-1) ?? null;
  }

  /** The job runs: the first checkpoint comes after a random part of the interval, then one each interval. */
  start(): void {
    const intervalMs = this.#intervalMs();
    if (intervalMs === null || this.#timer !== null) return;
    const minPauseMs = this.#configuration.get(MIN_PAUSE_BETWEEN_CHECKPOINTS);
    const delayMs = minPauseMs + this.#draws.below(Math.max(intervalMs - minPauseMs, 0) + 1);
    this.#arm(this.#world.clock.now() + delayMs * 1000);
  }

  /** The job does not run any more: what is pending is given up. */
  stop(reason: string): void {
    if (this.#timer !== null) this.#world.clock.cancel(this.#timer);
    this.#timer = null;
    this.#waiting = false;
    for (const pending of [...this.#pending.values()]) this.#abort(pending, reason);
  }

  acknowledge(execution: number, checkpointId: number, snapshot: TaskSnapshot): void {
    const pending = this.#pending.get(checkpointId);
    // What comes too late is thrown away (`discardSubtaskState`).
    if (this.#aborted.has(checkpointId)) this.#files.discard(snapshot);
    // Late, repeated, or of an attempt that was not asked.
    if (pending === undefined || !pending.missing.delete(execution)) return;
    this.#world.trace.step("cp.ack", { task: execution, ch: checkpointId, b: snapshot.sizeBytes });
    pending.snapshots.set(execution, snapshot);
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

  onEvent(op: number, payload: unknown): void {
    if (op === EXPIRED) {
      const pending = payload as PendingCheckpoint;
      if (this.#pending.get(pending.checkpointId) === pending) this.#abort(pending, "CHECKPOINT_EXPIRED");
      return;
    }
    const intervalMs = this.#intervalMs() ?? 0;
    this.#arm(this.#plannedAt + Math.max(intervalMs, this.#configuration.get(MIN_PAUSE_BETWEEN_CHECKPOINTS)) * 1000);
    this.#request();
  }

  onStorageReply(token: number, reply: StorageReply): void {
    const pending = this.#pending.get(token);
    if (pending === undefined) {
      // The checkpoint was aborted while its metadata was written.
      if (reply.ok && this.#aborted.has(token)) this.#files.deleteMetadata(token);
      return;
    }
    if (reply.ok) this.#complete(pending);
    else this.#abort(pending, "FINALIZE_CHECKPOINT_FAILURE");
  }

  #intervalMs(): number | null {
    return this.#configuration.get(CHECKPOINTING_INTERVAL);
  }

  #arm(at: Micros): void {
    this.#plannedAt = at;
    this.#timer = this.#world.clock.schedule(Math.max(at, this.#world.clock.now()), "timer", this, PERIODIC, null);
  }

  /** A checkpoint that somebody asked for: neither interval nor pause delay it. Nothing happens in a job without checkpoints. */
  triggerNow(): void {
    if (this.#intervalMs() === null) return;
    if (this.#pending.size >= this.#configuration.get(MAX_CONCURRENT_CHECKPOINTS)) this.#waiting = true;
    else this.#trigger();
  }

  /** `CheckpointRequestDecider`: one request waits at the most; the pause counts from the last completion. */
  #request(): void {
    if (this.#pending.size >= this.#configuration.get(MAX_CONCURRENT_CHECKPOINTS)) {
      this.#waiting = true;
      return;
    }
    const now = this.#world.clock.now();
    const pauseMicros = this.#configuration.get(MIN_PAUSE_BETWEEN_CHECKPOINTS) * 1000;
    const earliest = this.#lastCompletionAt + pauseMicros;
    if (earliest > now) {
      if (this.#timer !== null) this.#world.clock.cancel(this.#timer);
      this.#arm(earliest);
      return;
    }
    this.#trigger();
  }

  #trigger(): void {
    const { clock, trace } = this.#world;
    const tasks = this.#owner.tasks();
    const unfinished = tasks.filter((task) => !task.finished);
    // NOT_ALL_REQUIRED_TASKS_RUNNING: not even an id is used up.
    if (unfinished.length === 0 || unfinished.some((task) => !task.running)) return;
    const checkpointId = this.#nextId++;
    const coordinators = this.#owner.coordinators();
    const now = clock.now();
    const trigger = trace.step("cp.trigger", {
      ch: checkpointId,
      a: 0,
      ext: { tasks: unfinished.map((task) => task.execution), coordinators: coordinators.length },
    });
    const pending: PendingCheckpoint = {
      checkpointId,
      triggeredAtMicros: now,
      tasks,
      missing: new Set(unfinished.map((task) => task.execution)),
      missingCoordinators: new Set(coordinators.map(({ operatorId }) => operatorId)),
      snapshots: new Map(),
      coordinators: [],
      trigger,
      timeout: 0 as ScheduledEvent,
      finalizing: false,
    };
    pending.timeout = clock.schedule(
      now + this.#configuration.get(CHECKPOINTING_TIMEOUT) * 1000,
      "timer",
      this,
      EXPIRED,
      pending,
    );
    this.#pending.set(checkpointId, pending);
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

  #triggerTasks({ checkpointId, triggeredAtMicros, tasks }: PendingCheckpoint): void {
    const unfinished = tasks.filter((task) => !task.finished);
    const first = unfinished.filter((task) => this.#startsWithoutInput(task, unfinished));
    let waiting = first.length;
    for (const { execution } of first)
      this.#owner.trigger(execution, checkpointId, triggeredAtMicros, () => {
        waiting--;
        if (waiting === 0) this.#openGateways(checkpointId);
      });
  }

  #openGateways(checkpointId: number): void {
    for (const coordinator of this.#owner.coordinators()) coordinator.afterBarrierInjection(checkpointId);
  }

  /** Sources, and tasks all of whose producers have finished. */
  #startsWithoutInput(task: CheckpointTask, unfinished: readonly CheckpointTask[]): boolean {
    return !task.inputs.some((vertex) => unfinished.some((other) => other.vertex === vertex));
  }

  #completeIfReady(pending: PendingCheckpoint): void {
    if (pending.missing.size > 0 || pending.missingCoordinators.size > 0 || pending.finalizing) return;
    pending.finalizing = true;
    if (!this.#files.used) {
      this.#complete(pending);
      return;
    }
    const metadata = valueToBytes({
      version: 1,
      checkpointId: pending.checkpointId,
      vertices: this.#vertices(pending),
      coordinators: pending.coordinators,
    });
    this.#files.writeMetadata(pending.checkpointId, metadata);
  }

  #complete(pending: PendingCheckpoint): void {
    const { clock, trace } = this.#world;
    const { checkpointId } = pending;
    let sizeBytes = 0;
    for (const snapshot of pending.snapshots.values()) sizeBytes += snapshot.sizeBytes;
    this.#pending.delete(checkpointId);
    clock.cancel(pending.timeout);
    trace.step("cp.complete", {
      ch: checkpointId,
      x: clock.now() - pending.triggeredAtMicros,
      b: sizeBytes,
      enabler: pending.trigger,
    });
    const completed = {
      checkpointId,
      triggeredAtMicros: pending.triggeredAtMicros,
      vertices: this.#vertices(pending),
      coordinators: pending.coordinators,
      sizeBytes,
    };
    this.#completed.push(completed);
    if (trace.buffers) trace.emit("cp.files", { ch: checkpointId, ext: { files: this.#files.of(completed) } });
    this.#failures.succeeded(checkpointId);
    this.#lastCompletionAt = clock.now();
    while (this.#completed.length > this.#configuration.get(RETAINED_CHECKPOINTS)) this.#subsume();
    for (const older of [...this.#pending.values()])
      if (older.checkpointId < checkpointId) this.#abort(older, "CHECKPOINT_SUBSUMED");
    for (const task of pending.tasks) if (!task.finished) this.#owner.confirm(task.execution, checkpointId);
    this.#openGateways(checkpointId);
    for (const coordinator of this.#owner.coordinators()) coordinator.notifyCheckpointComplete(checkpointId);
    this.#continue();
  }

  #subsume(): void {
    const old = this.#completed.shift();
    if (old === undefined) return;
    this.#world.trace.emit("cp.subsume", { ch: old.checkpointId });
    this.#files.delete(old);
  }

  #abort(pending: PendingCheckpoint, reason: string): void {
    const { clock, trace } = this.#world;
    const { checkpointId } = pending;
    if (!this.#pending.delete(checkpointId)) return;
    clock.cancel(pending.timeout);
    trace.step("cp.fail", {
      ch: checkpointId,
      x: clock.now() - pending.triggeredAtMicros,
      ext: { reason, missing: [...pending.missing] },
    });
    this.#openGateways(checkpointId);
    this.#aborted.add(checkpointId);
    for (const snapshot of pending.snapshots.values()) this.#files.discard(snapshot);
    const latest = this.latest()?.checkpointId ?? 0;
    for (const task of pending.tasks) if (!task.finished) this.#owner.abort(task.execution, checkpointId, latest);
    if (this.#failures.failed(checkpointId, reason))
      this.#owner.failJob(
        `Exceeded checkpoint tolerable failure threshold. The latest checkpoint failed due to ${reason}.`,
      );
    this.#continue();
  }

  /** A checkpoint ended: the one that waited may start. */
  #continue(): void {
    if (!this.#waiting || this.#timer === null) return;
    this.#waiting = false;
    this.#request();
  }

  #vertices(pending: PendingCheckpoint): (TaskSnapshot | null)[][] {
    const vertices: (TaskSnapshot | null)[][] = [];
    for (const { vertex, subtask, execution } of pending.tasks) {
      vertices[vertex] ??= [];
      vertices[vertex][subtask] = pending.snapshots.get(execution) ?? null;
    }
    return vertices;
  }
}
