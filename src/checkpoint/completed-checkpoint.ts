/** A checkpoint that is complete: what every subtask stored, by vertex. */
import type { TaskSnapshot } from "../task/deployment.ts";

/** What a restore starts from. */
export interface CompletedCheckpoint {
  readonly checkpointId: number;
  readonly triggeredAtMicros: number;
  /** By vertex, then by subtask; null: the subtask had finished before the checkpoint. */
  readonly vertices: readonly (readonly (TaskSnapshot | null)[])[];
  /** Enumerator states by operator id. */
  readonly coordinators: readonly (readonly [string, Uint8Array])[];
  readonly sizeBytes: number;
}

/** Files that the checkpoint refers to. */
export function filesOf({ vertices }: CompletedCheckpoint): string[] {
  return vertices.flatMap((subtasks) =>
    subtasks.flatMap((snapshot) => (snapshot === null ? [] : filesOfTask(snapshot))),
  );
}

/** Files in which a task has stored its part. */
export function filesOfTask({ operators }: TaskSnapshot): string[] {
  return operators.flatMap(({ keyed }) => keyed.flatMap((handle) => (handle.kind === "file" ? [handle.path] : [])));
}
