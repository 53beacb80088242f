/** What the browser keeps for the next visit, if it is allowed to: nothing depends on it. */

export type KeptName = "single-keys" | "panel-sizes";

const PREFIX = "tidemark.";

/** Null: nothing was kept, or nothing may be. */
export function kept(name: KeptName): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** @param value null: nothing is to be kept any more */
export function keep(name: KeptName, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, value);
  } catch {
    // A page without storage begins anew each time.
  }
}
