/** The timers of one service in one time domain, each at most once. `KeyGroupedInternalPriorityQueue`. */
import type { KeyContext, KeyedStateBackend, Scope } from "../state/keyed-state-backend.ts";
import { InternalTimer, TimerHeap } from "./timer-heap.ts";
import { TimerTable } from "./timer-table.ts";

/** Objects of past timers that are kept for new ones. */
const MOST_SPARE = 1024;

/** A heap of timers without duplicates. */
export class TimerQueue {
  readonly #heap = new TimerHeap();
  readonly #table = new TimerTable();
  readonly #backend: KeyedStateBackend;
  readonly #spare: InternalTimer[] = [];

  constructor(backend: KeyedStateBackend) {
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
  add(time: number, context: KeyContext, scope: Scope): boolean {
    if (this.#table.find(time, context, scope) !== null) return false;
    const timer = this.#timer(time, context, scope);
    this.#table.add(timer);
    this.#heap.add(timer);
    this.#backend.countTimer(context, 1);
    return true;
  }

  /** Removes the timer if the key has it; true if it had. */
  remove(time: number, context: KeyContext, scope: Scope): boolean {
    const timer = this.#table.find(time, context, scope);
    if (timer === null) return false;
    this.#take(timer);
    this.release(timer);
    return true;
  }

  /** Removes the head; there must be one. It is given back with `release` when it has fired. */
  poll(): InternalTimer {
    const timer = this.#heap.peek() as InternalTimer;
    this.#take(timer);
    return timer;
  }

  /** A timer that is not in the queue is used no more. */
  release(timer: InternalTimer): void {
    if (this.#spare.length < MOST_SPARE) this.#spare.push(timer);
  }

  #timer(time: number, context: KeyContext, scope: Scope): InternalTimer {
    const timer = this.#spare.pop();
    if (timer === undefined) return new InternalTimer(time, context, scope);
    timer.time = time;
    timer.context = context;
    timer.scope = scope;
    return timer;
  }

  #take(timer: InternalTimer): void {
    this.#table.remove(timer);
    this.#heap.remove(timer);
    this.#backend.countTimer(timer.context, -1);
  }
}
