/** A checkpoint that was triggered and is neither complete nor given up (`PendingCheckpoint`). */
import type { TaskSnapshot } from "../task/deployment.ts";
import type { EventId } from "../trace/trace.ts";
import type { Micros, ScheduledEvent } from "../world.ts";
import { type CheckpointPlan, isUnionStatePartlyFinished } from "./checkpoint-plan.ts";
import type { CompletedCheckpoint } from "./completed-checkpoint.ts";

/** Who has acknowledged what. */
export class PendingCheckpoint {
  readonly checkpointId: number;
  readonly triggeredAtMicros: Micros;
  readonly plan: CheckpointPlan;
  readonly missing: Set<number>;
  /** Coordinators whose last events have not arrived. */
  readonly missingCoordinators: Set<string>;
  readonly snapshots = new Map<number, TaskSnapshot>();
  /** Executions whose operators had finished at their snapshot. */
  readonly #ended = new Set<number>();
  readonly coordinators: [string, Uint8Array][] = [];
  readonly trigger: EventId;
  timeout: ScheduledEvent | null = null;
  /** All have acknowledged; the metadata is being written. */
  finalizing = false;

  /**
   * @param coordinators ids of operators whose coordinators take part
   * @param trigger the event that tells of it
   */
  constructor(
    checkpointId: number,
    triggeredAtMicros: Micros,
    plan: CheckpointPlan,
    coordinators: readonly string[],
    trigger: EventId,
  ) {
    this.checkpointId = checkpointId;
    this.triggeredAtMicros = triggeredAtMicros;
    this.plan = plan;
    this.missing = new Set(plan.waitFor.map(({ execution }) => execution));
    this.missingCoordinators = new Set(coordinators);
    this.trigger = trigger;
  }

  /** False: late, repeated, or of an attempt that was not asked. */
  acknowledge(execution: number, { operatorsFinished, ...snapshot }: TaskSnapshot): boolean {
    if (!this.missing.delete(execution)) return false;
    if (operatorsFinished === true) this.#ended.add(execution);
    this.snapshots.set(execution, snapshot);
    return true;
  }

  /** Why it must not complete although all have acknowledged; null: it may. */
  get refusal(): "CHECKPOINT_DECLINED_TASK_CLOSING" | null {
    return isUnionStatePartlyFinished(this.plan, this.snapshots, this.#ended)
      ? "CHECKPOINT_DECLINED_TASK_CLOSING"
      : null;
  }

  /** Nobody is waited for. */
  get isAcknowledged(): boolean {
    return this.missing.size === 0 && this.missingCoordinators.size === 0;
  }

  /** What a restore would start from. */
  content(): CompletedCheckpoint {
    const vertices: (TaskSnapshot | null)[][] = [];
    let sizeBytes = 0;
    for (const { vertex, subtask, execution } of this.plan.tasks) {
      const snapshot = this.snapshots.get(execution) ?? null;
      vertices[vertex] ??= [];
      vertices[vertex][subtask] = snapshot;
      sizeBytes += snapshot?.sizeBytes ?? 0;
    }
    const { checkpointId, triggeredAtMicros, coordinators } = this;
    return { checkpointId, triggeredAtMicros, vertices, coordinators, sizeBytes };
  }
}
