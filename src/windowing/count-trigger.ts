/** Triggers that look at the elements. */
import type { Window } from "../api/functions.ts";
import { ReducingStateDescriptor, ValueStateDescriptor } from "../api/state-descriptors.ts";
import {
  CONTINUE,
  FIRE,
  FIRE_AND_PURGE,
  type OnMergeContext,
  Trigger,
  type TriggerContext,
  type TriggerResult,
} from "./trigger.ts";

const COUNT = new ReducingStateDescriptor<number>("count", (a, b) => a + b);

/** Fires with every `maxCount`-th element of the window. Flink's class of the same name. */
export class CountTrigger extends Trigger {
  readonly maxCount: number;

  constructor(maxCount: number) {
    super();
    this.maxCount = maxCount;
  }

  static of(maxCount: number): CountTrigger {
    return new CountTrigger(maxCount);
  }

  onElement(_value: unknown, _timestampMs: number, _window: Window, context: TriggerContext): TriggerResult {
    const count = context.getPartitionedState(COUNT);
    count.add(1);
    if ((count.get() ?? 0) < this.maxCount) return CONTINUE;
    count.clear();
    return FIRE;
  }

  onEventTime(): TriggerResult {
    return CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return CONTINUE;
  }

  clear(_window: Window, context: TriggerContext): void {
    context.getPartitionedState(COUNT).clear();
  }

  override canMerge(): boolean {
    return true;
  }

  override onMerge(_window: Window, context: OnMergeContext): void {
    context.mergePartitionedState(COUNT);
  }
}

const LAST = new ValueStateDescriptor<unknown>("last-element");

/** Fires when an element is farther than `threshold` from the one that fired last. Flink's class of the same name. */
export class DeltaTrigger<T> extends Trigger {
  readonly threshold: number;
  readonly delta: (old: T, value: T) => number;

  constructor(threshold: number, delta: (old: T, value: T) => number) {
    super();
    this.threshold = threshold;
    this.delta = delta;
  }

  static of<T>(threshold: number, delta: (old: T, value: T) => number): DeltaTrigger<T> {
    return new DeltaTrigger(threshold, delta);
  }

  onElement(value: unknown, _timestampMs: number, _window: Window, context: TriggerContext): TriggerResult {
    const last = context.getPartitionedState(LAST);
    const old = last.value();
    if (old === null) {
      last.update(value);
      return CONTINUE;
    }
    if (!(this.delta(old as T, value as T) > this.threshold)) return CONTINUE;
    last.update(value);
    return FIRE;
  }

  onEventTime(): TriggerResult {
    return CONTINUE;
  }

  onProcessingTime(): TriggerResult {
    return CONTINUE;
  }

  clear(_window: Window, context: TriggerContext): void {
    context.getPartitionedState(LAST).clear();
  }
}

/** Drops the contents whenever the nested trigger fires. Flink's class of the same name. */
export class PurgingTrigger extends Trigger {
  readonly nested: Trigger;

  constructor(nested: Trigger) {
    super();
    this.nested = nested;
  }

  static of(nested: Trigger): PurgingTrigger {
    return new PurgingTrigger(nested);
  }

  onElement(value: unknown, timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    return purging(this.nested.onElement(value, timestampMs, window, context));
  }

  onEventTime(timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    return purging(this.nested.onEventTime(timestampMs, window, context));
  }

  onProcessingTime(timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    return purging(this.nested.onProcessingTime(timestampMs, window, context));
  }

  clear(window: Window, context: TriggerContext): void {
    this.nested.clear(window, context);
  }

  override canMerge(): boolean {
    return this.nested.canMerge();
  }

  override onMerge(window: Window, context: OnMergeContext): void {
    this.nested.onMerge(window, context);
  }
}

function purging(result: TriggerResult): TriggerResult {
  return result === FIRE ? FIRE_AND_PURGE : result;
}
