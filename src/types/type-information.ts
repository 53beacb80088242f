/** Declared types, where the runtime must know more of a value than JavaScript does. `TypeInformation`, `Types`. */
import { IllegalArgumentError } from "./errors.ts";
import {
  combineHash,
  hashBoolean,
  hashDouble,
  hashFloat,
  hashInt,
  hashLong,
  hashString,
  hashUuid,
  hashValue,
} from "./java-hash.ts";

/** What a declared type knows: its name in plans and errors, and the Java hash code of its values. */
export interface TypeInformation<T> {
  readonly name: string;
  /** Java's `hashCode`, a signed 32-bit integer; decides the key group of a key of this type. */
  hash(value: T): number;
}

class BasicType<T> implements TypeInformation<T> {
  readonly name: string;
  readonly hash: (value: T) => number;

  constructor(name: string, hash: (value: T) => number) {
    this.name = name;
    this.hash = hash;
  }
}

/** The types of the fields of a tuple. */
export type FieldTypes<F extends readonly unknown[]> = { readonly [I in keyof F]: TypeInformation<F[I]> };

class TupleType<F extends readonly unknown[]> implements TypeInformation<F> {
  readonly name: string;
  readonly fields: readonly TypeInformation<unknown>[];

  constructor(fields: readonly TypeInformation<unknown>[]) {
    this.name = `TUPLE(${fields.map((field) => field.name).join(", ")})`;
    this.fields = fields;
  }

  hash(value: F): number {
    if (value.length !== this.fields.length) throw new IllegalArgumentError(`${this.name} got ${value.length} fields.`);
    let hash = 0;
    for (let i = 0; i < this.fields.length; i++) hash = combineHash(hash, hashOrZero(this.fields[i], value[i]));
    return hash;
  }
}

class ListType<T> implements TypeInformation<readonly T[]> {
  readonly name: string;
  readonly #element: TypeInformation<T>;

  constructor(element: TypeInformation<T>) {
    this.name = `LIST(${element.name})`;
    this.#element = element;
  }

  hash(value: readonly T[]): number {
    let hash = 1;
    for (const element of value) hash = combineHash(hash, hashOrZero(this.#element, element));
    return hash;
  }
}

/** The types of the fields of a composite type and their names, `f0`, `f1` … in a tuple; null for a type without fields. */
export function fieldTypesOf(
  type: TypeInformation<unknown>,
): { readonly names: readonly string[]; readonly types: readonly TypeInformation<unknown>[] } | null {
  if (!(type instanceof TupleType)) return null;
  return { names: type.fields.map((_field, i) => `f${i}`), types: type.fields };
}

function hashOrZero<T>(type: TypeInformation<T>, value: T): number {
  return value === null || value === undefined ? 0 : type.hash(value);
}

/** Flink's names for the types that can be declared; `GENERIC` stands for "by structure". */
export const Types = {
  INT: new BasicType<number>("INT", hashInt),
  SHORT: new BasicType<number>("SHORT", hashInt),
  BYTE: new BasicType<number>("BYTE", hashInt),
  /** One UTF-16 code unit. */
  CHAR: new BasicType<string>("CHAR", (value) => value.charCodeAt(0)),
  LONG: new BasicType<number | bigint>("LONG", hashLong),
  FLOAT: new BasicType<number>("FLOAT", hashFloat),
  DOUBLE: new BasicType<number>("DOUBLE", hashDouble),
  STRING: new BasicType<string>("STRING", hashString),
  BOOLEAN: new BasicType<boolean>("BOOLEAN", hashBoolean),
  /** In the 36-character text form. */
  UUID: new BasicType<string>("UUID", hashUuid),
  GENERIC: new BasicType<unknown>("GENERIC", hashValue),
  /** A tuple as an array of as many fields; `Tuple1` … `Tuple25`. */
  TUPLE<F extends readonly unknown[]>(...fields: FieldTypes<F>): TypeInformation<F> {
    return new TupleType<F>(fields as readonly TypeInformation<unknown>[]);
  },
  LIST<T>(element: TypeInformation<T>): TypeInformation<readonly T[]> {
    return new ListType(element);
  },
} as const;
