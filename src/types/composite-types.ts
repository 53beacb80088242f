/** Types that are made of others. `TupleTypeInfo`, `RowTypeInfo`, `PojoTypeInfo`, `ListTypeInfo`, `MapTypeInfo`. */
import type { TypeInformation } from "./declared-type.ts";
import { IllegalArgumentError } from "./errors.ts";
import { combineHash } from "./java-hash.ts";
import { schema, schemaOf, type TypeSchema } from "./schema.ts";

/** Names and types of the fields of a type. */
export interface FieldsOfType {
  readonly names: readonly string[];
  readonly types: readonly TypeInformation<unknown>[];
}

/** A type whose values have fields that can be named. */
export abstract class CompositeType<T> implements TypeInformation<T> {
  readonly name: string;
  readonly fields: FieldsOfType;
  readonly schema: TypeSchema;

  /** @param kind where the names are only places: none of them goes into the schema */
  constructor(kind: string, name: string, fields: FieldsOfType, names: readonly string[] = []) {
    this.name = name;
    this.fields = fields;
    this.schema = schema(kind, fields.types.map(schemaOf), names);
  }

  abstract hash(value: T): number;
}

function hashOrZero<T>(type: TypeInformation<T>, value: T | null | undefined): number {
  return value === null || value === undefined ? 0 : type.hash(value);
}

function positions(types: readonly TypeInformation<unknown>[]): FieldsOfType {
  return { names: types.map((_type, i) => `f${i}`), types };
}

function namesOf(types: readonly TypeInformation<unknown>[]): string {
  return types.map(({ name }) => name).join(", ");
}

/**
 * `RowUtils.deepHashCodeInternal`: inside of a row, hash codes are others than outside. What is declared to be of a list or a map
 * counts by its parts, all else as the only element of an array. Types that were not declared are not looked into.
 */
function hashInRow<T>(type: MaybeInRow<T>, value: T | null | undefined): number {
  if (value === null || value === undefined) return 0;
  return type.hashInRow?.(value) ?? combineHash(1, type.hash(value));
}

/** Lists and maps have a hash code of their own there. */
interface MaybeInRow<T> extends TypeInformation<T> {
  hashInRow?(value: T): number;
}

/** An array of so many values, each of its own type. */
export class TupleType<F extends readonly unknown[]> extends CompositeType<F> {
  constructor(types: readonly TypeInformation<unknown>[]) {
    super("TUPLE", `TUPLE(${namesOf(types)})`, positions(types));
  }

  /** `TupleN.hashCode`. */
  hash(value: F): number {
    const { types } = this.fields;
    if (value.length !== types.length) throw new IllegalArgumentError(`${this.name} got ${value.length} fields.`);
    return types.reduce((hash, type, i) => combineHash(hash, hashOrZero(type, value[i])), 0);
  }
}

/** An array of values by position; any may be null. A row of kind INSERT. */
export class RowType extends CompositeType<readonly unknown[]> {
  constructor(types: readonly TypeInformation<unknown>[], names?: readonly string[]) {
    super("ROW", `ROW(${namesOf(types)})`, { names: names ?? positions(types).names, types });
  }

  /** `RowUtils.deepHashCodeRow`: 31 times the kind of the row, which is 0, and the fields as an array inside a row. */
  hash(value: readonly unknown[]): number {
    const { types } = this.fields;
    if (value.length !== types.length) throw new IllegalArgumentError(`${this.name} got ${value.length} fields.`);
    return types.reduce((hash, type, i) => combineHash(hash, hashInRow(type, value[i])), 1);
  }
}

/**
 * An object with these fields: the POJO of this world. Java leaves its hash code to the class; here it is that of a record,
 * whose fields are in the order of their names.
 */
export class ObjectType<T extends object> extends CompositeType<T> {
  constructor(fields: Readonly<Record<string, TypeInformation<unknown>>>) {
    const names = Object.keys(fields).sort();
    const types = names.map((name) => fields[name]);
    super(
      "OBJECT",
      `OBJECT(${names.map((name, i) => `${name}: ${types[i].name}`).join(", ")})`,
      { names, types },
      names,
    );
  }

  hash(value: T): number {
    const { names, types } = this.fields;
    const own = value as Readonly<Record<string, unknown>>;
    return types.reduce((hash, type, i) => combineHash(hash, hashOrZero(type, own[names[i]])), 0);
  }
}

/** `List.hashCode`. */
export class ListType<T> implements TypeInformation<readonly T[]> {
  readonly name: string;
  readonly schema: TypeSchema;
  readonly #element: TypeInformation<T>;

  constructor(element: TypeInformation<T>) {
    this.name = `LIST(${element.name})`;
    this.schema = schema("LIST", [schemaOf(element)]);
    this.#element = element;
  }

  hash(value: readonly T[]): number {
    return value.reduce((hash: number, element) => combineHash(hash, hashOrZero(this.#element, element)), 1);
  }

  /** The same inside of a row. */
  hashInRow(value: readonly T[]): number {
    return value.reduce((hash: number, element) => combineHash(hash, hashInRow(this.#element, element)), 1);
  }
}

/** `AbstractMap.hashCode`: the order of the entries does not matter. */
export class MapType<K, V> implements TypeInformation<ReadonlyMap<K, V>> {
  readonly name: string;
  readonly schema: TypeSchema;
  readonly #key: TypeInformation<K>;
  readonly #value: TypeInformation<V>;

  constructor(key: TypeInformation<K>, value: TypeInformation<V>) {
    this.name = `MAP(${key.name}, ${value.name})`;
    this.schema = schema("MAP", [schemaOf(key), schemaOf(value)]);
    this.#key = key;
    this.#value = value;
  }

  hash(value: ReadonlyMap<K, V>): number {
    let sum = 0;
    for (const [key, entry] of value) sum = (sum + (hashOrZero(this.#key, key) ^ hashOrZero(this.#value, entry))) | 0;
    return sum;
  }

  /** The same inside of a row; Flink begins with 1 there. */
  hashInRow(value: ReadonlyMap<K, V>): number {
    let sum = 1;
    for (const [key, entry] of value) sum = (sum + (hashInRow(this.#key, key) ^ hashInRow(this.#value, entry))) | 0;
    return sum;
  }
}

/** A value or null. `Optional.hashCode`. */
export class OptionalType<T> implements TypeInformation<T | null> {
  readonly name: string;
  readonly schema: TypeSchema;
  readonly #value: TypeInformation<T>;

  constructor(value: TypeInformation<T>) {
    this.name = `OPTIONAL(${value.name})`;
    this.schema = schema("OPTIONAL", [schemaOf(value)]);
    this.#value = value;
  }

  hash(value: T | null): number {
    return hashOrZero(this.#value, value);
  }
}

/** Values that cannot be keys: in Java their hash code is that of the object, and differs from process to process. */
export class UnhashableType<T> implements TypeInformation<T> {
  readonly name: string;
  /** True: `keyBy` refuses it. */
  readonly isNoKey = true;
  readonly schema: TypeSchema;

  constructor(name: string, schema: TypeSchema) {
    this.name = name;
    this.schema = schema;
  }

  hash(): number {
    throw new IllegalArgumentError(`Type ${this.name} cannot be used as key.`);
  }
}
