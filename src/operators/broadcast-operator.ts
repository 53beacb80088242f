/** Runs a `BroadcastProcessFunction`. `CoBroadcastWithNonKeyedOperator`. */
import type { BroadcastProcessFunction } from "../api/co-functions.ts";
import { MIN_TIMESTAMP } from "../time/timestamps.ts";
import { type BroadcastDescriptor, BroadcastElementContext, BroadcastStates } from "./broadcast-states.ts";
import { cloneFunction } from "./clone-function.ts";
import type { OperatorFactory } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";
import { TwoInputOperator } from "./two-input-operator.ts";
import { closeFunction, openFunction } from "./udf-context.ts";

type UserFunction = BroadcastProcessFunction<unknown, unknown, unknown>;

/** The second input is broadcast. */
export class BroadcastOperator extends TwoInputOperator {
  readonly #function: UserFunction;
  readonly #descriptors: readonly BroadcastDescriptor[];
  #collector!: TimestampedCollector;
  #context!: BroadcastElementContext;
  #watermark = MIN_TIMESTAMP;

  constructor(fn: UserFunction, descriptors: readonly BroadcastDescriptor[]) {
    super();
    this.#function = fn;
    this.#descriptors = descriptors;
  }

  protected override userFunction(): object {
    return this.#function;
  }

  override open(): void {
    const states = new BroadcastStates(this.ctx, this.#descriptors);
    this.#collector = new TimestampedCollector(this.ctx.output);
    this.#context = new BroadcastElementContext(this.ctx, states, () => this.#watermark);
    openFunction(this.#function, this.ctx);
  }

  processElement1(value: unknown, timestampMs: number): void {
    this.#enter(timestampMs);
    refusePromise(this.#function.processElement(value, this.#context, this.#collector), this.ctx.operatorName);
  }

  processElement2(value: unknown, timestampMs: number): void {
    this.#enter(timestampMs);
    const returned: unknown = this.#function.processBroadcastElement(value, this.#context, this.#collector);
    refusePromise(returned, this.ctx.operatorName);
  }

  override processWatermark(timestampMs: number): void {
    super.processWatermark(timestampMs);
    this.#watermark = timestampMs;
  }

  override close(): void {
    closeFunction(this.#function);
  }

  #enter(timestampMs: number): void {
    this.#collector.timestampMs = timestampMs;
    this.#context.timestampMs = timestampMs;
  }
}

/** Each call of `create` works on its own copy of the function. */
export function broadcastOperatorFactory(
  fn: UserFunction,
  descriptors: readonly BroadcastDescriptor[],
): OperatorFactory {
  const create = () => new BroadcastOperator(cloneFunction(fn), descriptors);
  return { kind: "CoBroadcastWithNonKeyedOperator", create };
}
