/** What becomes of the elements of a window that an evictor looks after. `EvictingWindowOperator`. */
import type { Window } from "../api/functions.ts";
import { NullPointerError } from "../types/errors.ts";
import type { Evictor, EvictorContext, TimestampedValue } from "./evictor.ts";
import type { ContentsSpec, EvictableContents } from "./window-contents.ts";

/** Nothing is aggregated before a window fires, since the evictor may take any element away until then. */
export class Eviction {
  readonly #evictor: Evictor;
  readonly #spec: ContentsSpec;
  readonly #contents: EvictableContents;
  readonly #context: EvictorContext;

  constructor(evictor: Evictor, spec: ContentsSpec, contents: EvictableContents, context: EvictorContext) {
    this.#evictor = evictor;
    this.#spec = spec;
    this.#contents = contents;
    this.#context = context;
  }

  /** Evicts, lets the rest be evaluated, evicts again, and keeps what is left. True if something is. */
  around(
    contents: Iterable<TimestampedValue<unknown>>,
    window: Window,
    evaluate: (contents: unknown) => void,
  ): boolean {
    const elements = [...contents];
    this.#evictor.evictBefore(elements, elements.length, window, this.#context);
    evaluate(this.#gather(elements));
    this.#evictor.evictAfter(elements, elements.length, window, this.#context);
    this.#contents.replace(elements);
    return elements.length > 0;
  }

  /** Where everything was evicted: no values, null for a reduction, the result of an empty accumulator. */
  #gather(elements: readonly TimestampedValue<unknown>[]): unknown {
    const values = elements.map(({ value }) => value);
    const spec = this.#spec;
    switch (spec.kind) {
      case "list":
        return values;
      case "reduce":
        return values.length === 0 ? null : values.reduce(reducerOf(spec.reduce));
      case "aggregate": {
        const { aggregate } = spec;
        const accumulator = values.reduce(
          (gathered, value) => aggregate.add(value, gathered),
          aggregate.createAccumulator(),
        );
        return aggregate.getResult(accumulator);
      }
    }
  }
}

function reducerOf(reduce: Extract<ContentsSpec, { kind: "reduce" }>["reduce"]): (a: unknown, b: unknown) => unknown {
  return typeof reduce === "function" ? (a, b) => reduce(a, b) : (a, b) => reduce.reduce(a, b);
}

/** A record is a value. */
export function refuseNull(result: unknown, operatorName: string): void {
  if (result === null || result === undefined)
    throw new NullPointerError(`${operatorName} was to emit null: the evictor left nothing that could be reduced.`);
}
