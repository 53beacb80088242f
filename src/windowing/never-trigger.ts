import { CONTINUE, Trigger, type TriggerResult } from "./trigger.ts";

/** Never fires. `GlobalWindows.NeverTrigger`. */
export class NeverTrigger extends Trigger {
  onElement(): TriggerResult {
    return CONTINUE;
  }

  onEventTime(): TriggerResult {
    return CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return CONTINUE;
  }

  clear(): void {}

  override canMerge(): boolean {
    return false;
  }

  override onMerge(): void {}
}
