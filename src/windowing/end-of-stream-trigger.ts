import type { Window } from "../api/functions.ts";
import { CONTINUE, FIRE, Trigger, type TriggerContext, type TriggerResult } from "./trigger.ts";

/** Fires when the last watermark has come. `GlobalWindows.EndOfStreamTrigger`. */
export class EndOfStreamTrigger extends Trigger {
  onElement(_value: unknown, _timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    context.registerEventTimeTimer(window.maxTimestamp());
    return CONTINUE;
  }

  onEventTime(timestampMs: number, window: Window): TriggerResult {
    return timestampMs === window.maxTimestamp() ? FIRE : CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return CONTINUE;
  }

  /** Its timer stays, as in Flink. */
  clear(): void {}

  override onMerge(): void {}
}
