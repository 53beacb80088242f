import type { MapFunction } from "../api/functions.ts";
import { cloneFunction } from "./clone-function.ts";
import { FunctionOperator } from "./function-operator.ts";
import type { OperatorFactory } from "./operator.ts";

/** One result for each element, with its timestamp. `StreamMap`. */
export class MapOperator extends FunctionOperator<MapFunction<unknown, unknown>> {
  /** The user function in its plain form. */
  readonly apply: (value: unknown) => unknown;

  constructor(fn: MapFunction<unknown, unknown>) {
    super(fn);
    this.apply = typeof fn === "function" ? fn : (value) => fn.map(value);
  }

  override processElement(value: unknown, timestampMs: number): void {
    this.ctx.output.collect(this.apply(value), timestampMs);
  }
}

export function mapOperatorFactory(fn: MapFunction<unknown, unknown>): OperatorFactory {
  return { kind: "StreamMap", create: () => new MapOperator(cloneFunction(fn)) };
}
