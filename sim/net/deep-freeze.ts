/**
 * Freezes plain data all the way down; what is frozen already is taken to be so all the way. Bytes cannot be frozen and
 * are skipped. Maps and sets are frozen with their elements, but they can still be added to.
 *
 * @param except name of a property whose value is left alone
 */
export function deepFreeze(value: unknown, except: string | null = null): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
  Object.freeze(value);
  for (const key of Reflect.ownKeys(value)) {
    if (key !== except) deepFreeze((value as Record<PropertyKey, unknown>)[key], except);
  }
  if (value instanceof Map || value instanceof Set) for (const element of value) deepFreeze(element, except);
}
