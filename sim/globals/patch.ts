/** Properties of global objects that are replaced for a while. */

/** One property and what it is to be. */
export interface Patch {
  /** How the user writes it: `Math.sin`. */
  readonly name: string;
  readonly target: object;
  readonly key: string;
  readonly value: unknown;
}

/** What a property was; undefined: inherited; null: it could not be replaced. */
export type Saved = PropertyDescriptor | undefined | null;

/** A patch for `target[key]`; null when there is no such property, as engines differ in what they offer. */
export function patchOf(name: string, target: object, key: string, value: unknown): Patch | null {
  return key in target ? { name, target, key, value } : null;
}

/** Replaces a property, without looking at its value, and gives what it was. */
export function apply(patch: Patch): Saved {
  const { target, key, value } = patch;
  try {
    const saved = Object.getOwnPropertyDescriptor(target, key);
    // An assignment is five times as fast as a definition.
    if (saved?.writable === true) (target as Record<string, unknown>)[key] = value;
    else {
      const enumerable = saved?.enumerable ?? true;
      Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true });
    }
    return saved;
  } catch {
    return null;
  }
}

/** Puts back what `apply` gave. */
export function restore(patch: Patch, saved: Saved): void {
  if (saved === null) return;
  const { target, key } = patch;
  if (saved === undefined) Reflect.deleteProperty(target, key);
  else if (saved.writable === true) (target as Record<string, unknown>)[key] = saved.value;
  else Object.defineProperty(target, key, saved);
}
