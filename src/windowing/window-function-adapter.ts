import type {
  ApplyFunction,
  Collector,
  ProcessWindowFunction,
  WindowContext,
  WindowFunction,
} from "../api/functions.ts";
import { WrappingFunction } from "../operators/wrapping-function.ts";

/** A window function that may be given in either form. */
export type AnyWindowFunction<I, O, K> = ProcessWindowFunction<I, O, K> | WindowFunction<I, O, K>;

/** A `WindowFunction` where the operator wants a `ProcessWindowFunction`. `InternalIterableWindowFunction`. */
class AppliedWindowFunction<I, O, K> extends WrappingFunction {
  private readonly fn: ApplyFunction<I, O, K>;

  constructor(fn: ApplyFunction<I, O, K>) {
    super();
    this.fn = fn;
  }

  protected override wrapped(): unknown {
    return this.fn;
  }

  /** What the user's function returns is looked at by the operator, to refuse promises. */
  process(key: K, context: WindowContext, elements: Iterable<I>, out: Collector<O>): unknown {
    const { fn } = this;
    return typeof fn === "function"
      ? fn(key, context.window, elements, out)
      : fn.apply(key, context.window, elements, out);
  }
}

/** For `apply`, whose plain functions take the window itself. */
export function appliedWindowFunction<I, O, K>(fn: ApplyFunction<I, O, K>): ProcessWindowFunction<I, O, K> {
  return new AppliedWindowFunction(fn);
}

/** For `reduce` and `aggregate`, where a plain function is a `ProcessWindowFunction`. */
export function processWindowFunction<I, O, K>(fn: AnyWindowFunction<I, O, K>): ProcessWindowFunction<I, O, K> {
  return typeof fn === "object" && "apply" in fn ? new AppliedWindowFunction(fn) : fn;
}
