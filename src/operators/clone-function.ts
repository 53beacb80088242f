/**
 * Copies of user functions: each subtask attempt works on a copy of its own, as in Flink, where function objects travel
 * by Java serialization. Plain functions are used as they are.
 */
import { OutputTag } from "../api/output-tag.ts";
import {
  AggregatingStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  ValueStateDescriptor,
} from "../api/state-descriptors.ts";
import { isTypeInformation } from "../types/declared-type.ts";
import { copyValue } from "../types/structural-copy.ts";

/** Classes whose objects never change and may be shared by all copies. */
const IMMUTABLE: readonly (abstract new (...args: never[]) => object)[] = [
  OutputTag,
  ValueStateDescriptor,
  ListStateDescriptor,
  MapStateDescriptor,
  ReducingStateDescriptor,
  AggregatingStateDescriptor,
];

/** A deep copy with prototypes kept; what is referenced twice stays one object. Throws for a class with `#private` fields. */
export function cloneFunction<F>(fn: F): F {
  return typeof fn === "object" && fn !== null ? (copy(fn, new Map()) as F) : fn;
}

function copy(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = copies.get(value);
  if (known !== undefined) return known;
  if (isShared(value)) return value;
  if (Array.isArray(value)) {
    const result: unknown[] = [];
    copies.set(value, result);
    for (const element of value) result.push(copy(element, copies));
    return result;
  }
  if (value instanceof Map) {
    const result = new Map<unknown, unknown>();
    copies.set(value, result);
    for (const [key, element] of value) result.set(copy(key, copies), copy(element, copies));
    return result;
  }
  if (value instanceof Set) {
    const result = new Set<unknown>();
    copies.set(value, result);
    for (const element of value) result.add(copy(element, copies));
    return result;
  }
  if (value instanceof RegExp) {
    const result = new RegExp(value.source, value.flags);
    result.lastIndex = value.lastIndex;
    copies.set(value, result);
    return result;
  }
  if (ArrayBuffer.isView(value) || isDate(value)) {
    const result = copyValue(value);
    copies.set(value, result);
    return result;
  }
  return copyObject(value, copies);
}

function copyObject(value: object, copies: Map<object, object>): object {
  const prototype: object | null = Object.getPrototypeOf(value);
  checkNoPrivateFields(prototype);
  const result: object = Object.create(prototype);
  copies.set(value, result);
  for (const key of Reflect.ownKeys(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key)!;
    const isOrdinary = property.writable === true && property.enumerable === true && property.configurable === true;
    if ("value" in property) property.value = copy(property.value, copies);
    // An assignment is faster than a definition, and the same unless the class knows the name too.
    if (isOrdinary && !(key in result)) (result as Record<PropertyKey, unknown>)[key] = property.value;
    else Object.defineProperty(result, key, property);
  }
  return result;
}

function isDate(value: object): boolean {
  return Object.prototype.toString.call(value) === "[object Date]";
}

function isShared(value: object): boolean {
  return IMMUTABLE.some((type) => value instanceof type) || isTypeInformation(value);
}

/** Only a cache: the answer depends on the class alone. */
const withoutPrivateFields = new WeakSet<object>();

function checkNoPrivateFields(prototype: object | null): void {
  for (let p = prototype; p !== null && p !== Object.prototype; p = Object.getPrototypeOf(p)) {
    if (withoutPrivateFields.has(p)) return;
    const type: unknown = p.constructor;
    if (typeof type === "function" && /\bthis\.#\w/.test(Function.prototype.toString.call(type))) {
      throw new Error(
        `The class ${type.name} has #private fields, which cannot be copied for each subtask; make them ordinary fields (in TypeScript: private), or pass a plain function.`,
      );
    }
    withoutPrivateFields.add(p);
  }
}
