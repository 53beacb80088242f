/** Java's `compareTo` of basic values: negative, 0 or positive. Throws for values that have no order. */
import { IllegalArgumentError } from "../types/errors.ts";

/** Numbers as `Double.compare` orders them: −0 before 0, NaN after everything. Strings by UTF-16 units, false before true. */
export function javaCompare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return compareNumbers(a, b);
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (typeof a === "bigint" && typeof b === "bigint") return a < b ? -1 : a > b ? 1 : 0;
  if (a instanceof Date && b instanceof Date) return compareNumbers(a.getTime(), b.getTime());
  throw new IllegalArgumentError(`Values of these types cannot be compared: ${typeof a} and ${typeof b}.`);
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b && a !== 0) return 0;
  return rank(a) - rank(b);
}

function rank(number: number): number {
  return Number.isNaN(number) ? 2 : Object.is(number, -0) ? 0 : 1;
}
