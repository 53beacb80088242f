/**
 * When a task makes a checkpoint and what it is told of it: by a call if it has no open inputs, else when its barriers are
 * aligned; the first one after the end of its data is its last (`StreamTask.triggerCheckpointAsync` and its like).
 */
import type { Micros } from "../world.ts";
import type { TaskDeployment } from "./deployment.ts";
import { MAX_PRIORITY } from "./mailbox.ts";
import type { MailboxProcessor } from "./mailbox-processor.ts";
import type { Step } from "./step.ts";
import type { SubtaskCheckpoints, TaskCut } from "./subtask-checkpoints.ts";
import type { AlignmentOwner } from "./task-alignment.ts";
import type { TaskEnvironment } from "./task-environment.ts";

/** The task, as its checkpoint calls see it. `CheckpointableTask` */
export interface CheckpointedTask extends TaskCut {
  readonly deployment: TaskDeployment;
  readonly environment: TaskEnvironment;
  readonly running: boolean;
  /** Channels that have not ended; null: there are none. */
  readonly unfinishedInput: BarrierInjection | null;
  /** Its last checkpoint is complete: it ends. */
  complete(): Step;
}

/** An input into which barriers can be put. */
export interface BarrierInjection {
  /** As if the barrier had come through each channel that has not ended. */
  injectBarriers(checkpointId: number, triggeredAtMicros: Micros): void;
}

/** The part of one attempt in checkpoints. `CheckpointableTask` */
export class TaskCheckpointCalls implements AlignmentOwner {
  readonly #task: CheckpointedTask;
  readonly #checkpoints: SubtaskCheckpoints;
  readonly #mailbox: MailboxProcessor;
  /** The first checkpoint after the end of the data: the task ends when it is complete. */
  #final: number | null = null;
  /** Checkpoints that became aligned while barriers were injected; null: none are being injected. */
  #aligned: { readonly checkpointId: number; readonly triggeredAtMicros: Micros }[] | null = null;

  constructor(task: CheckpointedTask, checkpoints: SubtaskCheckpoints, mailbox: MailboxProcessor) {
    this.#task = task;
    this.#checkpoints = checkpoints;
    this.#mailbox = mailbox;
  }

  /**
   * By RPC, for a task whose producers have all finished, or that has none. Where the end of a channel has not come yet, the
   * barriers are put in as if they had come through it.
   */
  trigger(checkpointId: number, triggeredAtMicros: Micros): void {
    const { deployment, environment, running } = this.#task;
    const { execution } = deployment;
    if (!running) {
      environment.listener.declineCheckpoint(execution, checkpointId, "CHECKPOINT_DECLINED_TASK_NOT_READY");
      return;
    }
    environment.world.trace.step("cp.inject", { task: execution, ch: checkpointId });
    this.#mailbox.put("checkpoint", () => this.#begin(checkpointId, triggeredAtMicros));
  }

  notifyComplete(checkpointId: number): void {
    this.#mailbox.put("notification", () => this.#onComplete(checkpointId), MAX_PRIORITY);
  }

  notifyAborted(checkpointId: number, latestCompleted: number): void {
    this.#mailbox.put("notification", () => this.#onAborted(checkpointId, latestCompleted), MAX_PRIORITY);
  }

  onBarriersAligned(checkpointId: number, triggeredAtMicros: Micros): void {
    // What runs as a mail goes on within it.
    if (this.#aligned === null) this.#mailbox.run(this.#perform(checkpointId, triggeredAtMicros));
    else this.#aligned.push({ checkpointId, triggeredAtMicros });
  }

  onAlignmentAborted(checkpointId: number, reason: string): void {
    const { deployment, environment, writers } = this.#task;
    this.#checkpoints.abort(checkpointId);
    environment.listener.declineCheckpoint(deployment.execution, checkpointId, reason);
    for (const writer of writers) writer.broadcastEvent({ kind: "cancel-barrier", checkpointId });
  }

  *#begin(checkpointId: number, triggeredAtMicros: Micros): Step {
    const input = this.#task.unfinishedInput;
    if (input === null) {
      yield* this.#perform(checkpointId, triggeredAtMicros);
      return;
    }
    const aligned: { readonly checkpointId: number; readonly triggeredAtMicros: Micros }[] = [];
    this.#aligned = aligned;
    input.injectBarriers(checkpointId, triggeredAtMicros);
    this.#aligned = null;
    for (const one of aligned) yield* this.#perform(one.checkpointId, one.triggeredAtMicros);
  }

  *#perform(checkpointId: number, triggeredAtMicros: Micros): Step {
    const made = yield* this.#checkpoints.perform(checkpointId, triggeredAtMicros, this.#task);
    if (made && this.#task.endOfData) this.#final ??= checkpointId;
  }

  *#onComplete(checkpointId: number): Step {
    this.#notified(checkpointId, 0);
    yield* this.#checkpoints.notifyComplete(checkpointId, this.#task.chain);
    if (this.#final !== null && checkpointId >= this.#final) yield* this.#task.complete();
  }

  *#onAborted(checkpointId: number, latestCompleted: number): Step {
    this.#notified(checkpointId, 1);
    if (latestCompleted > 0) yield* this.#checkpoints.notifyComplete(latestCompleted, this.#task.chain);
    yield* this.#checkpoints.notifyAborted(checkpointId, this.#task.chain);
  }

  /** @param what 0: it is complete, 1: it was aborted */
  #notified(checkpointId: number, what: number): void {
    const { deployment, environment } = this.#task;
    environment.world.trace.step("cp.notify", { task: deployment.execution, ch: checkpointId, a: what });
  }
}
