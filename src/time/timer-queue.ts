/** The timers of one service in one time domain, each at most once. `KeyGroupedInternalPriorityQueue`. */
import type { KeyContext, KeyedStateBackend, Scope } from "../state/keyed-state-backend.ts";
import { InternalTimer, NOWHERE, TimerHeap } from "./timer-heap.ts";
import { TimerTable } from "./timer-table.ts";

/** A heap of timers without duplicates. */
export class TimerQueue {
  readonly #heap = new TimerHeap();
  readonly #table = new TimerTable();
  readonly #backend: KeyedStateBackend;

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
    const timer = timerOf(time, context, scope);
    if (!isOwn(timer)) this.#table.add(timer);
    this.#heap.add(timer);
    this.#backend.countTimer(context, 1);
    return true;
  }

  /** Removes the timer if the key has it; true if it had. */
  remove(time: number, context: KeyContext, scope: Scope): boolean {
    const timer = this.#table.find(time, context, scope);
    if (timer === null) return false;
    this.#take(timer);
    return true;
  }

  /**
   * Gives the timer of a scope that is about to change another time: what adding that one and removing this one would do.
   * The key has no timer of the other time for what the scope will be. A timer that is not there is added.
   */
  move(time: number, by: number, context: KeyContext, scope: Scope): void {
    const timer = this.#table.find(time, context, scope);
    if (timer === null) {
      this.add(by, context, scope);
      return;
    }
    if (isOwn(timer)) {
      this.#heap.move(timer, by);
      return;
    }
    this.#table.remove(timer);
    this.#heap.move(timer, by);
    timer.scope = scope;
    this.#table.add(timer);
  }

  /** Removes the head; there must be one. */
  poll(): InternalTimer {
    const timer = this.#heap.peek() as InternalTimer;
    this.#take(timer);
    return timer;
  }

  #take(timer: InternalTimer): void {
    if (!isOwn(timer)) this.#table.remove(timer);
    this.#heap.remove(timer);
    this.#backend.countTimer(timer.context, -1);
  }
}

/** Is its own scope: whoever asks for it has it at hand, and the table need not know of it. */
function isOwn(timer: InternalTimer): boolean {
  const scope: object = timer.scope;
  return scope === timer;
}

/** A scope can be its own timer: then there is one object less to look at. */
function timerOf(time: number, context: KeyContext, scope: Scope): InternalTimer {
  if (!(scope instanceof InternalTimer) || scope.heapNumber !== NOWHERE) return new InternalTimer(time, context, scope);
  scope.time = time;
  return scope;
}
