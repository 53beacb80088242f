/** Runs a `KeyedCoProcessFunction`: state and timers of a key are shared by both inputs. Flink's operator of the same name. */
import type { KeyedCoProcessFunction } from "../api/co-functions.ts";
import type { KeySelector } from "../api/functions.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import { InternalTimerService, type Triggerable } from "../time/internal-timer-service.ts";
import type { InternalTimer } from "../time/timer-heap.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { cloneFunction } from "./clone-function.ts";
import type { OperatorFactory } from "./operator.ts";
import { KeyedElementContext, UserTimerService } from "./process-contexts.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";
import { TwoInputOperator } from "./two-input-operator.ts";
import { closeFunction, keyedStateOf, openFunction } from "./udf-context.ts";

type UserFunction = KeyedCoProcessFunction<unknown, unknown, unknown, unknown>;

/** Records leave with the timestamp of the element or the event-time timer; those of a processing-time timer have none. */
export class KeyedCoProcessOperator extends TwoInputOperator implements Triggerable {
  readonly #function: UserFunction;
  readonly #keySelectors: readonly [KeySelector<unknown, unknown>, KeySelector<unknown, unknown>];
  #restoredCheckpoint = 0;
  #backend!: KeyedStateBackend;
  #timers!: InternalTimerService;
  #collector!: TimestampedCollector;
  #context!: KeyedElementContext;

  constructor(fn: UserFunction, first: KeySelector<unknown, unknown>, second: KeySelector<unknown, unknown>) {
    super();
    this.#function = fn;
    this.#keySelectors = [first, second];
  }

  get timerService(): InternalTimerService {
    return this.#timers;
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

  override setKeyContext1(value: unknown): void {
    this.#backend.setCurrentKey(this.#keySelectors[0](value));
  }

  override setKeyContext2(value: unknown): void {
    this.#backend.setCurrentKey(this.#keySelectors[1](value));
  }

  processElement1(value: unknown, timestampMs: number): void {
    this.#enter(timestampMs, timestampMs);
    refusePromise(this.#function.processElement1(value, this.#context, this.#collector), this.ctx.operatorName);
  }

  processElement2(value: unknown, timestampMs: number): void {
    this.#enter(timestampMs, timestampMs);
    refusePromise(this.#function.processElement2(value, this.#context, this.#collector), this.ctx.operatorName);
  }

  onEventTime(timer: InternalTimer): void {
    this.#onTimer(timer, "event", timer.time);
  }

  onProcessingTime(timer: InternalTimer): void {
    this.#onTimer(timer, "processing", NO_TIMESTAMP);
  }

  #onTimer(timer: InternalTimer, domain: "event" | "processing", recordTimestamp: number): void {
    this.#enter(timer.time, recordTimestamp);
    this.#context.domain = domain;
    const returned: unknown = this.#function.onTimer?.(timer.time, this.#context, this.#collector);
    refusePromise(returned, this.ctx.operatorName);
  }

  #enter(timestampMs: number, recordTimestamp: number): void {
    this.#collector.timestampMs = recordTimestamp;
    this.#context.timestampMs = timestampMs;
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

/** Each call of `create` works on its own copy of the function. */
export function keyedCoProcessOperatorFactory(
  fn: UserFunction,
  first: KeySelector<unknown, unknown>,
  second: KeySelector<unknown, unknown>,
): OperatorFactory {
  const create = () => new KeyedCoProcessOperator(cloneFunction(fn), first, second);
  return { kind: "KeyedCoProcessOperator", create };
}
