/**
 * What a snapshot says of the type of its values, and what a later program can make of them. Flink's `TypeSerializer` and
 * `TypeSerializerSnapshot` in one: values are written by structure, so nothing of this is needed to read their bytes; it says
 * what they mean.
 */
import type { TypeInformation } from "./declared-type.ts";

/** What a snapshot keeps of a type. `TypeSerializerSnapshot`. */
export interface TypeSerializerSnapshot {
  /** `INT`, `OBJECT` … or a name of the user's. */
  readonly kind: string;
  /** Of the user's own types; 1 for all others. */
  readonly version: number;
  /** Names of the fields of an object, or the values of an enum. */
  readonly names: readonly string[];
  /** Fields; element; key and value. */
  readonly nested: readonly TypeSerializerSnapshot[];
}

/** The same of a type of today. `TypeSerializer`. */
export interface TypeSchema extends TypeSerializerSnapshot {
  readonly nested: readonly TypeSchema[];
  /** Brings a value of an older version to the shape of this one; left out: only this version can be read. */
  readonly migrate?: (value: unknown, fromVersion: number) => unknown;
}

/** `TypeSerializerSchemaCompatibility`; what Flink calls "with reconfigured serializer" is as is here. */
export type TypeSerializerSchemaCompatibility = "compatibleAsIs" | "compatibleAfterMigration" | "incompatible";

/** Stands for "by structure". */
const GENERIC = "GENERIC";

/** Of a value of one of several types, with the number of its type, from 1: `{ input, value }`. */
export const TAGGED_UNION = "TAGGED_UNION";

/** @param names with `nested`: of fields that may come and go; without: of values of which none may go */
export function schema(
  kind: string,
  nested: readonly TypeSchema[] = [],
  names: readonly string[] = [],
  version = 1,
): TypeSchema {
  return { kind, version, names, nested };
}

/** That of state of which nothing is declared. */
export const UNDECLARED: TypeSchema = schema(GENERIC);

/** That of a type; of null: `UNDECLARED`. */
export function schemaOf(type: TypeInformation<unknown> | null): TypeSchema {
  return type === null ? UNDECLARED : (type.schema ?? schema(type.name));
}

/** Whether it says more than "by structure". */
export function isDeclared({ kind }: TypeSerializerSnapshot): boolean {
  return kind !== GENERIC;
}

const AS_IS = "compatibleAsIs";
const AFTER_MIGRATION = "compatibleAfterMigration";
const INCOMPATIBLE = "incompatible";

/**
 * Whether values that were written under `old` can be read as what `fresh` declares. Fields of an object may come and go but
 * not change their types (`PojoSerializerSnapshot`), values of an enum may only come (`EnumSerializerSnapshot`), all other parts
 * have to be as many, each compatible (`CompositeTypeSerializerSnapshot`).
 */
export function resolveSchemaCompatibility(
  fresh: TypeSchema,
  old: TypeSerializerSnapshot,
): TypeSerializerSchemaCompatibility {
  if (fresh.kind !== old.kind) return INCOMPATIBLE;
  if (fresh.version !== old.version)
    return fresh.version > old.version && fresh.migrate !== undefined ? AFTER_MIGRATION : INCOMPATIBLE;
  if (fresh.nested.length === 0 && old.nested.length === 0)
    return fresh.kind === "OBJECT" || old.names.every((name) => fresh.names.includes(name)) ? AS_IS : INCOMPATIBLE;
  const byName = fresh.kind === "OBJECT";
  if (!byName && fresh.nested.length !== old.nested.length) return INCOMPATIBLE;
  const parts = fresh.nested.map((part, i) => {
    const was = byName ? partNamed(old, fresh.names[i]) : old.nested[i];
    return was === undefined ? AFTER_MIGRATION : resolveSchemaCompatibility(part, was);
  });
  if (parts.includes(INCOMPATIBLE)) return INCOMPATIBLE;
  const oneWent = byName && old.names.some((name) => !fresh.names.includes(name));
  return oneWent || parts.includes(AFTER_MIGRATION) ? AFTER_MIGRATION : AS_IS;
}

function partNamed<S extends TypeSerializerSnapshot>(
  { names, nested }: S,
  name: string,
): S["nested"][number] | undefined {
  return nested[names.indexOf(name)];
}

/** A value that was written under `old`, in the shape of today. The two have to be compatible. */
export function migrateValue(fresh: TypeSchema, old: TypeSerializerSnapshot, value: unknown): unknown {
  if (value === null || value === undefined || resolveSchemaCompatibility(fresh, old) === AS_IS) return value;
  // It was there when the two were found to be compatible.
  if (fresh.version !== old.version) return fresh.migrate?.(value, old.version);
  const part = (one: unknown, i: number) => migrateValue(fresh.nested[i], old.nested[i], one);
  if (fresh.kind === "OPTIONAL") return part(value, 0);
  if (fresh.kind === TAGGED_UNION) {
    const tagged = value as { readonly input: number; readonly value: unknown };
    return { ...tagged, value: part(tagged.value, tagged.input - 1) };
  }
  if (fresh.names.length > 0 || old.names.length > 0) return migrateFields(fresh, old, value);
  if (value instanceof Map) return new Map([...value].map(([key, entry]) => [part(key, 0), part(entry, 1)]));
  // The elements of a list have one type, those of a tuple each its own.
  return (value as readonly unknown[]).map((one, i) => part(one, Math.min(i, fresh.nested.length - 1)));
}

/** The fields that stay, in their old order, then those that are new. */
function migrateFields(fresh: TypeSchema, old: TypeSerializerSnapshot, value: object): object {
  const migrated = Object.create(Object.getPrototypeOf(value)) as Record<string, unknown>;
  for (const [name, field] of Object.entries(value)) {
    const [is, was] = [partNamed(fresh, name), partNamed(old, name)];
    if (is !== undefined && was !== undefined) migrated[name] = migrateValue(is, was, field);
  }
  for (const [i, name] of fresh.names.entries())
    if (!old.names.includes(name)) migrated[name] = unset(fresh.nested[i].kind);
  return migrated;
}

/** What a field of a Java class holds that nobody has set. */
function unset(kind: string): unknown {
  if (kind === "BOOLEAN") return false;
  if (kind === "CHAR") return "\0";
  return ["INT", "LONG", "DOUBLE", "FLOAT", "SHORT", "BYTE"].includes(kind) ? 0 : null;
}

/** As errors name it: `OBJECT(a: INT, b: LIST(STRING))`. */
export function schemaText({ kind, version, names, nested }: TypeSerializerSnapshot): string {
  const parts = nested.map((part, i) => (i < names.length ? `${names[i]}: ` : "") + schemaText(part));
  const inside = (parts.length > 0 ? parts : names).join(", ");
  return kind + (version === 1 ? "" : ` version ${version}`) + (inside === "" ? "" : `(${inside})`);
}

/** A short value for it: mostly only the name of the type. */
export function packSchema({ kind, version, names, nested }: TypeSerializerSnapshot): unknown {
  return version === 1 && names.length + nested.length === 0 ? kind : [kind, version, names, nested.map(packSchema)];
}

/** The inverse of `packSchema`. */
export function unpackSchema(packed: unknown): TypeSerializerSnapshot {
  if (typeof packed === "string") return schema(packed);
  // The bytes carry a checksum: what was packed is what is here.
  const [kind, version, names, nested] = packed as [string, number, string[], unknown[]];
  return { kind, version, names, nested: nested.map(unpackSchema) };
}
