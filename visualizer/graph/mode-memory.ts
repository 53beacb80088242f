/** Keeps the modes of the channels from flickering: a mode stays for a while, and is kept in doubt. */
import type { Mode } from "./level-of-detail.ts";

/** Wall ms for which a channel keeps a new mode. */
export const LEAST_STAY_MS = 500;

export class ModeMemory {
  #modes: ReadonlyMap<number, Mode> = new Map();
  readonly #since = new Map<number, number>();

  /** Modes of the picture before. */
  get modes(): ReadonlyMap<number, Mode> {
    return this.#modes;
  }

  /** Forgets the picture before: the next one follows from its moment alone. */
  forget(): void {
    this.#modes = new Map();
    this.#since.clear();
  }

  /** The modes to draw now. @param wallMs the viewer's time, from any origin */
  settle(wanted: ReadonlyMap<number, Mode>, wallMs: number): ReadonlyMap<number, Mode> {
    const settled = new Map<number, Mode>();
    for (const [ch, mode] of wanted) {
      const present = this.#modes.get(ch);
      const since = this.#since.get(ch) ?? Number.NEGATIVE_INFINITY;
      const stays = present !== undefined && present !== mode && wallMs - since < LEAST_STAY_MS;
      if (!stays && present !== mode) this.#since.set(ch, wallMs);
      settled.set(ch, stays ? present : mode);
    }
    for (const ch of this.#since.keys()) if (!settled.has(ch)) this.#since.delete(ch);
    this.#modes = settled;
    return settled;
  }
}
