/** The newest checkpoints in a row, and where the job was restored from one of them. */
import type { CheckpointStatus, ViewState } from "../fold/view-state.ts";

/** Checkpoints at the most. */
export const STRIP_LENGTH = 60;

export interface StripCheckpoint {
  readonly kind: "checkpoint";
  readonly id: number;
  readonly status: CheckpointStatus;
  readonly isSavepoint: boolean;
  readonly at: number;
  /** Virtual µs; of a pending one, up to now. */
  readonly duration: number;
  readonly bytes: number;
}

/** A restart: an arrow leads to it from the checkpoint. */
export interface StripRestore {
  readonly kind: "restore";
  readonly checkpoint: number;
  readonly at: number;
}

export type StripItem = StripCheckpoint | StripRestore;

/** In order of time. @param nowMicros cursor */
export function stripItems(state: ViewState, nowMicros: number): readonly StripItem[] {
  const newest = [...state.checkpoints.values()].slice(-STRIP_LENGTH);
  const items: StripItem[] = newest.map((checkpoint) => ({
    kind: "checkpoint",
    id: checkpoint.id,
    status: checkpoint.status,
    isSavepoint: checkpoint.isSavepoint,
    at: checkpoint.triggeredAt,
    duration: (checkpoint.endedAt ?? Math.max(checkpoint.triggeredAt, nowMicros)) - checkpoint.triggeredAt,
    bytes: checkpoint.bytes,
  }));
  for (const checkpoint of newest)
    for (const at of checkpoint.restoredAt) items.push({ kind: "restore", checkpoint: checkpoint.id, at });
  return items.sort((one, other) => one.at - other.at);
}
