/** Event-time and processing-time timers of a keyed operator. `InternalTimerServiceImpl`. */
import type { OperatorContext, ProcessingTimeCallback, ProcessingTimer } from "../operators/operator.ts";
import type {
  KeyedStateBackend,
  Namespace,
  RestoredTimers,
  Scope,
  TimerEntry,
  TimerOwner,
} from "../state/keyed-state-backend.ts";
import { IllegalStateError } from "../types/errors.ts";
import { valueToText } from "../types/value-text.ts";
import type { InternalTimer } from "./timer-heap.ts";
import { TimerQueue } from "./timer-queue.ts";
import { MAX_TIMESTAMP, MIN_TIMESTAMP } from "./timestamps.ts";

/** Called when a timer fires; the current key is that of the timer. */
export interface Triggerable {
  onEventTime(timer: InternalTimer): void;
  onProcessingTime(timer: InternalTimer): void;
}

/** Timers that callbacks may register while the last watermark fires them. Flink has no limit, and would never come to an end. */
const MOST_CHAINED = 1_000_000;

const EVENT = 0;
const PROCESSING = 1;

/**
 * A named set of timers. Made when its operator opens, after the last restore: it takes up what was restored under its
 * name, and processing-time timers that are due by then fire as soon as the task gets to it. The watermark is not stored:
 * restored event-time timers wait for one to pass them.
 */
export class InternalTimerService implements ProcessingTimeCallback, TimerOwner {
  readonly name: string;
  readonly #ctx: OperatorContext;
  readonly #backend: KeyedStateBackend;
  readonly #target: Triggerable;
  readonly #event: TimerQueue;
  readonly #processing: TimerQueue;
  #watermark = MIN_TIMESTAMP;
  /** Callbacks that run now; counted for the trace only. */
  #depth = 0;
  /** The one call that is scheduled for the head of the processing-time timers. */
  #scheduled: ProcessingTimer | null = null;

  /**
   * @param name distinguishes the services of one operator: "window-timers", "user-timers"
   * @param restoredCheckpoint for the trace; 0 for a fresh start
   */
  constructor(name: string, ctx: OperatorContext, target: Triggerable, restoredCheckpoint: number) {
    if (ctx.keyedState === null) throw new IllegalStateError("Timers can only be used on keyed operators.");
    this.name = name;
    this.#ctx = ctx;
    this.#backend = ctx.keyedState;
    this.#target = target;
    const restored = this.#backend.registerTimers(name, this);
    this.#event = new TimerQueue(this.#backend);
    this.#processing = new TimerQueue(this.#backend);
    this.#takeUp(restored, restoredCheckpoint);
  }

