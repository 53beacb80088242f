/** Windows that become one while an element is added. The merge function of `WindowOperator.processElement`. */

import type { KeyedStateBackend, Namespace, Scope } from "../state/keyed-state-backend.ts";
import type { InternalTimerService } from "../time/internal-timer-service.ts";
import { MAX_TIMESTAMP } from "../time/timestamps.ts";
import { UnsupportedOperationError } from "../types/errors.ts";
import type { InFlight } from "./in-flight.ts";
import { type MergeListener, MergingWindowSet } from "./merging-window-set.ts";
import type { Trigger } from "./trigger.ts";
import type { MergingWindowAssigner, ScopedWindow } from "./window-assigner.ts";
import type { WindowContents } from "./window-contents.ts";
import { WindowMergeContext } from "./window-contexts.ts";

/** What merging needs of the window operator. */
export interface MergingWindowsHost {
  readonly assigner: MergingWindowAssigner;
  readonly trigger: Trigger;
  readonly contents: WindowContents;
  readonly timers: InternalTimerService;
  readonly backend: KeyedStateBackend;
  /** Events of records are wanted. */
  readonly traced: boolean;
  /** The trigger's timer is the cleanup timer, and the trigger has no other. */
  readonly triggerCleansUp: boolean;
  /** The state comes from a checkpoint. */
  readonly wasRestored: boolean;
  /** An evictor is asked about the elements of windows. */
  readonly evicts: boolean;
  /** `MAX_TIMESTAMP`: never. */
  cleanupTimeOf(window: ScopedWindow): number;
  /** Contents, timers and trigger state are where they belong. */
  onMerged(into: ScopedWindow, merged: readonly ScopedWindow[]): void;
}

/** The windows of the current key: `load` them, add to them, `persist` them. */
export class MergingWindows implements MergeListener {
  readonly #host: MergingWindowsHost;
  readonly #set: MergingWindowSet<ScopedWindow>;
  readonly #context: WindowMergeContext;
  /** Only the bounds of windows are kept that are added. */
  readonly keepsOnlyBounds: boolean;

  constructor(host: MergingWindowsHost) {
    this.#host = host;
    // Those who are told of windows in traces, and evictors, see the windows themselves.
    const standsIn = host.triggerCleansUp && !host.traced && !host.evicts && host.assigner.spanning !== undefined;
    this.keepsOnlyBounds = standsIn;
    this.#set = new MergingWindowSet(host.assigner, host.backend, host.traced, standsIn, host.wasRestored);
    this.#context = new WindowMergeContext(host.timers, host.backend);
  }

  load(): void {
    this.#set.load();
  }

  persist(): void {
    this.#set.persist();
  }

  /** Must come before a snapshot. */
  writeAll(): void {
    this.#set.writeAll();
  }

  retire(window: ScopedWindow): void {
    this.#set.retire(window);
  }

  /** The window in flight of a timer; null for one that has become part of another. */
  windowOf(scope: Scope): ScopedWindow | null {
    return this.#set.windowOf(scope);
  }

  /** Points at the contents of a window. */
  setContentsOf(window: ScopedWindow): void {
    const inFlight = this.#set.find(window);
    this.#host.contents.setNamespace(inFlight?.stateWindow ?? window.namespace, inFlight);
  }

  /** The window that a new one becomes, or becomes part of. */
  add(window: ScopedWindow): ScopedWindow {
    return this.#set.add(window, this);
  }

  /** The window that was added last is one of its own, whatever contents were left behind where its own will lie. */
  get isNew(): boolean {
    return this.#set.isNew;
  }

  /** For the set. */
  grows(window: ScopedWindow, maxTimestamp: number): void {
    // What the trigger would do, in one step. The window has not ended: else it would have fired and be gone.
    this.#host.timers.moveEventTimeTimer(window, window.maxTimestamp(), maxTimestamp);
  }

  /** For the set. */
  absorbed(window: InFlight<ScopedWindow>, other: InFlight<ScopedWindow>): void {
    this.#host.timers.deleteEventTimeTimer(other, other.maxTimestamp());
    if (other.stateWindow === window.stateWindow) return;
    this.#host.contents.mergeNamespaces(window.stateWindow, [other.stateWindow]);
    window.entry = null;
  }

  /** For the set. */
  merged(
    into: ScopedWindow,
    merged: readonly ScopedWindow[],
    stateWindow: Namespace,
    mergedStateWindows: readonly Namespace[],
  ): void {
    this.#refuseEnded(into);
    const { trigger, contents } = this.#host;
    this.#context.window = into;
    this.#context.merged = merged;
    trigger.onMerge(into, this.#context);
    for (const one of merged) this.#clear(one);
    if (mergedStateWindows.length > 0) contents.mergeNamespaces(stateWindow, mergedStateWindows);
    this.#host.onMerged(into, merged);
  }

  #clear(window: ScopedWindow): void {
    const { trigger, assigner, timers, triggerCleansUp } = this.#host;
    this.#context.window = window;
    trigger.clear(window, this.#context);
    if (triggerCleansUp) return;
    const cleanupTime = this.#host.cleanupTimeOf(window);
    if (cleanupTime === MAX_TIMESTAMP) return;
    if (assigner.isEventTime) timers.deleteEventTimeTimer(window, cleanupTime);
    else timers.deleteProcessingTimeTimer(window, cleanupTime);
  }

  #refuseEnded(window: ScopedWindow): void {
    const { assigner, timers } = this.#host;
    if (assigner.isEventTime && this.#host.cleanupTimeOf(window) <= timers.currentWatermark())
      throw new UnsupportedOperationError(
        `The end timestamp of an event-time window cannot become earlier than the current watermark by merging. Current watermark: ${timers.currentWatermark()} window: ${String(window)}`,
      );
    if (!assigner.isEventTime && window.maxTimestamp() <= timers.currentProcessingTime())
      throw new UnsupportedOperationError(
        `The end timestamp of a processing-time window cannot become earlier than the current processing time by merging. Current processing time: ${timers.currentProcessingTime()} window: ${String(window)}`,
      );
  }
}
