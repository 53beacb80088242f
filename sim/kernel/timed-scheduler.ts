/**
 * Timed order: by (time, order of scheduling). A timing wheel of one-microsecond buckets holds what is near, a binary heap
 * what is far; an event lies in a slot that is used again, so that a push allocates nothing but what the caller hands over.
 */
import type { CauseContext } from "../../src/trace/trace.ts";
import type { EventClass, EventHandler, Micros, ScheduledEvent } from "../../src/world.ts";
import type { Incarnation } from "./node.ts";
import type { Popped, Scheduler } from "./scheduler.ts";

/** µs; what travels over a link of ordinary latency lies in the wheel. */
const WHEEL = 512;
const WORDS = WHEEL / 32;
const NONE = -1;
/** A scheduled event is named by `generation * SLOTS + number`, so that a stale name cancels nothing. */
const SLOTS = 2 ** 24;

/** One event, waiting or free. */
class Slot implements Popped {
  at: Micros = 0;
  /** Among events at one time. */
  order = 0;
  readonly number: number;
  /** Number of the one behind it in its bucket; behind the last one is the first. */
  next = NONE;
  /** Events that it has held before. */
  generation = 0;
  live = false;
  eventClass: EventClass = "timer";
  owner: Incarnation | null = null;
  handler: EventHandler;
  op = 0;
  payload: unknown = null;
  causes: CauseContext;

  constructor(number: number, handler: EventHandler, causes: CauseContext) {
    this.number = number;
    this.handler = handler;
    this.causes = causes;
  }
}

/** The strategy of ordinary runs: time decides, then the order of scheduling. */
export class TimedScheduler implements Scheduler {
  size = 0;
  #now: Micros = 0;
  #sequence = 0;
  /** Number of the last slot of each bucket. */
  readonly #tail = new Int32Array(WHEEL).fill(NONE);
  readonly #occupied = new Int32Array(WORDS);
  #inWheel = 0;
  /** A heap, ordered by (time, order). */
  readonly #far: Slot[] = [];
  /** By number. */
  readonly #slots: Slot[] = [];
  readonly #free: Slot[] = [];
  /** Free at the next `pop`. */
  #popped: Slot | null = null;

  push(
    at: Micros,
    eventClass: EventClass,
    owner: Incarnation | null,
    handler: EventHandler,
    op: number,
    payload: unknown,
    causes: CauseContext,
  ): ScheduledEvent {
    if (!(at >= this.#now)) throw new Error(`An event was scheduled at ${at} µs, before now (${this.#now} µs).`);
    const slot = this.#free.pop() ?? this.#newSlot(handler, causes);
    slot.at = at;
    slot.order = this.#sequence++;
    slot.live = true;
    slot.eventClass = eventClass;
    slot.owner = owner;
    slot.handler = handler;
    slot.op = op;
    slot.payload = payload;
    slot.causes = causes;
    this.size++;
    if (at < this.#now + WHEEL) this.#toWheel(slot);
    else this.#toFar(slot);
    return (slot.generation * SLOTS + slot.number) as ScheduledEvent;
  }

  cancel(event: ScheduledEvent): void {
    const slot = this.#slots[event % SLOTS];
    if (slot.generation !== Math.floor(event / SLOTS) || !slot.live) return;
    slot.live = false;
    slot.payload = null;
    this.size--;
  }

  pop(until: Micros = Number.POSITIVE_INFINITY): Popped | null {
    const slot = this.#first();
    if (slot === null || slot.at > until) return null;
    if (this.#popped !== null) this.#release(this.#popped);
    this.#popped = slot;
    this.#advance(slot.at);
    this.#unlink(slot.at % WHEEL);
    slot.live = false;
    this.size--;
    return slot;
  }

  #newSlot(handler: EventHandler, causes: CauseContext): Slot {
    const slot = new Slot(this.#slots.length, handler, causes);
    this.#slots.push(slot);
    return slot;
  }

  #release(slot: Slot): void {
    slot.payload = null;
    slot.generation++;
    this.#free.push(slot);
  }

  /** The first event in order, still in its place. Cancelled ones before it go; the clock stays, so that nothing due before it is refused. */
  #first(): Slot | null {
    for (;;) {
      let slot: Slot;
      if (this.#inWheel > 0) {
        const bucket = this.#nextBucket();
        slot = this.#slots[this.#slots[this.#tail[bucket]].next];
        if (slot.live) return slot;
        this.#unlink(bucket);
      } else {
        if (this.#far.length === 0) return null;
        slot = this.#far[0];
        if (slot.live) return slot;
        this.#popFar();
      }
      this.#release(slot);
    }
  }

  /** Takes the first slot out of a bucket. */
  #unlink(bucket: number): void {
    const tail = this.#slots[this.#tail[bucket]];
    if (tail.next === tail.number) {
      this.#tail[bucket] = NONE;
      this.#occupied[bucket >>> 5] &= ~(1 << (bucket & 31));
    } else {
      tail.next = this.#slots[tail.next].next;
    }
    this.#inWheel--;
  }

  /** The wheel covers [now, now + WHEEL): what the far heap holds of it moves over before anything is pushed beside it. */
  #advance(now: Micros): void {
    this.#now = now;
    const end = now + WHEEL;
    while (this.#far.length > 0 && this.#far[0].at < end) this.#toWheel(this.#popFar());
  }

  #toWheel(slot: Slot): void {
    const bucket = slot.at % WHEEL;
    const tail = this.#tail[bucket];
    if (tail === NONE) {
      slot.next = slot.number;
      this.#occupied[bucket >>> 5] |= 1 << (bucket & 31);
    } else {
      const last = this.#slots[tail];
      slot.next = last.next;
      last.next = slot.number;
    }
    this.#tail[bucket] = slot.number;
    this.#inWheel++;
  }

  /** First occupied bucket at or after now; the wheel must not be empty. */
  #nextBucket(): number {
    const start = this.#now % WHEEL;
    let word = start >>> 5;
    let bits = this.#occupied[word] & (-1 << (start & 31));
    while (bits === 0) {
      word = (word + 1) % WORDS;
      bits = this.#occupied[word];
    }
    return word * 32 + (31 - Math.clz32(bits & -bits));
  }

  #toFar(slot: Slot): void {
    const heap = this.#far;
    const { at } = slot;
    let i = heap.length;
    heap.push(slot);
    while (i > 0) {
      const above = (i - 1) >>> 1;
      const parent = heap[above];
      // The new one is the last of its time.
      if (parent.at <= at) break;
      heap[i] = parent;
      i = above;
    }
    heap[i] = slot;
  }

  #popFar(): Slot {
    const heap = this.#far;
    const top = heap[0];
    const last = heap.pop() as Slot;
    const n = heap.length;
    if (n > 0) {
      let i = 0;
      for (;;) {
        let at = 2 * i + 1;
        if (at >= n) break;
        if (at + 1 < n && isBefore(heap[at + 1], heap[at])) at++;
        const child = heap[at];
        if (!isBefore(child, last)) break;
        heap[i] = child;
        i = at;
      }
      heap[i] = last;
    }
    return top;
  }
}

function isBefore(a: Slot, b: Slot): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
