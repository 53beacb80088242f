/** A type of the user's own, whose values change their shape from version to version. */
import type { TypeInformation } from "./declared-type.ts";
import { IllegalArgumentError } from "./errors.ts";
import { hashValue } from "./java-hash.ts";
import { schema, type TypeSchema } from "./schema.ts";

/** A value that version `fromVersion` of the type wrote, in the shape of today. */
export type Migration<T> = (value: unknown, fromVersion: number) => T;

/**
 * A type with a version and a way from older ones: the user's own `TypeSerializer` with its `TypeSerializerSnapshot`. State
 * of the same version is read as is, of an older one after migration; of a newer one, of another type, or of an older one
 * where there is no migration, it is incompatible.
 *
 * ```ts
 * const FARE = new VersionedType<{ cents: number }>("Fare", 2, (old) => ({ cents: (old as { dollars: number }).dollars * 100 }));
 * new ValueStateDescriptor("last-fare", FARE);
 * ```
 */
export class VersionedType<T> implements TypeInformation<T> {
  readonly name: string;
  readonly schema: TypeSchema;

  /** Throws unless `version` is a whole number from 1 on. */
  constructor(name: string, version: number, migrate: Migration<T> | null = null) {
    if (!Number.isInteger(version) || version < 1)
      throw new IllegalArgumentError(`Type ${name} has version ${version}: versions are whole numbers from 1 on.`);
    this.name = name;
    this.schema = { ...schema(name, [], [], version), ...(migrate === null ? {} : { migrate }) };
  }

  hash(value: T): number {
    return hashValue(value);
  }
}
