/** A checkpoint that was triggered and is neither complete nor given up (`PendingCheckpoint`). */
import type { TaskSnapshot } from "../task/deployment.ts";
import type { EventId } from "../trace/trace.ts";
import type { Micros, ScheduledEvent } from "../world.ts";
import type { CheckpointTask } from "./checkpoint-owner.ts";
import type { CompletedCheckpoint } from "./completed-checkpoint.ts";

/** Who has acknowledged what. */
export class PendingCheckpoint {
  readonly checkpointId: number;
  readonly triggeredAtMicros: Micros;
  readonly tasks: readonly CheckpointTask[];
  readonly missing: Set<number>;
  /** Coordinators whose last events have not arrived. */
  readonly missingCoordinators: Set<string>;
  readonly snapshots = new Map<number, TaskSnapshot>();
  readonly coordinators: [string, Uint8Array][] = [];
  readonly trigger: EventId;
  timeout: ScheduledEvent | null = null;
  /** All have acknowledged; the metadata is being written. */
  finalizing = false;

  /**
   * @param tasks all of the job
   * @param missing those that have to acknowledge
   * @param coordinators ids of operators whose coordinators take part
   * @param trigger the event that tells of it
   */
  constructor(
    checkpointId: number,
    triggeredAtMicros: Micros,
    tasks: readonly CheckpointTask[],
    missing: readonly number[],
    coordinators: readonly string[],
    trigger: EventId,
  ) {
    this.checkpointId = checkpointId;
    this.triggeredAtMicros = triggeredAtMicros;
    this.tasks = tasks;
    this.missing = new Set(missing);
    this.missingCoordinators = new Set(coordinators);
    this.trigger = trigger;
  }

  /** Nobody is waited for. */
  get isAcknowledged(): boolean {
    return this.missing.size === 0 && this.missingCoordinators.size === 0;
  }

  /** What a restore would start from. */
  content(): CompletedCheckpoint {
    const vertices: (TaskSnapshot | null)[][] = [];
    let sizeBytes = 0;
    for (const { vertex, subtask, execution } of this.tasks) {
      const snapshot = this.snapshots.get(execution) ?? null;
      vertices[vertex] ??= [];
      vertices[vertex][subtask] = snapshot;
      sizeBytes += snapshot?.sizeBytes ?? 0;
    }
    const { checkpointId, triggeredAtMicros, coordinators } = this;
    return { checkpointId, triggeredAtMicros, vertices, coordinators, sizeBytes };
  }
}
