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
export function filesOf(checkpoint: CompletedCheckpoint): string[] {
  const files: string[] = [];
  for (const subtasks of checkpoint.vertices) {
    for (const snapshot of subtasks) {
      for (const operator of snapshot?.operators ?? [])
        for (const handle of operator.keyed) if (handle.kind === "file") files.push(handle.path);
    }
  }
  return files;
}
