import type { MapFunction } from "../api/functions.ts";
import { cloneFunction } from "./clone-function.ts";
import { FunctionOperator, type RecordKey } from "./function-operator.ts";
import type { OperatorFactory } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";

/** One result for each element, with its timestamp. `StreamMap`. */
export class MapOperator extends FunctionOperator<MapFunction<unknown, unknown>> {
  /** The user function in its plain form. */
  readonly apply: (value: unknown) => unknown;

  constructor(fn: MapFunction<unknown, unknown>, keySelector: RecordKey = null) {
    super(fn, keySelector);
    this.apply = typeof fn === "function" ? fn : (value) => fn.map(value);
  }

  override processElement(value: unknown, timestampMs: number): void {
    const result = this.apply(value);
    if (typeof result === "object") refusePromise(result, this.ctx.operatorName);
    this.ctx.output.collect(result, timestampMs);
  }
}

/** Each call of `create` works on its own copy of the function. */
export function mapOperatorFactory(fn: MapFunction<unknown, unknown>, keySelector: RecordKey = null): OperatorFactory {
  return { kind: "StreamMap", create: () => new MapOperator(cloneFunction(fn), keySelector) };
}
