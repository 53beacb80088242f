/** Deep copies of values, so that nothing is shared where Flink would serialize. */

type Fields = Record<string, unknown>;

/**
 * A deep copy: arrays, plain objects, Map, Set, Date and typed arrays become new ones, instances of a class keep their
 * prototype; primitives and functions go by reference, fields under symbols are left out. Values are trees: what is referred to twice is copied twice, and
 * a cycle overflows the stack.
 */
export function copyValue<T>(value: T): T {
  return (typeof value === "object" && value !== null ? copyObject(value) : value) as T;
}

function copyObject(value: object): object {
  const prototype: unknown = Object.getPrototypeOf(value);
  // The two usual shapes first. The engine clones a literal's shape in one go; fields are then mended in place.
  if (prototype === Object.prototype) return mendFields(withoutSymbols({ ...value } as Fields));
  if (Array.isArray(value)) return copyArray(value);
  if (value instanceof Map) return copyMap(value);
  if (value instanceof Set) return copySet(value);
  if (ArrayBuffer.isView(value)) return copyView(value);
  if (isDate(value)) return new (value.constructor as new (ms: number) => Date)(value.getTime());
  return mendFields(withoutSymbols(Object.assign(Object.create(prototype as object | null), value) as Fields));
}

/** True for a Date of any realm and for a virtual one; the global name is not touched. */
export function isDate(value: object): value is Date {
  return Object.prototype.toString.call(value) === "[object Date]";
}

/** A field under a symbol has no name that could travel. */
function withoutSymbols(copy: Fields): Fields {
  const symbols = Object.getOwnPropertySymbols(copy);
  for (let i = 0; i < symbols.length; i++) Reflect.deleteProperty(copy, symbols[i]);
  return copy;
}

function mendFields(copy: Fields): Fields {
  for (const name in copy) {
    const field = copy[name];
    // What a prototype contributes to this loop is left alone.
    if (typeof field === "object" && field !== null && Object.hasOwn(copy, name)) copy[name] = copyObject(field);
  }
  return copy;
}

function copyArray(value: readonly unknown[]): unknown[] {
  const copy = value.slice();
  for (let i = 0; i < copy.length; i++) {
    const element = copy[i];
    if (typeof element === "object" && element !== null) copy[i] = copyObject(element);
  }
  return copy;
}

function copyMap(value: ReadonlyMap<unknown, unknown>): Map<unknown, unknown> {
  const copy = new Map<unknown, unknown>();
  for (const [key, entry] of value) copy.set(copyValue(key), copyValue(entry));
  return copy;
}

function copySet(value: ReadonlySet<unknown>): Set<unknown> {
  const copy = new Set<unknown>();
  for (const element of value) copy.add(copyValue(element));
  return copy;
}

function copyView(value: ArrayBufferView): ArrayBufferView {
  if (value instanceof DataView) {
    return new DataView(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
  }
  // Not value.slice(): a Node Buffer overrides it with one that shares memory.
  return Uint8Array.prototype.slice.call(value);
}

/** Copies values of one place in a job: an edge, a chain link, a source. Gives what `copyValue` gives. */
export class Copier {
  readonly #place: string;
  /** Null until the place has copied an object. */
  #code: CopyCode | null = null;

  /** @param place names the place, unique in its program: its copies are told apart from those of other places by it */
  constructor(place: string) {
    this.#place = place;
  }

  copy<T>(value: T): T {
    if (typeof value !== "object" || value === null) return value;
    this.#code ??= codeFor(this.#place, value);
    const code = this.#code;
    // Places that see few values are not worth code of their own.
    if (code.copied < SPECIALIZE_AFTER && ++code.copied === SPECIALIZE_AFTER)
      code.copy = compiledCopy(this.#place, value) ?? copyObject;
    return code.copy(value) as T;
  }
}

/** How the objects of a place are copied. */
interface CopyCode {
  /** Of the fields of the first object, in order. */
  readonly names: readonly string[];
  copied: number;
  copy: (value: object) => object;
}

/** Only a cache of code, by place: a program that runs again in this process finds its code made. */
const codes = new Map<string, CopyCode[]>();
const MOST_PLACES = 1000;
const MOST_CODES_OF_A_PLACE = 8;

function codeFor(place: string, sample: object): CopyCode {
  let ofPlace = codes.get(place);
  if (ofPlace === undefined) {
    ofPlace = [];
    if (codes.size < MOST_PLACES) codes.set(place, ofPlace);
  }
  for (const code of ofPlace) if (hasNames(sample, code.names)) return code;
  const code: CopyCode = { names: Object.keys(sample), copied: 0, copy: copyObject };
  if (ofPlace.length < MOST_CODES_OF_A_PLACE) ofPlace.push(code);
  return code;
}

function hasNames(value: object, names: readonly string[]): boolean {
  let n = 0;
  for (const name in value) if (name !== names[n++]) return false;
  return n === names.length;
}

/** Objects that a place copies with the common code. */
const SPECIALIZE_AFTER = 1000;
/** Objects of more fields are copied with the common code. */
const MOST_FIELDS = 32;

/**
 * The common path of `copyObject` as code of its own for objects with the fields of `sample`; others take the common code.
 * What it makes has the hidden class of a literal, which is mostly that of the original: whoever reads records then meets
 * one class, not one for each place where they were copied. An engine remembers what it met by source text, hence the
 * comment. Null where it does not apply, and where a page's policy forbids code from text.
 */
function compiledCopy(place: string, sample: object): ((value: object) => object) | null {
  const names = Object.keys(sample);
  const plain = Object.getPrototypeOf(sample) === Object.prototype && !names.includes("__proto__");
  if (!plain || names.length === 0 || names.length > MOST_FIELDS) return null;
  try {
    const make = new Function("prototype", "copyObject", sourceOf(place, names));
    return make(Object.prototype, copyObject) as (value: object) => object;
  } catch {
    return null;
  }
}

/** The first field is read first: an engine that has seen the object's hidden class need not ask for its prototype. */
function sourceOf(place: string, names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  const elsewhere = "return copyObject(value);";
  return `return function copyOwn(value) {
  /* ${place.replaceAll("*/", "")} */
  const f0 = value[${quoted[0]}];
  if (Object.getPrototypeOf(value) !== prototype) ${elsewhere}
  let n = 0;
  for (const name in value) {
    switch (n++) {
      ${quoted.map((name, i) => `case ${i}: if (name !== ${name}) ${elsewhere} break;`).join("\n      ")}
      default: ${elsewhere}
    }
  }
  if (n !== ${names.length}) ${elsewhere}
  ${quoted
    .slice(1)
    .map((name, i) => `const f${i + 1} = value[${name}];`)
    .join("\n  ")}
  return {
    ${quoted.map((name, i) => `${name}: typeof f${i} === "object" && f${i} !== null ? copyObject(f${i}) : f${i},`).join("\n    ")}
  };
}`;
}
