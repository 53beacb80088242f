/** The timers of one service in one time domain, each at most once. `KeyGroupedInternalPriorityQueue`. */
import type { KeyContext, KeyedStateBackend, Namespace } from "../state/keyed-state-backend.ts";
import { addTimer, findTimer, removeTimer } from "./key-timers.ts";
import { InternalTimer, TimerHeap } from "./timer-heap.ts";

/** A heap of timers without duplicates; which timers a key has is kept in the context of the key. */
export class TimerQueue {
  readonly #heap = new TimerHeap();
  readonly #slot: number;
  readonly #backend: KeyedStateBackend;

  /** @param slot number of this queue among those of its operator */
  constructor(slot: number, backend: KeyedStateBackend) {
    this.#slot = slot;
    this.#backend = backend;
  }

  get size(): number {
    return this.#heap.size;
  }

  peek(): InternalTimer | null {
    return this.#heap.peek();
  }

  toArray(): InternalTimer[] {
    return this.#heap.toArray();
  }

  /** False if the key has this timer already. */
  add(time: number, context: KeyContext, namespace: Namespace): boolean {
    if (findTimer(context, this.#slot, time, namespace) !== null) return false;
    const timer = new InternalTimer(time, this.#slot, context, namespace);
    addTimer(context, timer);
    this.#heap.add(timer);
    this.#backend.countTimer(context, 1);
    return true;
  }

  /** Removes the timer if the key has it; true if it had. */
  remove(time: number, context: KeyContext, namespace: Namespace): boolean {
    const timer = findTimer(context, this.#slot, time, namespace);
    if (timer === null) return false;
    this.#take(timer);
    return true;
  }

  /** Removes the head; there must be one. */
  poll(): InternalTimer {
    const timer = this.#heap.peek() as InternalTimer;
    this.#take(timer);
    return timer;
  }

  #take(timer: InternalTimer): void {
    const { context } = timer;
    removeTimer(context, timer);
    this.#heap.remove(timer);
    this.#backend.countTimer(context, -1);
  }
}
