/**
 * Windows that last as long as elements follow each other within a gap: each element opens one of its own, and those that
 * touch are merged. `EventTimeSessionWindows`, `ProcessingTimeSessionWindows` and their `Dynamic…` forms.
 */
import type { Namespace } from "../state/keyed-state-backend.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { EventTimeTrigger, ProcessingTimeTrigger } from "./event-time-trigger.ts";
import { type MergeCallback, mergeWindows } from "./merge-windows.ts";
import { TimeWindow } from "./time-window.ts";
import type { Trigger } from "./trigger.ts";
import type { MergingWindowAssigner, WindowAssignerContext } from "./window-assigner.ts";

/** Gives the gap after an element, ms, greater than 0. `SessionWindowTimeGapExtractor`. */
export type SessionWindowTimeGapExtractor<T> = (element: T) => number;

abstract class SessionWindows implements MergingWindowAssigner<TimeWindow> {
  readonly isMerging = true;
  abstract readonly isEventTime: boolean;
  protected readonly gapOf: SessionWindowTimeGapExtractor<unknown>;

  constructor(gapOf: SessionWindowTimeGapExtractor<unknown>) {
    this.gapOf = gapOf;
  }

  abstract assignWindows(value: unknown, timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[];
  abstract defaultTrigger(): Trigger;

  touch(a: TimeWindow, b: TimeWindow): boolean {
    return a.intersects(b);
  }

  cover(a: TimeWindow, b: TimeWindow): TimeWindow {
    return a.cover(b);
  }

  mergeWindows(windows: readonly TimeWindow[], merge: MergeCallback<TimeWindow>): void {
    mergeWindows(windows, merge);
  }

  windowOf(namespace: Namespace): TimeWindow {
    return TimeWindow.ofNamespace(namespace);
  }

  protected windowFrom(start: number, value: unknown): readonly TimeWindow[] {
    return [new TimeWindow(start, start + this.gapOf(value))];
  }
}

abstract class SessionsOfEventTime extends SessionWindows {
  readonly isEventTime = true;

  assignWindows(value: unknown, timestampMs: number): readonly TimeWindow[] {
    return this.windowFrom(timestampMs, value);
  }

  defaultTrigger(): Trigger {
    return new EventTimeTrigger();
  }
}

abstract class SessionsOfProcessingTime extends SessionWindows {
  readonly isEventTime = false;

  assignWindows(value: unknown, _timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return this.windowFrom(context.currentProcessingTime(), value);
  }

  defaultTrigger(): Trigger {
    return new ProcessingTimeTrigger();
  }
}

/** By the timestamps of the elements, with one gap for all. */
export class EventTimeSessionWindows extends SessionsOfEventTime {
  /** @param gap ms, greater than 0; throws otherwise */
  static withGap(gap: number): EventTimeSessionWindows {
    return new EventTimeSessionWindows(fixedGap("EventTimeSessionWindows", gap));
  }

  /** @param gapOf the gap after each element, ms */
  static withDynamicGap<T>(gapOf: SessionWindowTimeGapExtractor<T>): DynamicEventTimeSessionWindows {
    return new DynamicEventTimeSessionWindows(checkedGap(gapOf));
  }
}

/** By the timestamps of the elements, with a gap that each element decides. */
export class DynamicEventTimeSessionWindows extends SessionsOfEventTime {}

/** By the clock at which elements are processed, with one gap for all. */
export class ProcessingTimeSessionWindows extends SessionsOfProcessingTime {
  /** @param gap ms, greater than 0; throws otherwise */
  static withGap(gap: number): ProcessingTimeSessionWindows {
    return new ProcessingTimeSessionWindows(fixedGap("ProcessingTimeSessionWindows", gap));
  }

  /** @param gapOf the gap after each element, ms */
  static withDynamicGap<T>(gapOf: SessionWindowTimeGapExtractor<T>): DynamicProcessingTimeSessionWindows {
    return new DynamicProcessingTimeSessionWindows(checkedGap(gapOf));
  }
}

/** By the clock at which elements are processed, with a gap that each element decides. */
export class DynamicProcessingTimeSessionWindows extends SessionsOfProcessingTime {}

function fixedGap(name: string, gap: number): SessionWindowTimeGapExtractor<unknown> {
  if (!(gap > 0)) throw new IllegalArgumentError(`${name} parameters must satisfy 0 < size`);
  return () => gap;
}

function checkedGap<T>(gapOf: SessionWindowTimeGapExtractor<T>): SessionWindowTimeGapExtractor<unknown> {
  return (element) => {
    // The windows get only elements of the stream that the extractor was written for.
    const gap = gapOf(element as T);
    if (!(gap > 0)) throw new IllegalArgumentError("Dynamic session time gap must satisfy 0 < gap");
    return gap;
  };
}
