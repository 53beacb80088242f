/** The timers of one service in one time domain, each at most once. `KeyGroupedInternalPriorityQueue`. */
import type { KeyContext, KeyedStateBackend, Namespace } from "../state/keyed-state-backend.ts";
import { InternalTimer, TimerHeap } from "./timer-heap.ts";

/**
 * The timers of one key by time. A window operator registers the same timer again with every record: the one asked for
 * last is remembered.
 */
class KeyTimers {
  last: InternalTimer | null = null;
  readonly byTime = new Map<number, InternalTimer>();
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
    const timers = context.timers[this.#slot] as KeyTimers | undefined;
    if (timers === undefined) return this.#insert(new InternalTimer(time, context, namespace), new KeyTimers());
    const last = timers.last;
    if (last !== null && last.time === time && last.namespace === namespace) return false;
    const known = find(timers, time, namespace);
    if (known === null) return this.#insert(new InternalTimer(time, context, namespace), timers);
    timers.last = known;
    return false;
  }

  /** Removes the timer if the key has it; true if it had. */
  remove(time: number, context: KeyContext, namespace: Namespace): boolean {
    const timers = context.timers[this.#slot] as KeyTimers | undefined;
    const timer = timers === undefined ? null : find(timers, time, namespace);
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

  #insert(timer: InternalTimer, timers: KeyTimers): true {
    timer.context.timers[this.#slot] = timers;
    timer.sameTime = timers.byTime.get(timer.time) ?? null;
    timers.byTime.set(timer.time, timer);
    timers.last = timer;
    this.#heap.add(timer);
    this.#backend.countTimer(timer.context, 1);
    return true;
  }

  #take(timer: InternalTimer): void {
    const context = timer.context;
    const timers = context.timers[this.#slot] as KeyTimers;
    if (timers.last === timer) timers.last = null;
    unlink(timers.byTime, timer);
    if (timers.byTime.size === 0) context.timers[this.#slot] = undefined;
    this.#heap.remove(timer);
    this.#backend.countTimer(context, -1);
  }
}

function find(timers: KeyTimers, time: number, namespace: Namespace): InternalTimer | null {
  let timer = timers.byTime.get(time) ?? null;
  while (timer !== null && timer.namespace !== namespace) timer = timer.sameTime;
  return timer;
}

function unlink(byTime: Map<number, InternalTimer>, timer: InternalTimer): void {
  const first = byTime.get(timer.time) as InternalTimer;
  if (first !== timer) {
    let before = first;
    while (before.sameTime !== timer) before = before.sameTime as InternalTimer;
    before.sameTime = timer.sameTime;
  } else if (timer.sameTime !== null) {
    byTime.set(timer.time, timer.sameTime);
  } else {
    byTime.delete(timer.time);
  }
  timer.sameTime = null;
}
