/** Triggers that fire again and again while a window is open. */
import type { Window } from "../api/functions.ts";
import type { ReducingState } from "../api/state.ts";
import { ReducingStateDescriptor, ValueStateDescriptor } from "../api/state-descriptors.ts";
import {
  CONTINUE,
  FIRE,
  FIRE_AND_PURGE,
  type OnMergeContext,
  PURGE,
  Trigger,
  type TriggerContext,
  type TriggerResult,
} from "./trigger.ts";

const FIRE_TIME = new ReducingStateDescriptor<number>("fire-time", (a, b) => Math.min(a, b));

/** Fires at multiples of `interval` ms of event time, and at the end. Flink's class of the same name. */
export class ContinuousEventTimeTrigger extends Trigger {
  readonly interval: number;

  constructor(interval: number) {
    super();
    this.interval = interval;
  }

  /** @param interval ms */
  static of(interval: number): ContinuousEventTimeTrigger {
    return new ContinuousEventTimeTrigger(interval);
  }

  onElement(_value: unknown, timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    if (window.maxTimestamp() <= context.currentWatermark()) return FIRE;
    context.registerEventTimeTimer(window.maxTimestamp());
    const fireTime = context.getPartitionedState(FIRE_TIME);
    if (fireTime.get() === null) this.next(timestampMs - (timestampMs % this.interval), window, context, fireTime);
    return CONTINUE;
  }

  onEventTime(timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    if (timestampMs === window.maxTimestamp()) return FIRE;
    const fireTime = context.getPartitionedState(FIRE_TIME);
    if (fireTime.get() !== timestampMs) return CONTINUE;
    fireTime.clear();
    this.next(timestampMs, window, context, fireTime);
    return FIRE;
  }

  onProcessingTime(): TriggerResult {
    return CONTINUE;
  }

  clear(_window: Window, context: TriggerContext): void {
    const fireTime = context.getPartitionedState(FIRE_TIME);
    const time = fireTime.get();
    if (time === null) return;
    context.deleteEventTimeTimer(time);
    fireTime.clear();
  }

  override canMerge(): boolean {
    return true;
  }

  /** The earliest of the times remains. */
  override onMerge(_window: Window, context: OnMergeContext): void {
    context.mergePartitionedState(FIRE_TIME);
    const time = context.getPartitionedState(FIRE_TIME).get();
    if (time !== null) context.registerEventTimeTimer(time);
  }

  private next(from: number, window: Window, context: TriggerContext, fireTime: ReducingState<number>): void {
    const time = Math.min(from + this.interval, window.maxTimestamp());
    fireTime.add(time);
    context.registerEventTimeTimer(time);
  }
}

/** Fires at multiples of `interval` ms of the clock. Flink's class of the same name. */
export class ContinuousProcessingTimeTrigger extends Trigger {
  readonly interval: number;

  constructor(interval: number) {
    super();
    this.interval = interval;
  }

  /** @param interval ms */
  static of(interval: number): ContinuousProcessingTimeTrigger {
    return new ContinuousProcessingTimeTrigger(interval);
  }

  onElement(_value: unknown, _timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    const fireTime = context.getPartitionedState(FIRE_TIME);
    const now = context.currentProcessingTime();
    if (fireTime.get() === null) this.next(now - (now % this.interval), window, context, fireTime);
    return CONTINUE;
  }

  onEventTime(): TriggerResult {
    return CONTINUE;
  }

  /** At the window's last timestamp it fires without asking for another time. */
  onProcessingTime(timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    if (timestampMs === window.maxTimestamp()) return FIRE;
    const fireTime = context.getPartitionedState(FIRE_TIME);
    if (fireTime.get() !== timestampMs) return CONTINUE;
    fireTime.clear();
    this.next(timestampMs, window, context, fireTime);
    return FIRE;
  }

  clear(_window: Window, context: TriggerContext): void {
    const fireTime = context.getPartitionedState(FIRE_TIME);
    const time = fireTime.get();
    if (time === null) return;
    context.deleteProcessingTimeTimer(time);
    fireTime.clear();
  }

  override canMerge(): boolean {
    return true;
  }

  /** The earliest of the times remains. */
  override onMerge(_window: Window, context: OnMergeContext): void {
    context.mergePartitionedState(FIRE_TIME);
    const time = context.getPartitionedState(FIRE_TIME).get();
    if (time !== null) context.registerProcessingTimeTimer(time);
  }

  private next(from: number, window: Window, context: TriggerContext, fireTime: ReducingState<number>): void {
    const time = Math.min(from + this.interval, window.maxTimestamp());
    fireTime.add(time);
    context.registerProcessingTimeTimer(time);
  }
}

const TIMEOUT = new ValueStateDescriptor<number>("timeout");

/** What a timeout trigger does besides. */
export interface ProcessingTimeoutOptions {
  /** Every element begins the wait anew. */
  readonly resetOnNewRecord: boolean;
  /** The nested trigger forgets what it kept when the timeout fires. */
  readonly clearOnTimeout: boolean;
}

/** Fires as the nested trigger does, and when `timeout` ms of the clock went by. `ProcessingTimeoutTrigger`. */
export class ProcessingTimeoutTrigger extends Trigger {
  readonly nested: Trigger;
  readonly timeout: number;
  readonly options: ProcessingTimeoutOptions;

  constructor(nested: Trigger, timeout: number, options: ProcessingTimeoutOptions) {
    super();
    this.nested = nested;
    this.timeout = timeout;
    this.options = options;
  }

  /** @param timeout ms @param resetOnNewRecord every element begins the wait anew @param clearOnTimeout the nested trigger forgets */
  static of(
    nested: Trigger,
    timeout: number,
    resetOnNewRecord = false,
    clearOnTimeout = true,
  ): ProcessingTimeoutTrigger {
    return new ProcessingTimeoutTrigger(nested, timeout, { resetOnNewRecord, clearOnTimeout });
  }

  onElement(value: unknown, timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    const result = this.nested.onElement(value, timestampMs, window, context);
    if ((result & FIRE) !== 0) {
      this.clear(window, context);
      return result;
    }
    const pending = context.getPartitionedState(TIMEOUT);
    let time = pending.value();
    if (time !== null && this.options.resetOnNewRecord) {
      context.deleteProcessingTimeTimer(time);
      pending.clear();
      time = null;
    }
    if (time === null) {
      const next = context.currentProcessingTime() + this.timeout;
      pending.update(next);
      context.registerProcessingTimeTimer(next);
    }
    return result;
  }

  /** Fires on any timer of the window, clean-up timers included. */
  onEventTime(timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    return this.onTimeout(this.nested.onEventTime(timestampMs, window, context), window, context);
  }

  onProcessingTime(timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
    return this.onTimeout(this.nested.onProcessingTime(timestampMs, window, context), window, context);
  }

  clear(window: Window, context: TriggerContext): void {
    const pending = context.getPartitionedState(TIMEOUT);
    const time = pending.value();
    if (time !== null) {
      context.deleteProcessingTimeTimer(time);
      pending.clear();
    }
    this.nested.clear(window, context);
  }

  private onTimeout(result: TriggerResult, window: Window, context: TriggerContext): TriggerResult {
    if (this.options.clearOnTimeout) this.clear(window, context);
    return (result & PURGE) !== 0 ? FIRE_AND_PURGE : FIRE;
  }
}
