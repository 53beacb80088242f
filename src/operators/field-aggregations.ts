/** Reductions by one field: `sum`, `min`, `max`, `minBy`, `maxBy`. `SumAggregator`, `ComparableAggregator`. */
import { IllegalArgumentError } from "../types/errors.ts";
import { type TypeInformation, Types } from "../types/type-information.ts";
import { type FieldAccessor, type FieldReference, fieldAccessor } from "./field-access.ts";
import { javaCompare } from "./java-compare.ts";

/** What is kept of two records. */
export type FieldAggregation = "sum" | "min" | "max" | "minBy" | "maxBy";

/** A reduction of records. */
export type RecordReducer = (accumulated: unknown, value: unknown) => unknown;

/**
 * The result is the first record with the aggregated field replaced, or, for the `By` forms, one of the records as it is.
 * @param type of the records, as far as it was declared: integers then overflow as in Java
 * @param first of records that are equal in the field, the `By` forms keep the first one; otherwise the last one
 * @throws IllegalArgumentError for a field that does not exist or cannot be summed
 */
export function fieldAggregation(
  aggregation: FieldAggregation,
  field: FieldReference,
  type: TypeInformation<unknown> | null,
  first = true,
): RecordReducer {
  const accessor = fieldAccessor(field, type);
  switch (aggregation) {
    case "sum":
      return sum(accessor);
    case "min":
      return extreme(accessor, -1);
    case "max":
      return extreme(accessor, 1);
    case "minBy":
      return extremeBy(accessor, -1, first);
    case "maxBy":
      return extremeBy(accessor, 1, first);
  }
}

function sum(accessor: FieldAccessor): RecordReducer {
  const { type } = accessor;
  const add = type === null ? addAnything : ADDERS.get(type);
  if (add === undefined) throw new IllegalArgumentError(`The field type ${type?.name} is not summable.`);
  return (accumulated, value) => accessor.with(accumulated, add(accessor.get(accumulated), accessor.get(value)));
}

/** @param sign 1: the greater one is kept, −1: the smaller one */
function extreme(accessor: FieldAccessor, sign: 1 | -1): RecordReducer {
  return (accumulated, value) => {
    const next = accessor.get(value);
    return javaCompare(accessor.get(accumulated), next) * sign > 0 ? accumulated : accessor.with(accumulated, next);
  };
}

function extremeBy(accessor: FieldAccessor, sign: 1 | -1, first: boolean): RecordReducer {
  return (accumulated, value) => {
    const order = javaCompare(accessor.get(accumulated), accessor.get(value)) * sign;
    return order > 0 || (order === 0 && first) ? accumulated : value;
  };
}

type Adder = (a: unknown, b: unknown) => unknown;

function numbers(add: (a: number, b: number) => number): Adder {
  return (a, b) => add(a as number, b as number);
}

const ADDERS: ReadonlyMap<TypeInformation<unknown>, Adder> = new Map<TypeInformation<never>, Adder>([
  [Types.INT, numbers((a, b) => (a + b) | 0)],
  [Types.SHORT, numbers((a, b) => ((a + b) << 16) >> 16)],
  [Types.BYTE, numbers((a, b) => ((a + b) << 24) >> 24)],
  [Types.LONG, addLongs],
  [Types.FLOAT, numbers((a, b) => Math.fround(a + b))],
  [Types.DOUBLE, numbers((a, b) => a + b)],
]) as ReadonlyMap<TypeInformation<unknown>, Adder>;

/** A bigint as soon as one of them is one; it wraps at 64 bits. */
function addLongs(a: unknown, b: unknown): number | bigint {
  if (typeof a === "number" && typeof b === "number") return a + b;
  return BigInt.asIntN(64, BigInt(a as number | bigint) + BigInt(b as number | bigint));
}

function addAnything(a: unknown, b: unknown): number | bigint {
  if (typeof a === "number" && typeof b === "number") return a + b;
  if (typeof a === "bigint" && typeof b === "bigint") return a + b;
  throw new IllegalArgumentError(`Only numbers can be summed, and this field holds a ${typeof a} and a ${typeof b}.`);
}
