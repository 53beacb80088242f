/** What the runtime asks of a declared type; the types themselves are not needed for that. */
import type { TypeSchema } from "./schema.ts";

/** What a declared type knows: its name in plans and errors, and the Java hash code of its values. `TypeInformation`. */
export interface TypeInformation<T> {
  readonly name: string;
  /** Java's `hashCode`, a signed 32-bit integer; decides the key group of a key of this type. */
  hash(value: T): number;
  /** What snapshots keep of it; left out: its name alone, and it reads only what was written under that. */
  readonly schema?: TypeSchema;
}

/** Tells a declared type from any other value. */
export function isTypeInformation(value: unknown): value is TypeInformation<unknown> {
  const { name, hash } = (value ?? {}) as Partial<TypeInformation<unknown>>;
  return typeof name === "string" && typeof hash === "function";
}
