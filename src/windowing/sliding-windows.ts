/** Windows of fixed size that begin at a fixed distance and may overlap. `SlidingEventTimeWindows`, `SlidingProcessingTimeWindows`. */
import type { Namespace } from "../state/keyed-state-backend.ts";
import { MIN_TIMESTAMP } from "../time/timestamps.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { EventTimeTrigger, ProcessingTimeTrigger } from "./event-time-trigger.ts";
import { refuseMissingTimestamp } from "./missing-timestamp.ts";
import { getWindowStartWithOffset, TimeWindow } from "./time-window.ts";
import type { Trigger } from "./trigger.ts";
import type { WindowAssigner, WindowAssignerContext } from "./window-assigner.ts";

abstract class SlidingWindows implements WindowAssigner<TimeWindow> {
  abstract readonly isEventTime: boolean;
  readonly size: number;
  readonly slide: number;
  readonly offset: number;

  constructor(name: string, size: number, slide: number, offset: number) {
    if (Math.abs(offset) >= slide || !(size > 0))
      throw new IllegalArgumentError(`${name} parameters must satisfy abs(offset) < slide and size > 0`);
    this.size = size;
    this.slide = slide;
    this.offset = offset;
  }

  abstract assignWindows(value: unknown, timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[];
  abstract defaultTrigger(): Trigger;

  windowOf(namespace: Namespace): TimeWindow {
    return TimeWindow.ofNamespace(namespace);
  }

  /** The one that begins last comes first. Where the slide exceeds the size, some times lie in no window. */
  protected windowsAt(timestampMs: number): readonly TimeWindow[] {
    const windows: TimeWindow[] = [];
    const last = getWindowStartWithOffset(timestampMs, this.offset, this.slide);
    for (let start = last; start > timestampMs - this.size; start -= this.slide)
      windows.push(new TimeWindow(start, start + this.size));
    return windows;
  }
}

/** By the timestamp of the element. */
export class SlidingEventTimeWindows extends SlidingWindows {
  readonly isEventTime = true;

  /**
   * @param size ms, greater than 0; throws otherwise
   * @param slide ms from one window's beginning to that of the next
   * @param offset ms, |offset| < slide; throws otherwise
   */
  static of(size: number, slide: number, offset = 0): SlidingEventTimeWindows {
    return new SlidingEventTimeWindows("SlidingEventTimeWindows", size, slide, offset);
  }

  /** Throws for an element without timestamp. */
  assignWindows(_value: unknown, timestampMs: number): readonly TimeWindow[] {
    if (timestampMs === MIN_TIMESTAMP) refuseMissingTimestamp();
    return this.windowsAt(timestampMs);
  }

  defaultTrigger(): Trigger {
    return new EventTimeTrigger();
  }
}

/** By the clock at which the element is processed. */
export class SlidingProcessingTimeWindows extends SlidingWindows {
  readonly isEventTime = false;

  /** As `SlidingEventTimeWindows.of`. */
  static of(size: number, slide: number, offset = 0): SlidingProcessingTimeWindows {
    return new SlidingProcessingTimeWindows("SlidingProcessingTimeWindows", size, slide, offset);
  }

  assignWindows(_value: unknown, _timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return this.windowsAt(context.currentProcessingTime());
  }

  defaultTrigger(): Trigger {
    return new ProcessingTimeTrigger();
  }
}
