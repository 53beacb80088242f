/** Fields of records by position or name. `FieldAccessor`. */

import { IllegalArgumentError } from "../types/errors.ts";
import type { TypeInformation } from "../types/type-information.ts";
import { fieldTypesOf } from "../types/type-information.ts";

/** Position in an array (a tuple), or the name of an object's field; `a.b` names a field of a field. */
export type FieldReference = number | string;

/** Reads a field, and makes a copy of a record with another value in it. */
export interface FieldAccessor {
  readonly field: FieldReference;
  /** Null where nothing was declared. */
  readonly type: TypeInformation<unknown> | null;
  get(record: unknown): unknown;
  with(record: unknown, value: unknown): unknown;
}

/**
 * @param type of the records; null: not declared, so a wrong field is noticed with the first record
 * @throws IllegalArgumentError for a field that records of this type do not have
 */
export function fieldAccessor(field: FieldReference, type: TypeInformation<unknown> | null): FieldAccessor {
  const path = typeof field === "number" ? [field] : field.split(".");
  const fieldType = path.reduce<TypeInformation<unknown> | null>(
    (found, step) => typeOfField(step, found, field),
    type,
  );
  return {
    field,
    type: fieldType,
    get: (record) => path.reduce<unknown>((value, step) => read(value, step, field), record),
    with: (record, value) => replace(record, path, value),
  };
}

function typeOfField(
  step: FieldReference,
  type: TypeInformation<unknown> | null,
  field: FieldReference,
): TypeInformation<unknown> | null {
  if (type === null) return null;
  const fields = fieldTypesOf(type);
  if (fields === null) {
    // A basic type is its own and only field.
    if (step === 0 || step === "*") return type;
    throw new IllegalArgumentError(`Not a valid field: "${field}" of the basic type ${type.name}.`);
  }
  const found = typeof step === "number" ? fields.types[step] : fields.types[fields.names.indexOf(step)];
  if (found === undefined)
    throw new IllegalArgumentError(`Not a valid field: records of the type ${type.name} have no field "${field}".`);
  return found;
}

function read(record: unknown, step: FieldReference, field: FieldReference): unknown {
  if (typeof record !== "object" || record === null) {
    if (step === 0 || step === "*") return record;
    throw new IllegalArgumentError(`Not a valid field: "${field}" of the value ${String(record)}.`);
  }
  const name = nameIn(record, step);
  if (!(name in record)) throw new IllegalArgumentError(`Not a valid field: a record has no field "${field}".`);
  return (record as Readonly<Record<FieldReference, unknown>>)[name];
}

/** `f2` is another name for the third field of a tuple. */
function nameIn(record: object, step: FieldReference): FieldReference {
  return Array.isArray(record) && typeof step === "string" && /^f\d+$/.test(step) ? Number(step.slice(1)) : step;
}

function replace(record: unknown, [step, ...rest]: readonly FieldReference[], value: unknown): unknown {
  if (typeof record !== "object" || record === null) return value;
  const copy = Array.isArray(record)
    ? [...record]
    : Object.assign(Object.create(Object.getPrototypeOf(record)), record);
  const name = nameIn(record, step);
  copy[name] = rest.length === 0 ? value : replace(copy[name], rest, value);
  return copy;
}
