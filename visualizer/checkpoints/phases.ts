/** What each subtask did for a checkpoint, one phase after another. Times are virtual µs. */
import type { CheckpointTaskView, CheckpointView } from "../fold/view-state.ts";
import type { CheckpointIndex } from "./checkpoint-index.ts";

/**
 * start: from the trigger to the first barrier. alignment: to the last barrier. sync: to the end of the synchronous part,
 * flushes of a sink included. async: until the snapshot is stored. ack: the acknowledgement is on its way. others: the
 * subtask is done, the checkpoint is not.
 */
export const PHASES = ["start", "alignment", "sync", "async", "ack", "others"] as const;
export type PhaseName = (typeof PHASES)[number];

export interface Phase {
  readonly name: PhaseName;
  readonly from: number;
  readonly to: number;
  /** It goes on, or was given up. */
  readonly isOpen: boolean;
}

/** The part of one subtask. */
export interface PhaseRow {
  readonly task: number;
  readonly phases: readonly Phase[];
  /** From the trigger to the acknowledgement; null: there is none. */
  readonly acknowledgedAfter: number | null;
  readonly bytes: number;
  /** The checkpoint failed before it was acknowledged by this one. */
  readonly isMissing: boolean;
  /** Reason of a refusal. */
  readonly declined: string | null;
  /** The last one to acknowledge, or the one that has done least so far. */
  readonly isSlowest: boolean;
}

/**
 * The rows of a checkpoint in order of its tasks.
 * @param nowMicros cursor, which ends what goes on
 * @param seq event of the cursor
 */
export function phaseRows(
  checkpoint: CheckpointView,
  index: CheckpointIndex,
  nowMicros: number,
  seq: number,
): readonly PhaseRow[] {
  const now = Math.max(checkpoint.triggeredAt, checkpoint.endedAt ?? nowMicros);
  const parts = [...checkpoint.tasks.values()];
  const slowest = slowestOf(parts);
  return parts.map((part) => ({
    task: part.task,
    phases: phasesOf(checkpoint, part, index.sentAt(checkpoint.id, part.task, seq), now),
    acknowledgedAfter: part.ackAt === null ? null : part.ackAt - checkpoint.triggeredAt,
    bytes: part.bytes,
    isMissing: checkpoint.status === "failed" && (part.ackAt === null || part.ackAt > now),
    declined: part.declined,
    isSlowest: part === slowest,
  }));
}

function phasesOf(checkpoint: CheckpointView, part: CheckpointTaskView, sentAt: number | null, now: number): Phase[] {
  const { firstAt, ackAt } = part;
  // One input needs no alignment; what came later tells that what came before is over.
  const syncEnd = part.asyncAt ?? part.syncAt;
  const alignedAt = part.alignedAt ?? (syncEnd === null ? null : firstAt);
  const ends: [PhaseName, number | null][] = [
    ["start", firstAt],
    ["alignment", alignedAt],
    ["sync", syncEnd],
    ["async", sentAt ?? ackAt],
    ["ack", ackAt],
    ["others", checkpoint.endedAt],
  ];
  const phases: Phase[] = [];
  let from = checkpoint.triggeredAt;
  for (const [name, end] of ends) {
    const isOpen = end === null || end > now;
    const to = Math.max(from, isOpen ? now : end);
    phases.push({ name, from, to, isOpen });
    if (isOpen) break;
    from = to;
  }
  return phases;
}

function slowestOf(parts: readonly CheckpointTaskView[]): CheckpointTaskView | null {
  if (parts.length < 2) return null;
  const progress = (part: CheckpointTaskView) =>
    [part.firstAt, part.alignedAt, part.syncAt, part.ackAt].filter((at) => at !== null).length;
  const behind = (one: CheckpointTaskView, other: CheckpointTaskView) =>
    progress(one) - progress(other) || (other.ackAt ?? 0) - (one.ackAt ?? 0);
  const [first, second] = [...parts].sort(behind);
  return behind(first, second) === 0 ? null : first;
}
