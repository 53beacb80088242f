/** Runs a `KeyedBroadcastProcessFunction`. `CoBroadcastWithKeyedOperator`. */
import type {
  KeyedBroadcastContext,
  KeyedBroadcastProcessFunction,
  OnReadOnlyTimerContext,
} from "../api/co-functions.ts";
import type { KeySelector, TimerService } from "../api/functions.ts";
import type { StateDescriptor, StateOf } from "../api/state-descriptors.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import { InternalTimerService, type Triggerable } from "../time/internal-timer-service.ts";
import type { InternalTimer } from "../time/timer-heap.ts";
import { NO_TIMESTAMP } from "../time/timestamps.ts";
import { type BroadcastDescriptor, BroadcastElementContext, BroadcastStates } from "./broadcast-states.ts";
import { cloneFunction } from "./clone-function.ts";
import type { OperatorContext, OperatorFactory } from "./operator.ts";
import { UserTimerService } from "./process-contexts.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";
import { TwoInputOperator } from "./two-input-operator.ts";
import { closeFunction, keyedStateOf, openFunction } from "./udf-context.ts";

type UserFunction = KeyedBroadcastProcessFunction<unknown, unknown, unknown, unknown>;

/** For elements of the keyed stream, for its timers, and for broadcast elements: each method takes it in its own role. */
class KeyedBroadcastElementContext
  extends BroadcastElementContext
  implements OnReadOnlyTimerContext<unknown>, KeyedBroadcastContext
{
  readonly #backend: KeyedStateBackend;
  readonly #timers: TimerService;
  domain: "event" | "processing" = "event";

  constructor(ctx: OperatorContext, states: BroadcastStates, backend: KeyedStateBackend, timers: TimerService) {
    super(ctx, states, () => timers.currentWatermark());
    this.#backend = backend;
    this.#timers = timers;
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

  applyToKeyedState<D extends StateDescriptor>(descriptor: D, fn: (key: unknown, state: StateOf<D>) => void): void {
    this.#backend.applyToAllKeys(descriptor, fn);
  }
}

/** The first input is keyed, the second is broadcast. */
export class KeyedBroadcastOperator extends TwoInputOperator implements Triggerable {
  readonly #function: UserFunction;
  readonly #keySelector: KeySelector<unknown, unknown>;
  readonly #descriptors: readonly BroadcastDescriptor[];
  #restoredCheckpoint = 0;
  #backend!: KeyedStateBackend;
  #timers!: InternalTimerService;
  #collector!: TimestampedCollector;
  #context!: KeyedBroadcastElementContext;

  constructor(
    fn: UserFunction,
    keySelector: KeySelector<unknown, unknown>,
    descriptors: readonly BroadcastDescriptor[],
  ) {
    super();
    this.#function = fn;
    this.#keySelector = keySelector;
    this.#descriptors = descriptors;
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
    const states = new BroadcastStates(this.ctx, this.#descriptors);
    const timers = new UserTimerService(this.#timers);
    this.#context = new KeyedBroadcastElementContext(this.ctx, states, this.#backend, timers);
    openFunction(this.#function, this.ctx);
  }

  override setKeyContext1(value: unknown): void {
    this.#backend.setCurrentKey(this.#keySelector(value));
  }

  processElement1(value: unknown, timestampMs: number): void {
    this.#enter(timestampMs, timestampMs);
    refusePromise(this.#function.processElement(value, this.#context, this.#collector), this.ctx.operatorName);
  }

  processElement2(value: unknown, timestampMs: number): void {
    this.#enter(timestampMs, timestampMs);
    const returned: unknown = this.#function.processBroadcastElement(value, this.#context, this.#collector);
    refusePromise(returned, this.ctx.operatorName);
  }

  onEventTime(timer: InternalTimer): void {
    this.#onTimer(timer, "event", timer.time);
  }

  onProcessingTime(timer: InternalTimer): void {
    this.#onTimer(timer, "processing", NO_TIMESTAMP);
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
}

/** Each call of `create` works on its own copy of the function. */
export function keyedBroadcastOperatorFactory(
  fn: UserFunction,
  keySelector: KeySelector<unknown, unknown>,
  descriptors: readonly BroadcastDescriptor[],
): OperatorFactory {
  const create = () => new KeyedBroadcastOperator(cloneFunction(fn), keySelector, descriptors);
  return { kind: "CoBroadcastWithKeyedOperator", create };
}
