/** The priority queue of timers, with Flink's order among equal times. `HeapPriorityQueue`, `TimerHeapInternalTimer`. */
import type { KeyContext, Scope } from "../state/keyed-state-backend.ts";

/** The number of a timer that is in no heap. */
export const NOWHERE = -1;

/** A pending timer. Its identity is (time, key, namespace of its scope) within its service and domain. */
export class InternalTimer {
  /** ms */
  time: number;
  context: KeyContext;
  scope: Scope;
  /** Its number in the heap; `NOWHERE` outside of it. */
  heapNumber = NOWHERE;
  /** The next one of its chain in the table. */
  next: InternalTimer | null = null;

  constructor(time: number, context: KeyContext, scope: Scope) {
    this.time = time;
    this.context = context;
    this.scope = scope;
  }

  get key(): unknown {
    return this.context.key;
  }
}

/**
 * A binary heap by time, 1-indexed and with Flink's exact sift rules, which decide the order among equal times.
 *
 * While it is in the heap a timer has a number. Sifting moves times and numbers, which lie close together, and does not
 * touch the timers, which lie all over the memory.
 */
export class TimerHeap {
  /** By position. */
  readonly #times: number[] = [];
  readonly #numbers: number[] = [];
  /** By number. */
  readonly #positions: number[] = [];
  readonly #timers: (InternalTimer | null)[] = [];
  readonly #freeNumbers: number[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  peek(): InternalTimer | null {
    return this.#size === 0 ? null : this.#timerAt(1);
  }

  /** Adds a timer that is not in the heap. */
  add(timer: InternalTimer): void {
    // Position 0 is never read; filling it keeps the arrays without holes.
    if (this.#size === 0) {
      this.#times[0] = 0;
      this.#numbers[0] = 0;
    }
    const number = this.#freeNumbers.pop() ?? this.#timers.length;
    this.#timers[number] = timer;
    timer.heapNumber = number;
    this.#siftUp(number, timer.time, ++this.#size);
  }

  /** Removes a timer that is in the heap. */
  remove(timer: InternalTimer): void {
    this.#removeNumber(timer.heapNumber);
    timer.heapNumber = NOWHERE;
  }

  /** Gives a timer that is in the heap another time; its place is that of one that is added before this one is removed. */
  move(timer: InternalTimer, time: number): void {
    const { heapNumber } = timer;
    timer.time = time;
    if (this.#times[(this.#size + 1) >>> 1] > time) {
      this.add(timer);
      this.#removeNumber(heapNumber);
      return;
    }
    // The added one would stay last, and what is last takes the place of what is removed.
    this.#settle(heapNumber, time, this.#positions[heapNumber]);
  }

  #removeNumber(heapNumber: number): void {
    const position = this.#positions[heapNumber];
    this.#timers[heapNumber] = null;
    this.#freeNumbers.push(heapNumber);
    const last = this.#size--;
    const moved = this.#numbers[last];
    const time = this.#times[last];
    this.#numbers.pop();
    this.#times.pop();
    if (position !== last) this.#settle(moved, time, position);
  }

  /** Puts what was last in the place of another one. */
  #settle(number: number, time: number, position: number): void {
    this.#siftDown(number, time, position);
    if (this.#numbers[position] === number) this.#siftUp(number, time, position);
  }

  /** The timers in the order of the heap. */
  toArray(): InternalTimer[] {
    const timers: InternalTimer[] = [];
    for (let position = 1; position <= this.#size; position++) timers.push(this.#timerAt(position));
    return timers;
  }

  #timerAt(position: number): InternalTimer {
    // A number that is in the heap has a timer.
    return this.#timers[this.#numbers[position]] as InternalTimer;
  }

  #place(number: number, time: number, position: number): void {
    this.#numbers[position] = number;
    this.#times[position] = time;
    this.#positions[number] = position;
  }

  #siftUp(number: number, time: number, from: number): void {
    const times = this.#times;
    let position = from;
    for (let parent = position >>> 1; parent > 0 && time < times[parent]; parent >>>= 1) {
      this.#place(this.#numbers[parent], times[parent], position);
      position = parent;
    }
    this.#place(number, time, position);
  }

  #siftDown(number: number, time: number, from: number): void {
    const times = this.#times;
    const size = this.#size;
    let position = from;
    for (let child = position << 1; child <= size; child = position << 1) {
      let least = times[child];
      // The second child only if strictly less than the first.
      if (child < size && times[child + 1] < least) least = times[++child];
      if (least >= time) break;
      this.#place(this.#numbers[child], least, position);
      position = child;
    }
    this.#place(number, time, position);
  }
}
