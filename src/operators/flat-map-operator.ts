import type { Collector, FlatMapFunction } from "../api/functions.ts";
import type { MaybeStep } from "../task/step.ts";
import { cloneFunction } from "./clone-function.ts";
import { FunctionOperator, type RecordKey } from "./function-operator.ts";
import type { OperatorFactory } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";
import { TimestampedCollector } from "./timestamped-collector.ts";

/** Any number of results for each element, with its timestamp. `StreamFlatMap`. */
export class FlatMapOperator extends FunctionOperator<FlatMapFunction<unknown, unknown>> {
  private readonly apply: (value: unknown, out: Collector<unknown>) => void;
  private collector!: TimestampedCollector<unknown>;

  constructor(fn: FlatMapFunction<unknown, unknown>, keySelector: RecordKey = null) {
    super(fn, keySelector);
    this.apply = typeof fn === "function" ? fn : (value, out) => fn.flatMap(value, out);
  }

  override open(): MaybeStep {
    this.collector = new TimestampedCollector(this.ctx.output);
    return super.open();
  }

  override processElement(value: unknown, timestampMs: number): void {
    this.collector.timestampMs = timestampMs;
    const returned: unknown = this.apply(value, this.collector);
    if (returned !== undefined) refusePromise(returned, this.ctx.operatorName);
  }
}

/** Each call of `create` works on its own copy of the function. */
export function flatMapOperatorFactory(
  fn: FlatMapFunction<unknown, unknown>,
  keySelector: RecordKey = null,
): OperatorFactory {
  return { kind: "StreamFlatMap", create: () => new FlatMapOperator(cloneFunction(fn), keySelector) };
}
