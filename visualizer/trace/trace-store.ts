/** The trace as the page keeps it: columns in chunks, appended to, read at random. */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";
import type { EventId, TraceEvent, TraceExt } from "../../src/trace/trace.ts";
import { BATCH_EVENTS, type EventBatch } from "./batch.ts";

const BITS = 12;
const MASK = BATCH_EVENTS - 1;

/** Events of one chunk; all columns have room for `BATCH_EVENTS`. */
class Chunk {
  count = 0;
  readonly t = new Float64Array(BATCH_EVENTS);
  readonly kind = new Uint8Array(BATCH_EVENTS);
  readonly id = new Int32Array(BATCH_EVENTS);
  readonly task = new Int32Array(BATCH_EVENTS);
  readonly ch = new Int32Array(BATCH_EVENTS);
  readonly cause = new Int32Array(BATCH_EVENTS);
  readonly enabler = new Int32Array(BATCH_EVENTS);
  readonly a = new Int32Array(BATCH_EVENTS);
  readonly b = new Int32Array(BATCH_EVENTS);
  readonly x = new Float64Array(BATCH_EVENTS);
  readonly extEnd = new Uint32Array(BATCH_EVENTS);
  ext = "";
}

const COLUMNS = ["t", "kind", "id", "task", "ch", "cause", "enabler", "a", "b", "x"] as const;

/** An event with its number, and with causes as numbers instead of ids. */
export interface StoredEvent extends TraceEvent {
  readonly seq: number;
  /** Number of the event that caused it, -1 for an origin. */
  readonly causeSeq: number;
  readonly enablerSeq: number;
}

/** All events so far. */
export class TraceStore {
  readonly #chunks: Chunk[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Virtual time of the last event, µs; 0 while there is none. */
  get endMicros(): number {
    return this.#count === 0 ? 0 : this.t(this.#count - 1);
  }

  append(batch: EventBatch): void {
    for (let from = 0; from < batch.count; ) {
      if ((this.#count & MASK) === 0) this.#chunks.push(new Chunk());
      const chunk = this.#chunks[this.#chunks.length - 1];
      const to = Math.min(batch.count, from + BATCH_EVENTS - chunk.count);
      for (const column of COLUMNS) chunk[column].set(batch[column].subarray(from, to), chunk.count);
      const textFrom = from === 0 ? 0 : batch.extEnd[from - 1];
      const shift = chunk.ext.length - textFrom;
      for (let i = from; i < to; i++) chunk.extEnd[chunk.count + i - from] = batch.extEnd[i] + shift;
      chunk.ext += batch.ext.slice(textFrom, batch.extEnd[to - 1]);
      chunk.count += to - from;
      this.#count += to - from;
      // Looking at a character makes one text of the pieces, which then can go.
      if (chunk.count === BATCH_EVENTS) chunk.ext.charCodeAt(0);
      from = to;
    }
  }

  /** Virtual time, µs. */
  t(seq: number): number {
    return this.#chunks[seq >>> BITS].t[seq & MASK];
  }
  /** Position in `TRACE_KINDS`. */
  kindCode(seq: number): number {
    return this.#chunks[seq >>> BITS].kind[seq & MASK];
  }
  kind(seq: number): TraceKind {
    return TRACE_KINDS[this.kindCode(seq)];
  }
  id(seq: number): EventId {
    return this.#chunks[seq >>> BITS].id[seq & MASK] as EventId;
  }
  task(seq: number): number {
    return this.#chunks[seq >>> BITS].task[seq & MASK];
  }
  ch(seq: number): number {
    return this.#chunks[seq >>> BITS].ch[seq & MASK];
  }
  cause(seq: number): number {
    return this.#chunks[seq >>> BITS].cause[seq & MASK];
  }
  enabler(seq: number): number {
    return this.#chunks[seq >>> BITS].enabler[seq & MASK];
  }
  a(seq: number): number {
    return this.#chunks[seq >>> BITS].a[seq & MASK];
  }
  b(seq: number): number {
    return this.#chunks[seq >>> BITS].b[seq & MASK];
  }
  x(seq: number): number {
    return this.#chunks[seq >>> BITS].x[seq & MASK];
  }
  /** The payload; null if the event has none. Parsed anew with each call. */
  ext(seq: number): TraceExt | null {
    const chunk = this.#chunks[seq >>> BITS];
    const at = seq & MASK;
    const from = at === 0 ? 0 : chunk.extEnd[at - 1];
    const to = chunk.extEnd[at];
    return to === from ? null : (JSON.parse(chunk.ext.slice(from, to)) as TraceExt);
  }

  event(seq: number): StoredEvent {
    const causeSeq = this.cause(seq);
    const enablerSeq = this.enabler(seq);
    return {
      seq,
      causeSeq,
      enablerSeq,
      id: this.id(seq),
      t: this.t(seq),
      kind: this.kind(seq),
      task: this.task(seq),
      ch: this.ch(seq),
      cause: (causeSeq < 0 ? -1 : this.id(causeSeq)) as EventId,
      enabler: (enablerSeq < 0 ? -1 : this.id(enablerSeq)) as EventId,
      a: this.a(seq),
      b: this.b(seq),
      x: this.x(seq),
      ext: this.ext(seq),
    };
  }

  /** Number of the last event at or before a virtual time, µs; -1 if there is none. */
  seqAt(micros: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.t(middle) <= micros) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
