/** Declared types, where the runtime must know more of a value than JavaScript does. `TypeInformation`, `Types`. */
import {
  CompositeType,
  type FieldsOfType,
  ListType,
  MapType,
  ObjectType,
  OptionalType,
  RowType,
  TupleType,
  UnhashableType,
} from "./composite-types.ts";
import { INSTANT, LOCAL_DATE, LOCAL_DATE_TIME, LOCAL_TIME, SQL_TIMESTAMP } from "./date-types.ts";
import type { TypeInformation } from "./declared-type.ts";
import { IllegalArgumentError } from "./errors.ts";
import { hashBoolean, hashDouble, hashFloat, hashInt, hashLong, hashString, hashUuid, hashValue } from "./java-hash.ts";
import { schema, schemaOf } from "./schema.ts";

export { isTypeInformation, type TypeInformation } from "./declared-type.ts";

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

/** The fields of a composite type; null for a type without fields. Those of a tuple are `f0`, `f1` … */
export function fieldTypesOf(type: TypeInformation<unknown>): FieldsOfType | null {
  return type instanceof CompositeType ? type.fields : null;
}

/** The object types of the fields of an object. */
export type ObjectFields<T> = { readonly [N in keyof T]: TypeInformation<T[N]> };

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
  /** A row as an array; any of its fields may be null. */
  ROW(...fields: readonly TypeInformation<never>[]): TypeInformation<readonly unknown[]> {
    return new RowType(fields as readonly TypeInformation<unknown>[]);
  },
  /** The same with names for the fields. Throws if there are not as many names as fields. */
  ROW_NAMED(
    names: readonly string[],
    ...fields: readonly TypeInformation<never>[]
  ): TypeInformation<readonly unknown[]> {
    if (names.length !== fields.length)
      throw new IllegalArgumentError(`ROW_NAMED got ${names.length} names and ${fields.length} fields.`);
    return new RowType(fields as readonly TypeInformation<unknown>[], names);
  },
  /** An object with these fields; Flink's POJO. */
  OBJECT<T extends object>(fields: ObjectFields<T>): TypeInformation<T> {
    return new ObjectType<T>(fields as unknown as Readonly<Record<string, TypeInformation<unknown>>>);
  },
  LIST<T>(element: TypeInformation<T>): TypeInformation<readonly T[]> {
    return new ListType(element);
  },
  MAP<K, V>(key: TypeInformation<K>, value: TypeInformation<V>): TypeInformation<ReadonlyMap<K, V>> {
    return new MapType(key, value);
  },
  /** A value or null. */
  OPTIONAL<T>(value: TypeInformation<T>): TypeInformation<T | null> {
    return new OptionalType(value);
  },
  /** One of a few texts; no key, since Java's enums hash by their address. */
  ENUM<T extends string>(...values: readonly T[]): TypeInformation<T> {
    return new UnhashableType<T>(`ENUM(${values.join(", ")})`, schema("ENUM", [], values));
  },
  /** An array of Java; no key, since it hashes by its address. A list is one. */
  OBJECT_ARRAY<T>(element: TypeInformation<T>): TypeInformation<readonly T[]> {
    return new UnhashableType<readonly T[]>(
      `OBJECT_ARRAY(${element.name})`,
      schema("OBJECT_ARRAY", [schemaOf(element)]),
    );
  },
  LOCAL_DATE,
  LOCAL_TIME,
  LOCAL_DATE_TIME,
  INSTANT,
  SQL_TIMESTAMP,
} as const;

/** Throws where keys of a type would not find their state again: arrays and enums. `KeyedStream.validateKeyType`. */
export function checkKeyType(type: TypeInformation<unknown> | null): void {
  if (type === null) return;
  if (type instanceof UnhashableType)
    throw new IllegalArgumentError(
      `Type ${type.name} cannot be used as key: in Java its hash code differs from process to process. Use a list, or a text.`,
    );
  for (const field of fieldTypesOf(type)?.types ?? []) checkKeyType(field);
}
