/** What the checkpoint coordinator knows of its surroundings. */
import type { Micros } from "../world.ts";

/** A task as the coordinator sees it. */
export interface CheckpointTask {
  readonly execution: number;
  readonly vertex: number;
  readonly subtask: number;
  readonly running: boolean;
  readonly finished: boolean;
  /** Vertices it reads from. */
  readonly inputs: readonly number[];
}

/** The source coordinators that take part. */
export interface CheckpointedCoordinator {
  readonly operatorId: string;
  snapshot(checkpointId: number): Uint8Array;
  /** Runs `then` once what it had sent before has arrived. */
  whenDelivered(then: () => void): void;
  /** The barriers of the checkpoint are under way, or it has ended: what was sent since `snapshot` may go out. */
  afterBarrierInjection(checkpointId: number): void;
  notifyCheckpointComplete(checkpointId: number): void;
}

/** The JobMaster, as its coordinator sees it: who runs, and how to reach them. */
export interface CheckpointOwner {
  tasks(): readonly CheckpointTask[];
  coordinators(): readonly CheckpointedCoordinator[];
  /** `onInjected`: the task will put in its barrier ahead of all that it hears later. */
  trigger(execution: number, checkpointId: number, triggeredAtMicros: Micros, onInjected: () => void): void;
  confirm(execution: number, checkpointId: number): void;
  abort(execution: number, checkpointId: number, latestCompleted: number): void;
  failJob(message: string): void;
}
