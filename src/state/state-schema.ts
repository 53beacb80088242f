/** The schema of what a state keeps, out of what its descriptor declares; and the refusal of what cannot be read. */
import type { StateDescriptor } from "../api/state-descriptors.ts";
import type { TypeInformation } from "../types/declared-type.ts";
import { StateMigrationError } from "../types/errors.ts";
import {
  isDeclared,
  resolveSchemaCompatibility,
  schema,
  schemaOf,
  schemaText,
  type TypeSchema,
  type TypeSerializerSnapshot,
  UNDECLARED,
} from "../types/schema.ts";

/** Made of these parts; undeclared where none of them is declared. */
export function madeOf(kind: string, ...parts: readonly TypeSchema[]): TypeSchema {
  return parts.some(isDeclared) ? schema(kind, parts) : UNDECLARED;
}

/** That of one entry of the state. With a time to live each value lies with the time at which it was touched (`TtlSerializer`). */
export function stateSchemaOf(descriptor: StateDescriptor): TypeSchema {
  const value = (type: TypeInformation<unknown> | null) =>
    descriptor.ttlConfig === null || type === null
      ? schemaOf(type)
      : schema("TTL", [schemaOf(type), schema("LONG")], ["value", "touchedMs"]);
  switch (descriptor.kind) {
    case "list":
      return madeOf("LIST", value(descriptor.elementType));
    case "map":
      return madeOf("MAP", schemaOf(descriptor.keyType), value(descriptor.valueType));
    default:
      return value(descriptor.type);
  }
}

/** Throws unless keys that were written under `old` are as before: they decide what lies where. `HeapRestoreOperation`. */
export function checkKeySchema(fresh: TypeSchema, old: TypeSerializerSnapshot): void {
  if (resolveSchemaCompatibility(fresh, old) === "compatibleAsIs") return;
  throw new StateMigrationError(
    `The new key serializer (${schemaText(fresh)}) must be compatible with the previous key serializer (${schemaText(old)}).`,
  );
}

/**
 * Whether values that were written under `old` have to be migrated.
 * @param refusal the sentence of Flink for what cannot be read
 */
export function needsMigration(fresh: TypeSchema, old: TypeSerializerSnapshot, refusal: () => string): boolean {
  const compatibility = resolveSchemaCompatibility(fresh, old);
  if (compatibility === "incompatible") throw new StateMigrationError(refusal());
  return compatibility === "compatibleAfterMigration";
}
