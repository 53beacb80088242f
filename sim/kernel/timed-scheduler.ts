/**
 * Timed order: by (time, order of scheduling). A timing wheel of one-microsecond buckets holds what is near, a binary heap
 * what is far; events wait in parallel arrays, so that a push allocates nothing but what the caller hands over.
 */
import type { CauseContext } from "../../src/trace/trace.ts";
import type { EventClass, EventHandler, Micros, ScheduledEvent } from "../../src/world.ts";
import type { Incarnation } from "./node.ts";
import type { Popped, Scheduler } from "./scheduler.ts";

const WHEEL = 2048;
const WORDS = WHEEL / 32;
const NONE = -1;
/** A scheduled event is named by `generation * SLOTS + slot`, so that a stale name cancels nothing. */
const SLOTS = 2 ** 24;

const NO_HANDLER: EventHandler = { onEvent() {} };

/** The strategy of ordinary runs: time decides, then the order of scheduling. */
export class TimedScheduler implements Scheduler {
  size = 0;
  #now: Micros = 0;
  #sequence = 0;
  readonly #head = new Int32Array(WHEEL).fill(NONE);
  readonly #tail = new Int32Array(WHEEL).fill(NONE);
  readonly #occupied = new Int32Array(WORDS);
  #inWheel = 0;
  /** Slots in the far heap, ordered by (time, sequence). */
  readonly #far: number[] = [];

  readonly #time: number[] = [];
  readonly #order: number[] = [];
  readonly #next: number[] = [];
  readonly #generation: number[] = [];
  readonly #live: boolean[] = [];
  readonly #class: EventClass[] = [];
  readonly #owner: (Incarnation | null)[] = [];
  readonly #handler: EventHandler[] = [];
  readonly #op: number[] = [];
  readonly #payload: unknown[] = [];
  readonly #causes: (CauseContext | null)[] = [];
  #free = NONE;

  readonly #popped: Popped = {
    at: 0,
    eventClass: "timer",
    owner: null,
    handler: NO_HANDLER,
    op: 0,
    payload: null,
    causes: [] as unknown as CauseContext,
  };

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
    let slot = this.#free;
    if (slot === NONE) {
      slot = this.#time.length;
      this.#generation.push(0);
    } else {
      this.#free = this.#next[slot];
    }
    this.#time[slot] = at;
    this.#order[slot] = this.#sequence++;
    this.#next[slot] = NONE;
    this.#live[slot] = true;
    this.#class[slot] = eventClass;
    this.#owner[slot] = owner;
    this.#handler[slot] = handler;
    this.#op[slot] = op;
    this.#payload[slot] = payload;
    this.#causes[slot] = causes;
    this.size++;
    if (at < this.#now + WHEEL) this.#toWheel(slot, at);
    else this.#toFar(slot);
    return (this.#generation[slot] * SLOTS + slot) as ScheduledEvent;
  }

  cancel(event: ScheduledEvent): void {
    const slot = event % SLOTS;
    if (this.#generation[slot] !== Math.floor(event / SLOTS) || !this.#live[slot]) return;
    this.#live[slot] = false;
    this.#payload[slot] = null;
    this.#handler[slot] = NO_HANDLER;
    this.size--;
  }

  pop(): Popped | null {
    const slot = this.#first();
    if (slot === NONE) return null;
    const at = this.#time[slot];
    this.#advance(at);
    this.#unlink(at % WHEEL);
    const popped = this.#popped;
    popped.at = at;
    popped.eventClass = this.#class[slot];
    popped.owner = this.#owner[slot];
    popped.handler = this.#handler[slot];
    popped.op = this.#op[slot];
    popped.payload = this.#payload[slot];
    popped.causes = this.#causes[slot] as CauseContext;
    this.size--;
    this.#release(slot);
    return popped;
  }

  peekTime(): Micros {
    const slot = this.#first();
    return slot === NONE ? Number.POSITIVE_INFINITY : this.#time[slot];
  }

  #release(slot: number): void {
    this.#live[slot] = false;
    this.#payload[slot] = null;
    this.#owner[slot] = null;
    this.#causes[slot] = null;
    this.#handler[slot] = NO_HANDLER;
    this.#generation[slot]++;
    this.#next[slot] = this.#free;
    this.#free = slot;
  }

  /** The first event in order, still in its place. Cancelled ones before it go; the clock stays, so that nothing due before it is refused. */
  #first(): number {
    for (;;) {
      let slot: number;
      if (this.#inWheel > 0) {
        const bucket = this.#nextBucket();
        slot = this.#head[bucket];
        if (this.#live[slot]) return slot;
        this.#unlink(bucket);
      } else {
        if (this.#far.length === 0) return NONE;
        slot = this.#far[0];
        if (this.#live[slot]) return slot;
        this.#popFar();
      }
      this.#release(slot);
    }
  }

  /** Takes the first slot out of a bucket. */
  #unlink(bucket: number): void {
    const next = this.#next[this.#head[bucket]];
    this.#head[bucket] = next;
    if (next === NONE) {
      this.#tail[bucket] = NONE;
      this.#occupied[bucket >>> 5] &= ~(1 << (bucket & 31));
    }
    this.#inWheel--;
  }

  /** The wheel covers [now, now + WHEEL): what the far heap holds of it moves over before anything is pushed beside it. */
  #advance(now: Micros): void {
    this.#now = now;
    const end = now + WHEEL;
    while (this.#far.length > 0 && this.#time[this.#far[0]] < end) {
      const slot = this.#popFar();
      this.#toWheel(slot, this.#time[slot]);
    }
  }

  #toWheel(slot: number, at: Micros): void {
    const bucket = at % WHEEL;
    const tail = this.#tail[bucket];
    if (tail === NONE) {
      this.#head[bucket] = slot;
      this.#occupied[bucket >>> 5] |= 1 << (bucket & 31);
    } else {
      this.#next[tail] = slot;
    }
    this.#tail[bucket] = slot;
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

  #before(a: number, b: number): boolean {
    const ta = this.#time[a];
    const tb = this.#time[b];
    return ta < tb || (ta === tb && this.#order[a] < this.#order[b]);
  }

  #toFar(slot: number): void {
    const heap = this.#far;
    let i = heap.length;
    heap.push(slot);
    while (i > 0) {
      const parent = (i - 1) >>> 1;
      if (!this.#before(slot, heap[parent])) break;
      heap[i] = heap[parent];
      i = parent;
    }
    heap[i] = slot;
  }

  #popFar(): number {
    const heap = this.#far;
    const top = heap[0];
    const last = heap.pop() as number;
    const n = heap.length;
    if (n > 0) {
      let i = 0;
      for (;;) {
        let child = 2 * i + 1;
        if (child >= n) break;
        if (child + 1 < n && this.#before(heap[child + 1], heap[child])) child++;
        if (!this.#before(heap[child], last)) break;
        heap[i] = heap[child];
        i = child;
      }
      heap[i] = last;
    }
    return top;
  }
}
