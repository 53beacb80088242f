/** The priority queue of timers, with Flink's order among equal times. `HeapPriorityQueue`, `TimerHeapInternalTimer`. */
import type { KeyContext, Namespace } from "../state/keyed-state-backend.ts";

/**
 * A pending timer. Its identity is (time, key, namespace) within its service and domain. Once it has fired or was deleted,
 * its queue uses the object for another timer: nobody keeps it beyond the call that it is handed to.
 */
export class InternalTimer {
  /** ms */
  time: number;
  /** Number of its queue. */
  readonly slot: number;
  context: KeyContext;
  namespace: Namespace;
  /** Position in the heap, from 1. */
  heapIndex = 0;
  /** Neighbours among the timers of the same key. */
  older: InternalTimer | null = null;
  newer: InternalTimer | null = null;

  constructor(time: number, slot: number, context: KeyContext, namespace: Namespace) {
    this.time = time;
    this.slot = slot;
    this.context = context;
    this.namespace = namespace;
  }

  get key(): unknown {
    return this.context.key;
  }
}

/** A binary heap by time, 1-indexed and with Flink's exact sift rules, which decide the order among equal times. */
export class TimerHeap {
  readonly #heap: InternalTimer[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  peek(): InternalTimer | null {
    return this.#size === 0 ? null : this.#heap[1];
  }

  /** Adds a timer that is not in the heap. */
  add(timer: InternalTimer): void {
    // Slot 0 is never read; filling it keeps the array without holes.
    if (this.#size === 0) this.#heap[0] = timer;
    this.#place(timer, ++this.#size);
    this.#siftUp(this.#size);
  }

  /** Removes a timer that is in the heap. */
  remove(timer: InternalTimer): void {
    const heap = this.#heap;
    const index = timer.heapIndex;
    const last = this.#size--;
    const moved = heap[last];
    heap.pop();
    if (index !== last) {
      this.#place(moved, index);
      this.#siftDown(index);
      if (heap[index] === moved) this.#siftUp(index);
    }
  }

  /** The timers in the order of the array. */
  toArray(): InternalTimer[] {
    return this.#heap.slice(1, this.#size + 1);
  }

  #place(timer: InternalTimer, index: number): void {
    this.#heap[index] = timer;
    timer.heapIndex = index;
  }

  #siftUp(from: number): void {
    const heap = this.#heap;
    const timer = heap[from];
    let index = from;
    let parent = index >>> 1;
    while (parent > 0 && timer.time < heap[parent].time) {
      this.#place(heap[parent], index);
      index = parent;
      parent >>>= 1;
    }
    this.#place(timer, index);
  }

  #siftDown(from: number): void {
    const heap = this.#heap;
    const size = this.#size;
    const timer = heap[from];
    let index = from;
    for (let child = index << 1; child <= size; child = index << 1) {
      let least = heap[child];
      // The second child only if strictly less than the first.
      if (child < size && heap[child + 1].time < least.time) least = heap[++child];
      if (least.time >= timer.time) break;
      this.#place(least, index);
      index = child;
    }
    if (index !== from) this.#place(timer, index);
  }
}
