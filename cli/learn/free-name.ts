import { existsSync } from "node:fs";

/** The first of the paths 1, 2, 3 … where nothing lies yet: what is kept aside is never written over. */
export function freeName(path: (n: number) => string): string {
  for (let n = 1; ; n++) if (!existsSync(path(n))) return path(n);
}
