import type { AsyncFunction } from "../../api/async-function.ts";
import { cloneFunction } from "../clone-function.ts";
import type { OperatorFactory } from "../operator.ts";
import { AsyncWaitOperator, type AsyncWaitOptions } from "./async-wait-operator.ts";

/** Each call of `create` works on its own copies of the function and of the retry strategy, which remembers its last delay. */
export function asyncWaitOperatorFactory(
  fn: AsyncFunction<unknown, unknown>,
  options: AsyncWaitOptions,
): OperatorFactory {
  return {
    kind: "AsyncWaitOperator",
    yielding: true,
    create: () => new AsyncWaitOperator(cloneFunction(fn), { ...options, retry: cloneFunction(options.retry) }),
  };
}
