/** Windows of fixed size that do not overlap. `TumblingEventTimeWindows`, `TumblingProcessingTimeWindows`, `WindowStagger`. */
import type { Namespace } from "../state/keyed-state-backend.ts";
import { MIN_TIMESTAMP } from "../time/timestamps.ts";
import { IllegalArgumentError } from "../types/errors.ts";
import { EventTimeTrigger, ProcessingTimeTrigger } from "./event-time-trigger.ts";
import { refuseMissingTimestamp } from "./missing-timestamp.ts";
import { getWindowStartWithOffset, TimeWindow } from "./time-window.ts";
import type { Trigger } from "./trigger.ts";
import type { WindowAssigner, WindowAssignerContext } from "./window-assigner.ts";

/** Where an operator instance's windows begin: at the offset, or as far after it as the clock was at the first element. */
export type WindowStagger = "aligned" | "natural";

/** Windows that are kept at hand. */
const RECENT = 8;

abstract class TumblingWindows implements WindowAssigner<TimeWindow> {
  abstract readonly isEventTime: boolean;
  readonly size: number;
  readonly offset: number;
  readonly stagger: WindowStagger;
  /** Offset with stagger; null before the first element. */
  private offsetInForce: number | null = null;
  /** The window of the last element, which is mostly that of the next one. */
  private last: readonly [TimeWindow] = [new TimeWindow(0, 0)];
  /** Windows of late: elements of several channels take turns, and an object that is already there has its name at hand. */
  private readonly recent: (readonly [TimeWindow])[] = [];
  private oldest = 0;

  constructor(name: string, size: number, offset: number, stagger: WindowStagger) {
    if (Math.abs(offset) >= size) throw new IllegalArgumentError(`${name} parameters must satisfy abs(offset) < size`);
    this.size = size;
    this.offset = offset;
    this.stagger = stagger;
  }

  abstract assignWindows(value: unknown, timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[];
  abstract defaultTrigger(): Trigger;
  abstract copy(): WindowAssigner<TimeWindow>;

  windowOf(namespace: Namespace): TimeWindow {
    for (const [window] of this.recent) if (window.namespace === namespace) return window;
    return TimeWindow.ofNamespace(namespace);
  }

  protected windowAt(timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[] {
    const last = this.last[0];
    return timestampMs >= last.start && timestampMs < last.end ? this.last : this.anotherWindow(timestampMs, context);
  }

  private anotherWindow(timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[] {
    this.offsetInForce ??= (this.offset + this.staggerOffset(context)) % this.size;
    const start = getWindowStartWithOffset(timestampMs, this.offsetInForce, this.size);
    this.last = this.recall(start) ?? this.remember(start);
    return this.last;
  }

  private recall(start: number): readonly [TimeWindow] | undefined {
    for (let i = 0; i < this.recent.length; i++) if (this.recent[i][0].start === start) return this.recent[i];
    return undefined;
  }

  private remember(start: number): readonly [TimeWindow] {
    const made: readonly [TimeWindow] = [new TimeWindow(start, start + this.size)];
    this.recent[this.oldest] = made;
    this.oldest = (this.oldest + 1) % RECENT;
    return made;
  }

  private staggerOffset(context: WindowAssignerContext): number {
    if (this.stagger === "aligned") return 0;
    const now = context.currentProcessingTime();
    return Math.max(0, now - getWindowStartWithOffset(now, 0, this.size));
  }
}

/** By the timestamp of the element. */
export class TumblingEventTimeWindows extends TumblingWindows {
  readonly isEventTime = true;

  /**
   * @param size ms
   * @param offset ms, |offset| < size; throws otherwise
   */
  static of(size: number, offset = 0, stagger: WindowStagger = "aligned"): TumblingEventTimeWindows {
    return new TumblingEventTimeWindows("TumblingEventTimeWindows", size, offset, stagger);
  }

  /** Throws for an element without timestamp. */
  assignWindows(_value: unknown, timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[] {
    if (timestampMs === MIN_TIMESTAMP) refuseMissingTimestamp();
    return this.windowAt(timestampMs, context);
  }

  defaultTrigger(): Trigger {
    return new EventTimeTrigger();
  }

  copy(): TumblingEventTimeWindows {
    return TumblingEventTimeWindows.of(this.size, this.offset, this.stagger);
  }
}

/** By the clock at which the element is processed. */
export class TumblingProcessingTimeWindows extends TumblingWindows {
  readonly isEventTime = false;

  /** As `TumblingEventTimeWindows.of`. */
  static of(size: number, offset = 0, stagger: WindowStagger = "aligned"): TumblingProcessingTimeWindows {
    return new TumblingProcessingTimeWindows("TumblingProcessingTimeWindows", size, offset, stagger);
  }

  assignWindows(_value: unknown, _timestampMs: number, context: WindowAssignerContext): readonly TimeWindow[] {
    return this.windowAt(context.currentProcessingTime(), context);
  }

  defaultTrigger(): Trigger {
    return new ProcessingTimeTrigger();
  }

  copy(): TumblingProcessingTimeWindows {
    return TumblingProcessingTimeWindows.of(this.size, this.offset, this.stagger);
  }
}
