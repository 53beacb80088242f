/**
 * The heap of `java.util.PriorityQueue`: rides of equal rank come out in the order that its sifting gives them, and the
 * order of the generated stream hangs on that.
 */
import type { TaxiRide } from "./ride.ts";

/** Earlier first; at the same time START before END. `TaxiRide.compareTo`. */
export function compareRides(a: TaxiRide, b: TaxiRide): number {
  if (a.eventTime !== b.eventTime) return a.eventTime < b.eventTime ? -1 : 1;
  if (a.isStart === b.isStart) return 0;
  return a.isStart ? -1 : 1;
}

/** Rides by `compareRides`. */
export class RideQueue {
  readonly #heap: TaxiRide[] = [];

  /** The first ride, or undefined. */
  peek(): TaxiRide | undefined {
    return this.#heap[0];
  }

  add(ride: TaxiRide): void {
    const heap = this.#heap;
    let place = heap.length;
    while (place > 0) {
      const parent = (place - 1) >>> 1;
      if (compareRides(ride, heap[parent]) >= 0) break;
      heap[place] = heap[parent];
      place = parent;
    }
    heap[place] = ride;
  }

  /** Takes the first ride; undefined if there is none. */
  poll(): TaxiRide | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const moved = heap.pop();
    if (moved === undefined || heap.length === 0) return first;
    let place = 0;
    for (let child = 1; child < heap.length; child = 2 * place + 1) {
      if (child + 1 < heap.length && compareRides(heap[child], heap[child + 1]) > 0) child++;
      if (compareRides(moved, heap[child]) <= 0) break;
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = moved;
    return first;
  }
}
