/** Finds a timer by what it is: time, key and namespace. The map that makes `KeyGroupedInternalPriorityQueue` a set. */
import type { KeyContext, Scope } from "../state/keyed-state-backend.ts";
import { InternalTimer, NOWHERE } from "./timer-heap.ts";

/** Numbers of chains are powers of two; this is the exponent of the first. */
const FEWEST_BITS = 4;
/** 2^32 over the golden ratio, and another odd number: they spread numbers that differ only in their low bits. */
const GOLDEN = 0x9e3779b1;
const MIX = 0x85ebca6b;

/**
 * The timers of one queue in chains. The links are in the timers, so that a timer that comes and goes with each record
 * makes no garbage; the namespace is not part of the hash, since few timers differ in nothing else.
 */
export class TimerTable {
  #chains = emptyChains(FEWEST_BITS);
  #shift = 32 - FEWEST_BITS;
  #size = 0;

  /** The timer of the key, or null. A scope that is its own timer is used with one table only. */
  find(time: number, context: KeyContext, scope: Scope): InternalTimer | null {
    if (scope instanceof InternalTimer && scope.heapNumber !== NOWHERE && scope.time === time) return scope;
    let timer = this.#chains[this.#chainOf(time, context)];
    while (timer !== null && !(timer.time === time && timer.context === context && isSame(timer.scope, scope)))
      timer = timer.next;
    return timer;
  }

  /** Adds a timer that is not in the table. */
  add(timer: InternalTimer): void {
    if (++this.#size > this.#chains.length) this.#grow();
    this.#link(timer);
  }

  /** Removes a timer that is in the table. */
  remove(timer: InternalTimer): void {
    const chains = this.#chains;
    const chain = this.#chainOf(timer.time, timer.context);
    let before = chains[chain];
    if (before === timer) chains[chain] = timer.next;
    else {
      while (before !== null && before.next !== timer) before = before.next;
      if (before !== null) before.next = timer.next;
    }
    timer.next = null;
    this.#size--;
  }

  #chainOf(time: number, context: KeyContext): number {
    return Math.imul(Math.imul(context.id, GOLDEN) ^ (time | 0), MIX) >>> this.#shift;
  }

  #link(timer: InternalTimer): void {
    const chain = this.#chainOf(timer.time, timer.context);
    timer.next = this.#chains[chain];
    this.#chains[chain] = timer;
  }

  #grow(): void {
    const chains = this.#chains;
    this.#shift--;
    this.#chains = emptyChains(32 - this.#shift);
    for (const first of chains) {
      for (let timer = first; timer !== null; ) {
        const { next } = timer;
        this.#link(timer);
        timer = next;
      }
    }
  }
}

function isSame(a: Scope, b: Scope): boolean {
  return a === b || a.namespace === b.namespace;
}

function emptyChains(bits: number): (InternalTimer | null)[] {
  return new Array<InternalTimer | null>(1 << bits).fill(null);
}
