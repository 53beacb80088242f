/** Decides which windows an element belongs to. */
import type { Window } from "../api/functions.ts";
import type { Namespace, Scope } from "../state/keyed-state-backend.ts";
import type { MergeCallback } from "./merge-windows.ts";
import type { Trigger } from "./trigger.ts";

/** A window that can scope state and timers. */
export interface ScopedWindow extends Window, Scope {}

/** What an assigner may ask. */
export interface WindowAssignerContext {
  /** ms */
  currentProcessingTime(): number;
  /** No window is kept, only its bounds: the assigner may give the same objects with other bounds to the next element. */
  readonly keepsOnlyBounds: boolean;
}

/** Flink's class of the same name. */
export interface WindowAssigner<W extends ScopedWindow = ScopedWindow> {
  /** Lateness counts only in event time. */
  readonly isEventTime: boolean;
  /** The windows of an element, in the order in which they are processed; not to be kept by the caller. */
  assignWindows(value: unknown, timestampMs: number, context: WindowAssignerContext): readonly W[];
  /** A trigger of its own for each caller. */
  defaultTrigger(): Trigger;
  /** The inverse of `ScopedWindow.namespace`. */
  windowOf(namespace: Namespace): W;
  /** A fresh assigner for one operator instance; without it the object is shared. */
  copy?(): WindowAssigner<W>;
}

/** Its windows become one when they touch. Flink's class of the same name. */
export interface MergingWindowAssigner<W extends ScopedWindow = ScopedWindow> extends WindowAssigner<W> {
  readonly isMerging: true;
  /** Can two windows be in one group, if no third one joins them? Without it, all windows of a key are looked at each time. */
  touch?(a: W, b: W): boolean;
  /**
   * The window with these bounds. Given by assigners whose windows become one if, and only if, one begins before the other
   * has ended or where it ends, and which then become the smallest that contains them: their bounds say what is merged.
   */
  spanning?(start: number, end: number): W;
  /** Calls `merge` for each group of windows that become one. */
  mergeWindows(windows: readonly W[], merge: MergeCallback<W>): void;
}

/** Do the windows of this assigner merge? */
export function isMergingAssigner<W extends ScopedWindow>(
  assigner: WindowAssigner<W>,
): assigner is MergingWindowAssigner<W> {
  return "isMerging" in assigner && assigner.isMerging === true;
}
