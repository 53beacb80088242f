import type { FilterFunction } from "../api/functions.ts";
import { cloneFunction } from "./clone-function.ts";
import { FunctionOperator, type RecordKey } from "./function-operator.ts";
import type { OperatorFactory } from "./operator.ts";
import { refusePromise } from "./refuse-promise.ts";

/** Lets the elements pass for which the function says so. `StreamFilter`. */
export class FilterOperator extends FunctionOperator<FilterFunction<unknown>> {
  /** The user function in its plain form. */
  readonly apply: (value: unknown) => boolean;

  constructor(fn: FilterFunction<unknown>, keySelector: RecordKey = null) {
    super(fn, keySelector);
    this.apply = typeof fn === "function" ? fn : (value) => fn.filter(value);
  }

  override processElement(value: unknown, timestampMs: number): void {
    const { ctx } = this;
    const passes = this.apply(value);
    if (typeof passes === "object") refusePromise(passes, ctx.operatorName);
    if (passes) ctx.output.collect(value, timestampMs);
    else if (ctx.trace.records) ctx.trace.emit("rec.filter", { task: ctx.task });
  }
}

/** Each call of `create` works on its own copy of the function. */
export function filterOperatorFactory(fn: FilterFunction<unknown>, keySelector: RecordKey = null): OperatorFactory {
  return { kind: "StreamFilter", create: () => new FilterOperator(cloneFunction(fn), keySelector) };
}
