import type { KeyedProcessFunction, KeySelector } from "../api/functions.ts";
import { cloneFunction } from "./clone-function.ts";
import { KeyedProcessOperator } from "./keyed-process-operator.ts";
import type { OperatorFactory } from "./operator.ts";

/** @param fn a `KeyedProcessFunction` or a plain object with its methods */
export function keyedProcessOperatorFactory(
  fn: KeyedProcessFunction<unknown, unknown, unknown>,
  keySelector: KeySelector<unknown, unknown>,
): OperatorFactory {
  return { kind: "KeyedProcessOperator", create: () => new KeyedProcessOperator(cloneFunction(fn), keySelector) };
}
