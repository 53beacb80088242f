/** Decides when a window is evaluated and when its contents go. Flink's class of the same name. */
import type { Window } from "../api/functions.ts";
import type { MergingStateDescriptor, StateDescriptor, StateOf } from "../api/state-descriptors.ts";
import { UnsupportedOperationError } from "../types/errors.ts";

/** Bits: 1 evaluate, 2 drop the contents. `TriggerResult`. */
export const CONTINUE = 0;
/** Emit the window's result. */
export const FIRE = 1;
/** Drop the window's contents. */
export const PURGE = 2;
/** Emit, then drop. */
export const FIRE_AND_PURGE = 3;
/** What a trigger decides. `TriggerResult`. */
export type TriggerResult = typeof CONTINUE | typeof FIRE | typeof PURGE | typeof FIRE_AND_PURGE;

/** State and timers of one key and window. */
export interface TriggerContext {
  /** ms */
  currentProcessingTime(): number;
  /** ms */
  currentWatermark(): number;
  registerEventTimeTimer(timestampMs: number): void;
  registerProcessingTimeTimer(timestampMs: number): void;
  deleteEventTimeTimer(timestampMs: number): void;
  deleteProcessingTimeTimer(timestampMs: number): void;
  /** State that belongs to this window, until `clear`. */
  getPartitionedState<D extends StateDescriptor>(descriptor: D): StateOf<D>;
}

/** The same when windows become one, pointed at that one. `Trigger.OnMergeContext`. */
export interface OnMergeContext extends TriggerContext {
  /** State of the merged windows becomes state of the one: lists are joined, values reduced, accumulators merged. */
  mergePartitionedState<D extends MergingStateDescriptor>(descriptor: D): void;
}

/** Keeps nothing in itself: what it must remember per key and window lies in partitioned state. */
export abstract class Trigger {
  abstract onElement(value: unknown, timestampMs: number, window: Window, context: TriggerContext): TriggerResult;
  /** A timer of this window in event time; it may be the clean-up timer of the operator. */
  abstract onEventTime(timestampMs: number, window: Window, context: TriggerContext): TriggerResult;
  abstract onProcessingTime(timestampMs: number, window: Window, context: TriggerContext): TriggerResult;
  /** The window is gone: removes what the trigger keeps for it. */
  abstract clear(window: Window, context: TriggerContext): void;

  /** May it decide over windows that merge? */
  canMerge(): boolean {
    return false;
  }

  /** Several windows have become one. Timers and state of the others are cleared afterwards. */
  onMerge(_window: Window, _context: OnMergeContext): void {
    throw new UnsupportedOperationError("This trigger does not support merging.");
  }
}
