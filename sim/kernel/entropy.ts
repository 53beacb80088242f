/**
 * Keyed randomness: seedrandom turns the seed into one 128-bit key, once; every draw is a hash of (key, purpose, entity, n).
 * Removing one fault, or one entity, moves no other draw.
 */
import seedrandom from "seedrandom";
import type { Entropy, KeyedDraws } from "../../src/world.ts";

function hashText(text: string, seed: number): number {
  let h = seed | 0;
  for (let i = 0; i < text.length; i++) {
    h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h ^= h >>> 15;
  }
  return h;
}

function mix(h: number): number {
  h ^= h >>> 16;
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

class Draws implements KeyedDraws {
  #n = 0;
  readonly #a: number;
  readonly #b: number;

  constructor(a: number, b: number) {
    this.#a = a;
    this.#b = b;
  }

  next(): number {
    const n = this.#n++;
    return mix(mix(this.#a ^ Math.imul(n + 1, 0x9e3779b1)) ^ mix(this.#b + n)) >>> 0;
  }

  below(bound: number): number {
    // 2^32 is far above every bound in use; the bias of the multiplication is below 2^-20.
    return Math.floor((this.next() / 4294967296) * bound);
  }
}

/** Draws of what is not left to chance: always the middle of the range. */
const MIDDLE: KeyedDraws = {
  next: () => 2 ** 31,
  below: (bound) => Math.floor(bound / 2),
};

/** The entropy port of a run. Takes the scenario's seed; gives streams of draws by purpose and entity. */
export class KeyedEntropy implements Entropy {
  readonly #key: readonly [number, number, number, number];
  readonly #isSteady: (purpose: string, entity: string) => boolean;

  /** @param isSteady streams that give the middle of their range at each draw; default none */
  constructor(seed: number | string, isSteady: (purpose: string, entity: string) => boolean = () => false) {
    this.#isSteady = isSteady;
    const generator = seedrandom(String(seed));
    this.#key = [generator.int32(), generator.int32(), generator.int32(), generator.int32()];
  }

  /** Two calls with the same purpose and entity start the same sequence again. */
  draws(purpose: string, entity: string): KeyedDraws {
    if (this.#isSteady(purpose, entity)) return MIDDLE;
    const [k0, k1, k2, k3] = this.#key;
    const p = hashText(purpose, k0);
    const e = hashText(entity, k1);
    return new Draws(mix(p ^ mix(e ^ k2)), mix(e + mix(p ^ k3)));
  }
}
