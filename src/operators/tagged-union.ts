/** Records of two streams in one, and the window functions that tell them apart again. `TaggedUnion`, `CoGroupWindowFunction`. */
import type { CoGroupFunction, Collector, JoinFunction, Window, WindowFunction } from "../api/functions.ts";
import type { TypeInformation } from "../types/declared-type.ts";
import { UnsupportedOperationError } from "../types/errors.ts";
import { schema, schemaOf, TAGGED_UNION } from "../types/schema.ts";
import { refusePromise } from "./refuse-promise.ts";
import { WrappingFunction } from "./wrapping-function.ts";

/** A record of the first stream or of the second. */
export type TaggedUnion<L, R> = { readonly input: 1; readonly value: L } | { readonly input: 2; readonly value: R };

/** That of both streams together; null where nothing is declared of either. `TaggedUnionTypeInfo`. */
export function taggedUnionType<L, R>(
  first: TypeInformation<unknown> | null,
  second: TypeInformation<unknown> | null,
): TypeInformation<TaggedUnion<L, R>> | null {
  if (first === null && second === null) return null;
  return {
    name: TAGGED_UNION,
    hash: () => {
      throw new UnsupportedOperationError("A record of either of two streams is no key.");
    },
    schema: schema(TAGGED_UNION, [schemaOf(first), schemaOf(second)]),
  };
}

/** The key of a record, whichever stream it is of. `UnionKeySelector`. */
export function unionKeySelector<L, R, K>(
  first: (value: L) => K,
  second: (value: R) => K,
): (record: TaggedUnion<L, R>) => K {
  return (record) => (record.input === 1 ? first(record.value) : second(record.value));
}

/** What the window functions below have in common: the life cycle of the user's function. */
abstract class UnionWindowFunction<F, L, R, O, K>
  extends WrappingFunction
  implements WindowFunction<TaggedUnion<L, R>, O, K>
{
  protected readonly fn: F;

  constructor(fn: F) {
    super();
    this.fn = fn;
  }

  protected override wrapped(): unknown {
    return this.fn;
  }

  /** What the user's function returns is looked at by the operator, to refuse promises. */
  apply(_key: K, _window: Window, elements: Iterable<TaggedUnion<L, R>>, out: Collector<O>): unknown {
    const first: L[] = [];
    const second: R[] = [];
    for (const element of elements)
      if (element.input === 1) first.push(element.value);
      else second.push(element.value);
    return this.evaluate(first, second, out);
  }

  protected abstract evaluate(first: readonly L[], second: readonly R[], out: Collector<O>): unknown;
}

/** Called once for a window, with the records of both streams in the order in which they came. */
export class CoGroupWindowFunction<L, R, O, K> extends UnionWindowFunction<CoGroupFunction<L, R, O>, L, R, O, K> {
  protected override evaluate(first: readonly L[], second: readonly R[], out: Collector<O>): unknown {
    const { fn } = this;
    return typeof fn === "function" ? fn(first, second, out) : fn.coGroup(first, second, out);
  }
}

/** Called for every pair of a window: for each record of the first stream all those of the second. `JoinCoGroupFunction`. */
export class JoinWindowFunction<L, R, O, K> extends UnionWindowFunction<JoinFunction<L, R, O>, L, R, O, K> {
  protected override evaluate(first: readonly L[], second: readonly R[], out: Collector<O>): void {
    for (const left of first) for (const right of second) this.join(left, right, out);
  }

  private join(left: L, right: R, out: Collector<O>): void {
    const { fn } = this;
    const result = typeof fn === "function" ? fn(left, right, out) : fn.join(left, right, out);
    if (result === undefined) return;
    if (typeof result === "object") refusePromise(result, "join", "join function");
    out.collect(result as O);
  }
}
