/**
 * What travels through the channels, each element with its own times, derived from nothing but the trace: an element is
 * emitted into an open buffer, leaves with the buffer, arrives with it, and is taken when the receiver comes to it.
 */
import type { TraceStore } from "./trace-store.ts";

/** Kinds of elements; buffer-level traces only know buffers. */
export type ElementType = "record" | "watermark" | "status" | "barrier" | "cancel" | "end-of-data" | "end-of-partition";

/** An element in a channel. Times are virtual µs; Infinity: not yet, or never. */
export interface Element {
  readonly ch: number;
  readonly type: ElementType;
  /** Number of the event that tells of the emission (el.emit, or buf.send for what has a buffer of its own). */
  readonly seq: number;
  /** Record: event time, ms. Watermark: ms. Status: 1 idle, 0 active. Barrier: checkpoint. */
  readonly x: number;
  /** Number of the record in its channel, from 1; 0 for others. */
  readonly n: number;
  readonly emittedAt: number;
  sentAt: number;
  arrivedAt: number;
  takenAt: number;
}

/** A channel and its elements in order of emission. Times of each column never fall. */
export class ChannelElements {
  readonly ch: number;
  readonly elements: Element[] = [];
  /** Those that are no records, in the order in which the trace tells of them: only ever added to at the end. */
  readonly signals: Element[] = [];
  /** Elements before this one were sent. */
  sent = 0;
  /** Elements of each buffer that was sent and not given back, by sequence number: [first, after the last]. */
  readonly buffers = new Map<number, readonly [number, number]>();
  /** Elements before this one arrived, were taken. */
  arrived = 0;
  taken = 0;

  constructor(ch: number) {
    this.ch = ch;
  }

  /** First element that is not taken at a time; those before it are done with. */
  firstOpenAt(micros: number): number {
    const { elements } = this;
    let low = 0;
    let high = elements.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (elements[middle].takenAt <= micros) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The elements that were emitted and not taken at a time, oldest first. */
  *openAt(micros: number): Generator<Element> {
    const { elements } = this;
    for (let i = this.firstOpenAt(micros); i < elements.length && elements[i].emittedAt <= micros; i++)
      yield elements[i];
  }
}

const TYPES = ["record", "watermark", "status"] as const;
const EVENTS: ReadonlySet<string> = new Set(["barrier", "cancel-barrier", "end-of-data", "end-of-partition"]);

/** All elements of a trace. Fed the events in order, once. */
export class ElementIndex {
  readonly channels = new Map<number, ChannelElements>();
  readonly #store: TraceStore;
  #next = 0;

  constructor(store: TraceStore) {
    this.#store = store;
  }

  channel(ch: number): ChannelElements {
    let channel = this.channels.get(ch);
    if (channel === undefined) {
      channel = new ChannelElements(ch);
      this.channels.set(ch, channel);
    }
    return channel;
  }

  /** Takes up what was appended to the store. */
  update(): void {
    for (; this.#next < this.#store.count; this.#next++) this.#take(this.#next);
  }

  #take(seq: number): void {
    const store = this.#store;
    switch (store.kind(seq)) {
      case "el.emit":
        this.#emit(seq);
        return;
      case "buf.send":
        this.#send(seq);
        return;
      case "buf.arrive":
        this.#arrive(this.channel(store.ch(seq)), store.a(seq), store.t(seq));
        return;
      case "el.take":
      case "wm.channel":
      case "wm.idle":
      case "wm.active":
        if (store.ch(seq) >= 0) this.#takeNext(this.channel(store.ch(seq)), store.kind(seq), store.t(seq));
        return;
      case "buf.recycle":
        this.#takeBuffer(this.channel(store.ch(seq)), store.a(seq), store.t(seq));
        return;
      case "cp.block":
      case "cp.aligned":
        this.#takeBarrier(store.kind(seq) === "cp.block" ? store.ch(seq) : store.a(seq), store.t(seq));
        return;
      case "exec.state":
        this.#endTask(store.task(seq), store.b(seq), store.t(seq));
        return;
    }
  }

  #emit(seq: number): void {
    const store = this.#store;
    const type = TYPES[store.b(seq)];
    if (type === undefined) return;
    this.#add(seq, type, store.x(seq), store.a(seq));
  }

  #add(seq: number, type: ElementType, x: number, n: number): void {
    const channel = this.channel(this.#store.ch(seq));
    const element = this.#element(seq, type, x, n, this.#store.t(seq));
    channel.elements.push(element);
    if (type !== "record") channel.signals.push(element);
  }

