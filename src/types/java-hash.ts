/**
 * Java's `hashCode` by type, bit for bit: the key group of a key hangs on it, and so does the subtask that owns it.
 */
import { IllegalArgumentError } from "./errors.ts";

const scratch = new DataView(new ArrayBuffer(8));

/** `String.hashCode`: over UTF-16 code units, so a surrogate pair counts as two. */
export function hashString(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

/** `Integer.hashCode` (also `Short` and `Byte`): the value itself. */
export function hashInt(value: number): number {
  return value | 0;
}

/** `Long.hashCode`: low word xor high word of the two's complement; what exceeds 64 bits wraps. */
export function hashLong(value: number | bigint): number {
  if (typeof value === "number") {
    if (value === (value | 0)) return value < 0 ? ~value : value;
    if (Number.isSafeInteger(value)) {
      const high = Math.floor(value / 4294967296);
      return ((value - high * 4294967296) ^ high) | 0;
    }
  }
  scratch.setBigInt64(0, BigInt.asIntN(64, BigInt(value)), true);
  return scratch.getInt32(0, true) ^ scratch.getInt32(4, true);
}

/** `Double.hashCode`: -0 differs from 0, every NaN is the same. */
export function hashDouble(value: number): number {
  if (Number.isNaN(value)) return 2146959360;
  scratch.setFloat64(0, value, true);
  return scratch.getInt32(0, true) ^ scratch.getInt32(4, true);
}

/** `Float.hashCode`: the 32 bits of the value rounded to single precision. */
export function hashFloat(value: number): number {
  if (Number.isNaN(value)) return 0x7fc00000;
  scratch.setFloat32(0, value, true);
  return scratch.getInt32(0, true);
}

/** `Boolean.hashCode`. */
export function hashBoolean(value: boolean): number {
  return value ? 1231 : 1237;
}

/** `UUID.hashCode` of the 36-character text form. Throws on another form. */
export function hashUuid(text: string): number {
  const hex = text.replaceAll("-", "");
  if (!/^[0-9a-fA-F]{32}$/.test(hex)) throw new IllegalArgumentError(`"${text}" is not a UUID.`);
  let hash = 0;
  for (let i = 0; i < 32; i += 8) hash ^= Number.parseInt(hex.slice(i, i + 8), 16);
  return hash | 0;
}

/** One step of `List.hashCode`, which starts at 1, and of Flink's tuples, which start at the hash of their first field. */
export function combineHash(soFar: number, next: number): number {
  return (Math.imul(31, soFar) + next) | 0;
}

/** The object brings its own hash, as a Java class that overrides `hashCode`. */
interface Hashable {
  hashCode(): number;
}

/**
 * Hash of a key whose type nobody declared: an integer in the int32 range counts as Integer, other integers and bigint
 * as Long, the rest as Double; an array as `List`, a plain object as `Map` (order of fields does not matter), null inside
 * one of these as 0. Throws on functions and symbols, which have no identity that survives a restart.
 */
export function hashValue(value: unknown): number {
  // The usual keys first, each by a test of its own: a switch would make the engine look up the name of the type.
  if (typeof value === "number") return hashNumber(value);
  if (typeof value === "string") return hashString(value);
  switch (typeof value) {
    case "bigint":
      return hashLong(value);
    case "boolean":
      return hashBoolean(value);
    case "undefined":
      return 0;
    case "object":
      return value === null ? 0 : hashObject(value);
    default:
      throw new IllegalArgumentError(`A ${typeof value} cannot be used as key.`);
  }
}

function hashNumber(value: number): number {
  const int = value | 0;
  if (value === int) return int === 0 && 1 / value < 0 ? hashDouble(value) : int;
  return Number.isInteger(value) && Math.abs(value) < 2 ** 63 ? hashLong(value) : hashDouble(value);
}

function hashObject(value: object): number {
  if (Array.isArray(value)) {
    let hash = 1;
    for (let i = 0; i < value.length; i++) hash = combineHash(hash, hashValue(value[i]));
    return hash;
  }
  if (typeof (value as Partial<Hashable>).hashCode === "function") return (value as Hashable).hashCode() | 0;
  if (typeof (value as Partial<Date>).getTime === "function") return hashLong((value as Date).getTime());
  let sum = 0;
  const fields = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(fields)) sum = (sum + (hashString(name) ^ hashValue(fields[name]))) | 0;
  return sum;
}