  #takeUp({ timers, wasRestored }: RestoredTimers, restoredCheckpoint: number): void {
    for (const timer of timers) {
      this.#backend.setCurrentKey(timer.key);
      (timer.domain === EVENT ? this.#event : this.#processing).add(timer.time, this.#backend.currentContext(), {
        namespace: timer.namespace,
      });
    }
    if (wasRestored) this.#tracePending(restoredCheckpoint, 1);
    const head = this.#processing.peek();
    if (head !== null) this.#schedule(head.time);
  }

  /** ms; `MIN_TIMESTAMP` before the first watermark of this attempt. */
  currentWatermark(): number {
    return this.#watermark;
  }

  /** ms */
  currentProcessingTime(): number {
    return this.#ctx.processingTime.currentTimeMs();
  }

  get numEventTimeTimers(): number {
    return this.#event.size;
  }

  get numProcessingTimeTimers(): number {
    return this.#processing.size;
  }

  /** For the current key. A time that the watermark has passed fires with the next watermark, not at once. */
  registerEventTimeTimer(scope: Scope, timeMs: number): void {
    const added = this.#event.add(timeMs, this.#backend.currentContext(), scope);
    if (added && this.#ctx.trace.records) this.#trace("timer.set", EVENT, timeMs, scope);
  }

  /** For the current key; fires when the clock is greater than `timeMs`. */
  registerProcessingTimeTimer(scope: Scope, timeMs: number): void {
    const head = this.#processing.peek();
    if (!this.#processing.add(timeMs, this.#backend.currentContext(), scope)) return;
    if (this.#ctx.trace.records) this.#trace("timer.set", PROCESSING, timeMs, scope);
    if (head !== null && timeMs >= head.time) return;
    if (this.#scheduled !== null) this.#ctx.processingTime.cancel(this.#scheduled);
    this.#schedule(timeMs);
  }

  /** For the current key; a timer that does not exist is ignored. */
  deleteEventTimeTimer(scope: Scope, timeMs: number): void {
    const removed = this.#event.remove(timeMs, this.#backend.currentContext(), scope);
    if (removed && this.#ctx.trace.records) this.#trace("timer.del", EVENT, timeMs, scope);
  }

  /** For the current key: as if a timer was registered for what the scope is about to become, and that of the scope deleted. */
  moveEventTimeTimer(scope: Scope, timeMs: number, byTimeMs: number): void {
    this.#event.move(timeMs, byTimeMs, this.#backend.currentContext(), scope);
  }

  /** The call that was scheduled for it stays, finds nothing due, and is scheduled anew. */
  deleteProcessingTimeTimer(scope: Scope, timeMs: number): void {
    const removed = this.#processing.remove(timeMs, this.#backend.currentContext(), scope);
    if (removed && this.#ctx.trace.records) this.#trace("timer.del", PROCESSING, timeMs, scope);
  }

  /** Fires every event-time timer up to the watermark, also those that the callbacks register. */
  advanceWatermark(watermark: number): void {
    this.#watermark = watermark;
    let left = this.#event.size + MOST_CHAINED;
    for (let head = this.#event.peek(); head !== null && head.time <= watermark; head = this.#event.peek()) {
      if (--left < 0 && watermark === MAX_TIMESTAMP) this.#refuseEndless(head);
      this.#fire(this.#event.poll(), EVENT);
    }
  }

  /** At the end of time every timer is due at once, so a chain of them has no end. */
  #refuseEndless({ key }: InternalTimer): never {
    throw new IllegalStateError(
      `The input has ended, and onTimer goes on registering timers: ${MOST_CHAINED} so far, the last for the key ${valueToText(key)}. At the end of time each timer is due at once; register the next one only while there is something to wait for.`,
    );
  }

  /** The scheduled call. What is due is measured by the time it was scheduled for, not by the clock. */
  onProcessingTime(timestampMs: number): void {
    this.#scheduled = null;
    let head = this.#processing.peek();
    while (head !== null && head.time <= timestampMs) {
      this.#fire(this.#processing.poll(), PROCESSING);
      head = this.#processing.peek();
    }
    if (head !== null && this.#scheduled === null) this.#schedule(head.time);
  }

  pendingTimers(): readonly TimerEntry[] {
    const entry = (timer: InternalTimer, domain: 0 | 1): TimerEntry => {
      const { key, keyGroup } = timer.context;
      return { domain, time: timer.time, key, keyGroup, namespace: timer.scope.namespace };
    };
    const event = this.#event.toArray().map((timer) => entry(timer, EVENT));
    return event.concat(this.#processing.toArray().map((timer) => entry(timer, PROCESSING)));
  }

  /** Called by the operator in the synchronous part of a snapshot. */
  snapshotState(checkpointId: number): void {
    this.#tracePending(checkpointId, 0);
  }

  #schedule(timeMs: number): void {
    this.#scheduled = this.#ctx.processingTime.register(timeMs, this);
  }

  #fire(timer: InternalTimer, domain: 0 | 1): void {
    this.#backend.setCurrentContext(timer.context);
    const { trace } = this.#ctx;
    if (!trace.records) {
      this.#call(timer, domain);
      return;
    }
    // What the callback does is caused by the timer; what comes after it is not.
    const causes = trace.causes();
    const depth = ++this.#depth;
    const op = this.#ctx.operatorId;
    const service = this.name;
    const key = this.#backend.currentKey();
    const kg = this.#backend.currentKeyGroup();
    const ns = timer.scope.namespace;
    // Literals, not spreads: this is written for every timer.
    const ext =
      domain === EVENT
        ? { op, service, key, kg, ns, watermark: this.#watermark, depth }
        : { op, service, key, kg, ns, now: this.currentProcessingTime(), depth };
    trace.step("timer.fire", { task: this.#ctx.task, b: domain, x: timer.time, ext });
    this.#call(timer, domain);
    this.#depth--;
    trace.resume(causes);
  }

  #call(timer: InternalTimer, domain: 0 | 1): void {
    if (domain === EVENT) this.#target.onEventTime(timer);
    else this.#target.onProcessingTime(timer);
  }

  #trace(kind: "timer.set" | "timer.del", domain: 0 | 1, timeMs: number, scope: Scope): void {
    this.#ctx.trace.emit(kind, { task: this.#ctx.task, b: domain, x: timeMs, ext: this.#ext(scope.namespace) });
  }

  #ext(ns: Namespace): { op: string; service: string; key: unknown; kg: number; ns: Namespace } {
    return {
      op: this.#ctx.operatorId,
      service: this.name,
      key: this.#backend.currentKey(),
      kg: this.#backend.currentKeyGroup(),
      ns,
    };
  }

  #tracePending(checkpointId: number, a: 0 | 1): void {
    const { trace, task, operatorId } = this.#ctx;
    if (!trace.records) return;
    const timers = this.pendingTimers().map(
      (t) => `${this.name}|${t.domain}|${t.time}|${valueToText(t.key)}|${t.namespace}`,
    );
    trace.emit("timer.pending", { task, ch: checkpointId, a, ext: { op: operatorId, timers: timers.sort() } });
  }
}
