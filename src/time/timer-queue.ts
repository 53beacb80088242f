/** The timers of one service in one time domain, each at most once. `KeyGroupedInternalPriorityQueue`. */
import type { KeyContext, KeyedStateBackend, Namespace } from "../state/keyed-state-backend.ts";
import { InternalTimer, TimerHeap } from "./timer-heap.ts";

/** Up to so many timers of a key are searched one by one; beyond that an index is kept. */
const LIST_LIMIT = 8;

/**
 * The timers of one key, newest first. A window operator registers the same timer again with every record, and mostly
 * it is the newest one: that costs one comparison.
 */
class KeyTimers {
  newest: InternalTimer | null = null;
  count = 0;
  /** By time, then namespace; kept once there are many. */
  index: Map<number, Map<Namespace, InternalTimer>> | null = null;

  find(time: number, namespace: Namespace): InternalTimer | null {
    if (this.index !== null) return this.index.get(time)?.get(namespace) ?? null;
    let timer = this.newest;
    while (timer !== null && (timer.time !== time || timer.namespace !== namespace)) timer = timer.older;
    return timer;
  }

  add(timer: InternalTimer): void {
    timer.older = this.newest;
    if (this.newest !== null) this.newest.newer = timer;
    this.newest = timer;
    if (this.index !== null) this.#addToIndex(this.index, timer);
    else if (++this.count > LIST_LIMIT) this.#buildIndex();
  }

  remove(timer: InternalTimer): void {
    if (timer.newer === null) this.newest = timer.older;
    else timer.newer.older = timer.older;
    if (timer.older !== null) timer.older.newer = timer.newer;
    timer.older = null;
    timer.newer = null;
    if (this.index === null) {
      this.count--;
      return;
    }
    const sameTime = this.index.get(timer.time);
    sameTime?.delete(timer.namespace);
    if (sameTime?.size === 0) this.index.delete(timer.time);
  }

  #buildIndex(): void {
    this.index = new Map();
    for (let timer = this.newest; timer !== null; timer = timer.older) this.#addToIndex(this.index, timer);
  }

  #addToIndex(index: Map<number, Map<Namespace, InternalTimer>>, timer: InternalTimer): void {
    const sameTime = index.get(timer.time);
    if (sameTime === undefined) index.set(timer.time, new Map([[timer.namespace, timer]]));
    else sameTime.set(timer.namespace, timer);
  }
}

/** A heap of timers without duplicates; which timers a key has is kept in the context of the key. */
export class TimerQueue {
  readonly #heap = new TimerHeap();
  readonly #slot: number;
  readonly #backend: KeyedStateBackend;

  /** @param slot this queue's place in `KeyContext.timers` */
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
    let timers = context.timers[this.#slot] as KeyTimers | undefined;
    if (timers === undefined) {
      timers = new KeyTimers();
      context.timers[this.#slot] = timers;
    } else if (timers.find(time, namespace) !== null) {
      return false;
    }
    const timer = new InternalTimer(time, context, namespace);
    timers.add(timer);
    this.#heap.add(timer);
    this.#backend.countTimer(context, 1);
    return true;
  }

  /** Removes the timer if the key has it; true if it had. */
  remove(time: number, context: KeyContext, namespace: Namespace): boolean {
    const timers = context.timers[this.#slot] as KeyTimers | undefined;
    const timer = timers === undefined ? null : timers.find(time, namespace);
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
    (context.timers[this.#slot] as KeyTimers).remove(timer);
    this.#heap.remove(timer);
    this.#backend.countTimer(context, -1);
  }
}
