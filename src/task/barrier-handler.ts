/** What a task does with the barriers of its channels, whatever its checkpoints promise (`CheckpointBarrierHandler`). */
import type { BarrierEvent } from "../network/elements.ts";
import type { Micros } from "../world.ts";

/** Why a checkpoint will not happen in a task. */
export type BarrierAbortReason = "subsumed" | "cancel-barrier" | "input-ended";

/** What the task does when told. Channels are named by their position among all channels of the task. */
export interface BarrierListener {
  /** The first barrier of a checkpoint came. */
  onAlignmentStart(checkpointId: number, channel: number, triggeredAtMicros: Micros): void;
  onBlocked(channel: number, checkpointId: number): void;
  /** The channel may go on. */
  onUnblocked(channel: number, checkpointId: number): void;
  /** All barriers are there. */
  onAligned(checkpointId: number, lastChannel: number, triggeredAtMicros: Micros): void;
  /** The checkpoint will not happen in this task: tell the coordinator and those downstream. */
  onAborted(checkpointId: number, reason: BarrierAbortReason): void;
}

/** Decides when the barriers of a task's channels make a checkpoint; §8.5 of the notes. `CheckpointBarrierHandler` */
export interface CheckpointBarrierHandler {
  onBarrier(barrier: BarrierEvent, channel: number): void;
  /** The checkpoint was given up upstream. */
  onCancelBarrier(checkpointId: number, channel: number): void;
  /** Nothing comes any more on the channel. */
  onEndOfPartition(channel: number): void;
  /** Channels stand still because of a checkpoint. */
  readonly aligning: boolean;
}
