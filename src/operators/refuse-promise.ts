/** User functions answer at once: a promise would resolve outside virtual time, where nobody waits for it. */
import type { AggregateFunction } from "../api/functions.ts";

/** Throws one sentence when a user function returned a promise. Callers test for an object first where records are many. */
export function refusePromise(result: unknown, operatorName: string, what = "function"): void {
  if (typeof result !== "object" || result === null) return;
  if (typeof (result as { readonly then?: unknown }).then !== "function") return;
  throw new Error(
    `The ${what} of ${operatorName} returned a promise; return the value itself, because a job runs in virtual time, where no promise is waited for.`,
  );
}

/** An aggregate function whose accumulator and result are looked at when the result is taken, not for each record. */
export function withoutPromises(
  fn: AggregateFunction<unknown, unknown, unknown>,
  operatorName: string,
): AggregateFunction<unknown, unknown, unknown> {
  return {
    createAccumulator: () => fn.createAccumulator(),
    add: (value, accumulator) => fn.add(value, accumulator),
    ...(fn.merge === undefined ? {} : { merge: (a: unknown, b: unknown) => fn.merge?.(a, b) }),
    getResult(accumulator) {
      refusePromise(accumulator, operatorName, "aggregate function");
      const result = fn.getResult(accumulator);
      refusePromise(result, operatorName, "aggregate function");
      return result;
    },
  };
}
