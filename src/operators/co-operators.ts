/** Operators of two streams that are not keyed. `CoStreamMap`, `CoStreamFlatMap`, `CoProcessOperator`. */
import type { CoFlatMapFunction, CoMapFunction, CoProcessFunction } from "../api/co-functions.ts";
import type { RichFunction } from "../api/functions.ts";
import type { MaybeStep } from "../task/step.ts";
import { cloneFunction } from "./clone-function.ts";
import type { RecordKey } from "./function-operator.ts";
import type { OperatorFactory } from "./operator.ts";
import { ElementContext } from "./process-contexts.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";
import { TwoInputOperator } from "./two-input-operator.ts";
import { closeFunction, openFunction } from "./udf-context.ts";

/** An operator of two inputs around one user function. */
abstract class CoFunctionOperator<F extends RichFunction> extends TwoInputOperator {
  protected readonly fn: F;
  protected collector!: TimestampedCollector;

  private readonly keys: readonly [RecordKey, RecordKey];

  /**
   * @param fn this attempt's own copy
   * @param keys of both streams, where they are keyed: then the function has state of the key
   */
  constructor(fn: F, keys: readonly [RecordKey, RecordKey] = [null, null]) {
    super();
    this.fn = fn;
    this.keys = keys;
  }

  override setKeyContext1(value: unknown): void {
    if (this.keys[0] !== null) this.ctx.keyedState!.setCurrentKey(this.keys[0](value));
  }

  override setKeyContext2(value: unknown): void {
    if (this.keys[1] !== null) this.ctx.keyedState!.setCurrentKey(this.keys[1](value));
  }

  protected override userFunction(): object {
    return this.fn;
  }

  override open(): MaybeStep {
    this.collector = new TimestampedCollector(this.ctx.output);
    openFunction(this.fn, this.ctx);
  }

  override close(): MaybeStep {
    closeFunction(this.fn);
  }
}

/** One result for each element, with its timestamp. `CoStreamMap`. */
export class CoMapOperator extends CoFunctionOperator<CoMapFunction<unknown, unknown, unknown>> {
  override processElement1(value: unknown, timestampMs: number): void {
    this.#emit(this.fn.map1(value), timestampMs);
  }

  override processElement2(value: unknown, timestampMs: number): void {
    this.#emit(this.fn.map2(value), timestampMs);
  }

  #emit(result: unknown, timestampMs: number): void {
    if (typeof result === "object") refusePromise(result, this.ctx.operatorName);
    this.ctx.output.collect(result, timestampMs);
  }
}

/** Any number of results for each element, with its timestamp. `CoStreamFlatMap`. */
export class CoFlatMapOperator extends CoFunctionOperator<CoFlatMapFunction<unknown, unknown, unknown>> {
  override processElement1(value: unknown, timestampMs: number): void {
    this.collector.timestampMs = timestampMs;
    refusePromise(this.fn.flatMap1(value, this.collector), this.ctx.operatorName);
  }

  override processElement2(value: unknown, timestampMs: number): void {
    this.collector.timestampMs = timestampMs;
    refusePromise(this.fn.flatMap2(value, this.collector), this.ctx.operatorName);
  }
}

/** Side outputs, clocks, no timers. `CoProcessOperator`. */
export class CoProcessOperator extends CoFunctionOperator<CoProcessFunction<unknown, unknown, unknown>> {
  #context!: ElementContext;

  override open(): MaybeStep {
    this.#context = new ElementContext(this.ctx);
    return super.open();
  }

  override processElement1(value: unknown, timestampMs: number): void {
    this.#enter(timestampMs);
    refusePromise(this.fn.processElement1(value, this.#context, this.collector), this.ctx.operatorName);
  }

  override processElement2(value: unknown, timestampMs: number): void {
    this.#enter(timestampMs);
    refusePromise(this.fn.processElement2(value, this.#context, this.collector), this.ctx.operatorName);
  }

  override processWatermark(timestampMs: number): void {
    super.processWatermark(timestampMs);
    this.#context.watermarkMs = timestampMs;
  }

  #enter(timestampMs: number): void {
    this.collector.timestampMs = timestampMs;
    this.#context.timestampMs = timestampMs;
  }
}

/** Each call of `create` works on its own copy of the function. */
export function coMapOperatorFactory(
  fn: CoMapFunction<unknown, unknown, unknown>,
  keys: readonly [RecordKey, RecordKey],
): OperatorFactory {
  return { kind: "CoStreamMap", create: () => new CoMapOperator(cloneFunction(fn), keys) };
}

/** Each call of `create` works on its own copy of the function. */
export function coFlatMapOperatorFactory(
  fn: CoFlatMapFunction<unknown, unknown, unknown>,
  keys: readonly [RecordKey, RecordKey],
): OperatorFactory {
  return { kind: "CoStreamFlatMap", create: () => new CoFlatMapOperator(cloneFunction(fn), keys) };
}

/** Each call of `create` works on its own copy of the function. */
export function coProcessOperatorFactory(fn: CoProcessFunction<unknown, unknown, unknown>): OperatorFactory {
  return { kind: "CoProcessOperator", create: () => new CoProcessOperator(cloneFunction(fn)) };
}