  /**
   * What has a buffer of its own is told of when it is sent. What has been emitted by then and not been sent stands behind
   * it, and was emitted after it.
   */
  #insert(channel: ChannelElements, seq: number, type: ElementType, x: number): void {
    const next = channel.elements[channel.sent];
    const element = this.#element(seq, type, x, 0, next?.emittedAt ?? this.#store.t(seq));
    channel.elements.splice(channel.sent, 0, element);
    channel.signals.push(element);
  }

  #element(seq: number, type: ElementType, x: number, n: number, emittedAt: number): Element {
    return {
      ch: this.#store.ch(seq),
      type,
      seq,
      x,
      n,
      emittedAt,
      sentAt: Number.POSITIVE_INFINITY,
      arrivedAt: Number.POSITIVE_INFINITY,
      takenAt: Number.POSITIVE_INFINITY,
    };
  }

  #send(seq: number): void {
    const store = this.#store;
    const channel = this.channel(store.ch(seq));
    const ext = store.ext(seq);
    const event = String(ext?.event ?? "");
    if (ext?.data === false && EVENTS.has(event)) {
      const type = event === "cancel-barrier" ? "cancel" : (event as ElementType);
      this.#insert(channel, seq, type, Number(ext?.checkpoint ?? 0));
    } else if (channel.sent >= channel.elements.length) return;
    const from = channel.sent;
    // A trace without records knows of a buffer only how many elements it held.
    const to = Math.min(channel.elements.length, from + (ext?.data === false ? 1 : store.b(seq)));
    for (let i = from; i < to; i++) channel.elements[i].sentAt = store.t(seq);
    channel.sent = to;
    channel.buffers.set(store.a(seq), [from, to]);
  }

  #arrive(channel: ChannelElements, sequence: number, micros: number): void {
    const flight = channel.buffers.get(sequence);
    if (flight === undefined) return;
    for (let i = flight[0]; i < flight[1]; i++) channel.elements[i].arrivedAt = micros;
    channel.arrived = Math.max(channel.arrived, flight[1]);
    // Nothing tells when these are taken: they end what they arrive at.
    const last = channel.elements[flight[1] - 1];
    if (last === undefined || last.type === "record" || last.type === "watermark" || last.type === "status") return;
    channel.buffers.delete(sequence);
    if (last.type !== "barrier") this.#finish(channel, flight[1], micros);
  }

  #takeNext(channel: ChannelElements, kind: string, micros: number): void {
    const type = kind === "el.take" ? "record" : kind === "wm.channel" ? "watermark" : "status";
    for (let i = channel.taken; i < channel.arrived; i++)
      if (channel.elements[i].type === type) {
        this.#finish(channel, i + 1, micros);
        return;
      }
  }

  /** The processed buffer went back: all of its data was taken. */
  #takeBuffer(channel: ChannelElements, sequence: number, micros: number): void {
    const buffer = channel.buffers.get(sequence);
    if (buffer === undefined) return;
    channel.buffers.delete(sequence);
    this.#finish(channel, buffer[1], micros);
  }

  #takeBarrier(ch: number, micros: number): void {
    const channel = this.channels.get(ch);
    if (channel === undefined) return;
    for (let i = channel.taken; i < channel.arrived; i++)
      if (channel.elements[i].type === "barrier") {
        this.#finish(channel, i + 1, micros);
        return;
      }
  }

  #finish(channel: ChannelElements, end: number, micros: number): void {
    for (let i = channel.taken; i < end; i++) channel.elements[i].takenAt = micros;
    channel.taken = Math.max(channel.taken, end);
  }

  /**
   * What an ended attempt had not taken is gone with it; so is what a failed one had not delivered. What one that finished
   * had sent still arrives.
   */
  #endTask(task: number, state: number, micros: number): void {
    if (state < FINISHED || state === CANCELING) return;
    const { reads, writes } = this.#channelsOf(task);
    for (const ch of state === FINISHED ? reads : [...reads, ...writes]) {
      const channel = this.channels.get(ch);
      if (channel === undefined) continue;
      for (let i = channel.taken; i < channel.elements.length; i++)
        channel.elements[i].takenAt = Math.min(channel.elements[i].takenAt, micros);
      channel.taken = channel.elements.length;
      channel.sent = channel.elements.length;
      channel.arrived = channel.elements.length;
      channel.buffers.clear();
    }
  }

  readonly #reads = new Map<number, number[]>();
  readonly #writes = new Map<number, number[]>();
  #learned = 0;

  #channelsOf(task: number): { readonly reads: readonly number[]; readonly writes: readonly number[] } {
    for (; this.#learned <= this.#next; this.#learned++) {
      if (this.#store.kind(this.#learned) !== "chan.def") continue;
      const ext = this.#store.ext(this.#learned);
      const ch = this.#store.ch(this.#learned);
      for (const [ends, end] of [
        [this.#writes, Number(ext?.fromTask)] as const,
        [this.#reads, Number(ext?.toTask)] as const,
      ])
        ends.set(end, [...(ends.get(end) ?? []), ch]);
    }
    return { reads: this.#reads.get(task) ?? [], writes: this.#writes.get(task) ?? [] };
  }
}

/** Positions in `EXECUTION_STATES`; the states from FINISHED on are the ends of an attempt, but for CANCELING. */
const FINISHED = 5;
const CANCELING = 6;
