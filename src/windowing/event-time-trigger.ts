/** The default triggers of windows of time. */
import type { Window } from "../api/functions.ts";
import { CONTINUE, FIRE, type OnMergeContext, Trigger, type TriggerContext, type TriggerResult } from "./trigger.ts";

/** Fires when the watermark passes the end, and for every element that comes after that. Flink's class of the same name. */
export class EventTimeTrigger extends Trigger {
  static create(): EventTimeTrigger {
    return new EventTimeTrigger();
  }

  onElement(_value: unknown, _timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    if (window.maxTimestamp() <= context.currentWatermark()) return FIRE;
    context.registerEventTimeTimer(window.maxTimestamp());
    return CONTINUE;
  }

  onEventTime(timestampMs: number, window: Window): TriggerResult {
    return timestampMs === window.maxTimestamp() ? FIRE : CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return CONTINUE;
  }

  clear(window: Window, context: TriggerContext): void {
    context.deleteEventTimeTimer(window.maxTimestamp());
  }

  override canMerge(): boolean {
    return true;
  }

  /** A merged window whose time has come already fires with the element that is being added. */
  override onMerge(window: Window, context: OnMergeContext): void {
    const last = window.maxTimestamp();
    if (last > context.currentWatermark()) context.registerEventTimeTimer(last);
  }
}

/** Fires when the clock passes the end. Flink's class of the same name. */
export class ProcessingTimeTrigger extends Trigger {
  static create(): ProcessingTimeTrigger {
    return new ProcessingTimeTrigger();
  }

  onElement(_value: unknown, _timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    context.registerProcessingTimeTimer(window.maxTimestamp());
    return CONTINUE;
  }

  onEventTime(): TriggerResult {
    return CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return FIRE;
  }

  clear(window: Window, context: TriggerContext): void {
    context.deleteProcessingTimeTimer(window.maxTimestamp());
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(window: Window, context: OnMergeContext): void {
    const last = window.maxTimestamp();
    if (last > context.currentProcessingTime()) context.registerProcessingTimeTimer(last);
  }
}
