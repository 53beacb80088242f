/** Runs a `KeyedProcessFunction`. Flink's operator of the same name. */
import type { KeyedProcessFunction, KeySelector, OnTimerContext, TimerService } from "../api/functions.ts";
import type { OutputTag } from "../api/output-tag.ts";
import { type KeyedStateBackend, VOID_NAMESPACE } from "../state/keyed-state-backend.ts";
import { InternalTimerService, type Triggerable } from "../time/internal-timer-service.ts";
import type { InternalTimer } from "../time/timer-heap.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { OneInputOperator, type Output } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";
import { closeFunction, keyedStateOf, openFunction } from "./udf-context.ts";

/** The timers of user functions: one namespace for all. `SimpleTimerService`. */
export class UserTimerService implements TimerService {
  readonly #service: InternalTimerService;

  constructor(service: InternalTimerService) {
    this.#service = service;
  }

  currentProcessingTime(): number {
    return this.#service.currentProcessingTime();
  }

  currentWatermark(): number {
    return this.#service.currentWatermark();
  }

  registerEventTimeTimer(timestampMs: number): void {
    this.#service.registerEventTimeTimer(VOID_NAMESPACE, timestampMs);
  }

  registerProcessingTimeTimer(timestampMs: number): void {
    this.#service.registerProcessingTimeTimer(VOID_NAMESPACE, timestampMs);
  }

  deleteEventTimeTimer(timestampMs: number): void {
    this.#service.deleteEventTimeTimer(VOID_NAMESPACE, timestampMs);
  }

  deleteProcessingTimeTimer(timestampMs: number): void {
    this.#service.deleteProcessingTimeTimer(VOID_NAMESPACE, timestampMs);
  }
}

/** One object serves all elements and timers of the operator, as in Flink. */
class ProcessContextImpl implements OnTimerContext<unknown> {
  readonly #output: Output;
  readonly #timers: TimerService;
  readonly #backend: KeyedStateBackend;
  timestampMs = NO_TIMESTAMP;
  domain: "event" | "processing" = "event";

  constructor(output: Output, timers: TimerService, backend: KeyedStateBackend) {
    this.#output = output;
    this.#timers = timers;
    this.#backend = backend;
  }

  timestamp(): number | null {
    return this.timestampMs === NO_TIMESTAMP ? null : this.timestampMs;
  }

  timerService(): TimerService {
    return this.#timers;
  }

  getCurrentKey(): unknown {
    return this.#backend.currentKey();
  }

  timeDomain(): "event" | "processing" {
    return this.domain;
  }

  /** Side outputs carry the timestamp of the element or timer, in the processing-time domain too. */
  output<X>(tag: OutputTag<X>, value: X): void {
    this.#output.collectSide(tag, value, this.timestampMs);
  }
}

type UserFunction = KeyedProcessFunction<unknown, unknown, unknown>;

/** Records leave with the timestamp of the element or the event-time timer; those of a processing-time timer have none. */
export class KeyedProcessOperator extends OneInputOperator implements Triggerable {
  readonly #function: UserFunction;
  readonly #keySelector: KeySelector<unknown, unknown>;
  #restoredCheckpoint = 0;
  #backend!: KeyedStateBackend;
  #timers!: InternalTimerService;
  #collector!: TimestampedCollector<unknown>;
  #context!: ProcessContextImpl;

  /** @param fn may also be a plain object with some of the methods */
  constructor(fn: UserFunction, keySelector: KeySelector<unknown, unknown>) {
    super();
    this.#function = fn;
    this.#keySelector = keySelector;
  }

  override initializeState(restoredCheckpoint: number): void {
    this.#restoredCheckpoint = restoredCheckpoint;
    this.#backend = keyedStateOf(this.ctx);
  }

  override open(): void {
    this.#timers = new InternalTimerService("user-timers", this.ctx, this, this.#restoredCheckpoint);
    this.#collector = new TimestampedCollector(this.ctx.output);
    this.#context = new ProcessContextImpl(this.ctx.output, new UserTimerService(this.#timers), this.#backend);
    openFunction(this.#function, this.ctx);
  }

  get timerService(): InternalTimerService {
    return this.#timers;
  }

  override setKeyContext(value: unknown): void {
    this.#backend.setCurrentKey(this.#keySelector(value));
  }

  processElement(value: unknown, timestampMs: number): void {
    this.#collector.timestampMs = timestampMs;
    this.#context.timestampMs = timestampMs;
    const returned: unknown = this.#function.processElement(value, this.#context, this.#collector);
    if (returned !== undefined) refusePromise(returned, this.ctx.operatorName);
  }

  onEventTime(timer: InternalTimer): void {
    this.#onTimer(timer, "event", timer.time);
  }

  onProcessingTime(timer: InternalTimer): void {
    this.#onTimer(timer, "processing", NO_TIMESTAMP);
  }

  #onTimer(timer: InternalTimer, domain: "event" | "processing", recordTimestamp: number): void {
    this.#collector.timestampMs = recordTimestamp;
    this.#context.timestampMs = timer.time;
    this.#context.domain = domain;
    // A plain object may leave the method out.
    const fn = this.#function as Partial<UserFunction>;
    const returned: unknown = fn.onTimer?.(timer.time, this.#context, this.#collector);
    if (returned !== undefined) refusePromise(returned, this.ctx.operatorName);
  }

  override processWatermark(timestampMs: number): void {
    this.#timers.advanceWatermark(timestampMs);
    this.ctx.output.emitWatermark(timestampMs);
  }

  override snapshotState(checkpointId: number): void {
    this.#timers.snapshotState(checkpointId);
  }

  override close(): void {
    closeFunction(this.#function);
  }
}
