/** What makes two keys the same key: their value, as Java's `equals`, not the object that carries it. */

import { classNameOf } from "../types/class-registry.ts";
import { isDate } from "../types/structural-copy.ts";

/**
 * A primitive under which a Map finds every key equal to `key`: the key itself where it is a primitive, else a canonical
 * text. -0 is a key of its own, as `Double.equals` has it; the order of an object's fields does not matter.
 */
export function identityOf(key: unknown): unknown {
  switch (typeof key) {
    case "string":
      // Texts of objects begin with a mark; a string that begins with it gets one more.
      return key.charCodeAt(0) === 0 ? `\0s${key}` : key;
    case "number":
      return key === 0 && 1 / key < 0 ? "\0-0" : key;
    case "object":
      return key === null ? null : `\0${canonical(key)}`;
    default:
      return key;
  }
}

function canonical(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `"${value.length}:${value}`;
    case "number":
      return value === 0 && 1 / value < 0 ? "n-0," : `n${value},`;
    case "bigint":
      return `i${value},`;
    case "boolean":
      return value ? "t" : "f";
    case "object":
      return value === null ? "0" : canonicalObject(value);
    default:
      return "u";
  }
}

function canonicalObject(value: object): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join("")}]`;
  if (isDate(value)) return `d${value.getTime()},`;
  if (value instanceof Map) return `M${canonical([...value])}`;
  if (value instanceof Set) return `S${canonical([...value])}`;
  if (value instanceof Uint8Array) return `B${canonical(Array.from(value))}`;
  const prototype: unknown = Object.getPrototypeOf(value);
  const name = prototype === Object.prototype || prototype === null ? "" : classNameOf(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const parts = Object.keys(fields)
    .sort()
    .map((field) => canonical(field) + canonical(fields[field]));
  return `{${name}:${parts.join("")}}`;
}
