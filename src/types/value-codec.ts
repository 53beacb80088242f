/** Values as bytes: tagged, deterministic, and the inverse of itself for everything `copyValue` copies. */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { classNameOf, prototypeOf } from "./class-registry.ts";
import { isDate } from "./structural-copy.ts";

export { registerClass } from "./class-registry.ts";

const NULL = 0;
const UNDEFINED = 1;
const FALSE = 2;
const TRUE = 3;
const INT = 4;
const DOUBLE = 5;
const BIGINT = 6;
const STRING = 7;
const ARRAY = 8;
const OBJECT = 9;
const MAP = 10;
const SET = 11;
const DATE = 12;
const BYTES = 13;
const INSTANCE = 14;

/** Writes a value. Order of fields, entries and elements is kept. Throws on functions and symbols. */
export function encodeValue(value: unknown, to: ByteWriter): void {
  switch (typeof value) {
    case "number":
      encodeNumber(value, to);
      return;
    case "string":
      to.u8(STRING);
      to.string(value);
      return;
    case "boolean":
      to.u8(value ? TRUE : FALSE);
      return;
    case "undefined":
      to.u8(UNDEFINED);
      return;
    case "bigint":
      to.u8(BIGINT);
      to.string(value.toString(16));
      return;
    case "object":
      if (value === null) to.u8(NULL);
      else encodeObject(value, to);
      return;
    default:
      throw new Error(`A ${typeof value} cannot be written as bytes: keep it out of records and state.`);
  }
}

function encodeNumber(value: number, to: ByteWriter): void {
  // -0 is no int: it hashes and prints differently.
  if (value === (value | 0) && (value !== 0 || 1 / value > 0)) {
    to.u8(INT);
    to.varint((value << 1) ^ (value >> 31));
  } else {
    to.u8(DOUBLE);
    to.f64(Number.isNaN(value) ? Number.NaN : value);
  }
}

function encodeObject(value: object, to: ByteWriter): void {
  if (Array.isArray(value)) {
    to.u8(ARRAY);
    to.varint(value.length);
    for (let i = 0; i < value.length; i++) encodeValue(value[i], to);
  } else if (value instanceof Map) {
    to.u8(MAP);
    to.varint(value.size);
    for (const [key, entry] of value) {
      encodeValue(key, to);
      encodeValue(entry, to);
    }
  } else if (value instanceof Set) {
    to.u8(SET);
    to.varint(value.size);
    for (const element of value) encodeValue(element, to);
  } else if (value instanceof Uint8Array) {
    to.u8(BYTES);
    to.varint(value.length);
    to.bytes(value);
  } else if (isDate(value)) {
    to.u8(DATE);
    to.f64(value.getTime());
  } else {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      to.u8(OBJECT);
    } else {
      if (ArrayBuffer.isView(value))
        throw new Error(`A ${value.constructor.name} cannot be written as bytes: use a Uint8Array or an array.`);
      to.u8(INSTANCE);
      to.string(classNameOf(value));
    }
    encodeFields(value as Readonly<Record<string, unknown>>, to);
  }
}

function encodeFields(fields: Readonly<Record<string, unknown>>, to: ByteWriter): void {
  const names = Object.keys(fields);
  to.varint(names.length);
  for (const name of names) {
    to.string(name);
    encodeValue(fields[name], to);
  }
}

/** Reads one value. Throws on damaged or truncated bytes and on classes that are not known in this process. */
export function decodeValue(from: ByteReader): unknown {
  const tag = from.u8();
  switch (tag) {
    case NULL:
      return null;
    case UNDEFINED:
      return undefined;
    case FALSE:
      return false;
    case TRUE:
      return true;
    case INT: {
      const zigzag = from.varint();
      return (zigzag >>> 1) ^ -(zigzag & 1);
    }
    case DOUBLE:
      return from.f64();
    case BIGINT: {
      const text = from.string();
      return text.startsWith("-") ? -BigInt(`0x${text.slice(1)}`) : BigInt(`0x${text}`);
    }
    case STRING:
      return from.string();
    case ARRAY:
      return decodeArray(from);
    case OBJECT:
      return decodeFields({}, from);
    case MAP: {
      const map = new Map<unknown, unknown>();
      for (let n = from.varint(); n > 0; n--) {
        const key = decodeValue(from);
        map.set(key, decodeValue(from));
      }
      return map;
    }
    case SET: {
      const set = new Set<unknown>();
      for (let n = from.varint(); n > 0; n--) set.add(decodeValue(from));
      return set;
    }
    case DATE:
      // An explicit instant: reads no clock.
      return new Date(from.f64());
    case BYTES:
      return from.bytes(from.varint());
    case INSTANCE:
      return decodeFields(Object.create(prototypeOf(from.string())) as Record<string, unknown>, from);
    default:
      throw new Error(`The bytes are damaged: ${tag} is no tag of a value.`);
  }
}

function decodeArray(from: ByteReader): unknown[] {
  const array: unknown[] = [];
  for (let n = from.varint(); n > 0; n--) array.push(decodeValue(from));
  return array;
}

function decodeFields<T extends Record<string, unknown>>(target: T, from: ByteReader): T {
  for (let n = from.varint(); n > 0; n--) {
    const name = from.string();
    const field = decodeValue(from);
    if (name === "__proto__")
      Object.defineProperty(target, name, { value: field, enumerable: true, writable: true, configurable: true });
    else (target as Record<string, unknown>)[name] = field;
  }
  return target;
}

const valueWriter = new ByteWriter(1024);

/** A value as bytes of its own. */
export function valueToBytes(value: unknown): Uint8Array {
  // Many values are small: the memory to write into is kept, what is given out is a copy of the right size.
  valueWriter.reset();
  encodeValue(value, valueWriter);
  return valueWriter.toBytes();
}

/** The value in bytes written by `valueToBytes`. */
export function bytesToValue(bytes: Uint8Array): unknown {
  return decodeValue(new ByteReader(bytes));
}

const digestWriter = new ByteWriter(256);

/** A 32-bit hash of a value's bytes; equal values have equal digests. */
export function valueDigest(value: unknown): number {
  digestWriter.reset();
  encodeValue(value, digestWriter);
  return digestWriter.checksum();
}
