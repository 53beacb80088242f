/** Finds the context of a key that was used a short while ago without asking for the identity of the key. */
import type { HeapKeyContext } from "./heap-key-context.ts";

/** Numbers of slots are powers of two; these are the exponents. */
const FEWEST_BITS = 4;
const MOST_BITS = 12;
/** 2^32 over the golden ratio: spreads hash codes that differ only in their low bits over the high ones. */
const GOLDEN = 0x9e3779b1;

/**
 * One slot per hash, the newest context wins. It only remembers: what it has lost is found in the backend's Map, and a
 * context that holds nothing any more is as good as a new one. Keys that are objects are not remembered, because their
 * identity is their value.
 */
export class RecentContexts {
  #slots = emptySlots(FEWEST_BITS);
  #shift = 32 - FEWEST_BITS;
  #displaced = 0;

  /** @param hash Java hash code of the key */
  find(key: unknown, hash: number): HeapKeyContext | undefined {
    const context = this.#slots[Math.imul(hash, GOLDEN) >>> this.#shift];
    // 0 and -0 are equal here and different keys.
    return context !== undefined && context.key === key && (key !== 0 || Object.is(context.key, key))
      ? context
      : undefined;
  }

  remember(context: HeapKeyContext, hash: number): void {
    if (typeof context.key === "object") return;
    const slot = Math.imul(hash, GOLDEN) >>> this.#shift;
    if (this.#slots[slot] !== undefined && ++this.#displaced > this.#slots.length) this.#grow();
    else this.#slots[slot] = context;
  }

  /** Begins anew with more room when contexts drive each other out. */
  #grow(): void {
    this.#displaced = 0;
    if (this.#slots.length >= 1 << MOST_BITS) return;
    this.#shift -= 2;
    this.#slots = emptySlots(32 - this.#shift);
  }
}

function emptySlots(bits: number): (HeapKeyContext | undefined)[] {
  return new Array<HeapKeyContext | undefined>(1 << bits).fill(undefined);
}
