/**
 * Windows that last as long as elements follow each other within a gap: each element opens one of its own, and those that
 * touch are merged. `EventTimeSessionWindows`, `ProcessingTimeSessionWindows` and their `Dynamic…` forms.
 */
import type { Namespace } from "../state/keyed-state-backend.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { EventTimeTrigger, ProcessingTimeTrigger } from "./event-time-trigger.ts";
import { type MergeCallback, mergeWindows } from "./merge-windows.ts";
import { PassingWindow, TimeWindow } from "./time-window.ts";
import type { Trigger } from "./trigger.ts";
import type { MergingWindowAssigner, WindowAssignerContext } from "./window-assigner.ts";

/** Gives the gap after an element, ms, greater than 0. `SessionWindowTimeGapExtractor`. */
export type SessionWindowTimeGapExtractor<T> = (element: T) => number;

abstract class SessionWindows implements MergingWindowAssigner<TimeWindow> {
  readonly isMerging = true;
  abstract readonly isEventTime: boolean;
  protected readonly gapOf: SessionWindowTimeGapExtractor<unknown>;
  /** What the last element got: a new list for each would be thrown away at once. */
  private readonly assigned: TimeWindow[] = [];
  private readonly passing = new PassingWindow(0, 0);
  private readonly assignedInPassing: readonly TimeWindow[] = [this.passing];

  constructor(gapOf: SessionWindowTimeGapExtractor<unknown>) {
    this.gapOf = gapOf;
  }

  abstract assignWindows(value: unknown, timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[];
  abstract defaultTrigger(): Trigger;

  touch(a: TimeWindow, b: TimeWindow): boolean {
    return a.intersects(b);
  }

  spanning(start: number, end: number): TimeWindow {
    return new TimeWindow(start, end);
  }

  mergeWindows(windows: readonly TimeWindow[], merge: MergeCallback<TimeWindow>): void {
    mergeWindows(windows, merge);
  }

  windowOf(namespace: Namespace): TimeWindow {
    return TimeWindow.ofNamespace(namespace);
  }

  protected windowFrom(start: number, value: unknown, context: WindowAssignerContext): readonly TimeWindow[] {
    const end = start + this.gapOf(value);
    if (context.keepsOnlyBounds) {
      this.passing.moveTo(start, end);
      return this.assignedInPassing;
    }
    this.assigned[0] = new TimeWindow(start, end);
    return this.assigned;
  }
}

abstract class SessionsOfEventTime extends SessionWindows {
  readonly isEventTime = true;

  assignWindows(value: unknown, timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return this.windowFrom(timestampMs, value, context);
  }

  defaultTrigger(): Trigger {
    return new EventTimeTrigger();
  }
}

abstract class SessionsOfProcessingTime extends SessionWindows {
  readonly isEventTime = false;

  assignWindows(value: unknown, _timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return this.windowFrom(context.currentProcessingTime(), value, context);
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
