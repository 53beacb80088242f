/** Runs a `KeyedProcessFunction`. Flink's operator of the same name. */
import type { KeyedProcessFunction, KeySelector } from "../api/functions.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import { InternalTimerService, type Triggerable } from "../time/internal-timer-service.ts";
import type { InternalTimer } from "../time/timer-heap.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { OneInputOperator } from "./operator.ts";
import { KeyedElementContext, UserTimerService } from "./process-contexts.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";
import { closeFunction, keyedStateOf, openFunction } from "./udf-context.ts";

type UserFunction = KeyedProcessFunction<unknown, unknown, unknown>;

/** Records leave with the timestamp of the element or the event-time timer; those of a processing-time timer have none. */
export class KeyedProcessOperator extends OneInputOperator implements Triggerable {
  readonly #function: UserFunction;
  readonly #keySelector: KeySelector<unknown, unknown>;
  #restoredCheckpoint = 0;
  #backend!: KeyedStateBackend;
  #timers!: InternalTimerService;
  #collector!: TimestampedCollector<unknown>;
  #context!: KeyedElementContext;

  /** @param fn may also be a plain object with some of the methods */
  constructor(fn: UserFunction, keySelector: KeySelector<unknown, unknown>) {
    super();
    this.#function = fn;
    this.#keySelector = keySelector;
  }

  protected override userFunction(): object {
    return this.#function;
  }

  override initializeState(restoredCheckpoint: number): void {
    this.#restoredCheckpoint = restoredCheckpoint;
    this.#backend = keyedStateOf(this.ctx);
    super.initializeState(restoredCheckpoint);
  }

  override open(): void {
    this.#timers = new InternalTimerService("user-timers", this.ctx, this, this.#restoredCheckpoint);
    this.#collector = new TimestampedCollector(this.ctx.output);
    this.#context = new KeyedElementContext(this.ctx.output, new UserTimerService(this.#timers), this.#backend);
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

  override snapshotState(checkpointId: number, timestampMs: number): void {
    this.#timers.snapshotState(checkpointId);
    super.snapshotState(checkpointId, timestampMs);
  }

  override close(): void {
    closeFunction(this.#function);
  }
}
