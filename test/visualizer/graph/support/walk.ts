/** What is open in the channels of a trace, told from the events alone: queues that are filled and emptied one by one. */
import type { TraceStore } from "../../../../visualizer/trace/trace-store.ts";

/** An element that was emitted and not taken. */
export interface OpenElement {
  readonly seq: number;
  readonly ch: number;
  readonly type: string;
  buffer: number;
  sentAt: number | null;
  hasArrived: boolean;
}

const TYPE_NAMES = ["record", "watermark", "status"];
const EVENT_NAMES: Readonly<Record<string, string>> = { "cancel-barrier": "cancel" };
const ENDS = ["cancel", "end-of-data", "end-of-partition"];
/** Positions of FINISHED, CANCELED and FAILED among the states of an attempt. */
const FINISHED = 5;
const OVER = [FINISHED, 7, 8];

/** Plays a trace forward. */
export class Walk {
  readonly open = new Map<number, OpenElement[]>();
  /** When each buffer of each channel arrives, by "channel/number": read ahead. */
  readonly arrivals = new Map<string, number>();
  /** Channels of each receiver, and of each sender. */
  readonly #inputs = new Map<number, number[]>();
  readonly #outputs = new Map<number, number[]>();
  readonly #store: TraceStore;
  #next = 0;

  constructor(store: TraceStore) {
    this.#store = store;
    for (let seq = 0; seq < store.count; seq++)
      if (store.kind(seq) === "buf.arrive") this.arrivals.set(`${store.ch(seq)}/${store.a(seq)}`, store.t(seq));
      else if (store.kind(seq) === "chan.def") {
        const to = Number(store.ext(seq)?.toTask);
        this.#inputs.set(to, [...(this.#inputs.get(to) ?? []), store.ch(seq)]);
        const from = Number(store.ext(seq)?.fromTask);
        this.#outputs.set(from, [...(this.#outputs.get(from) ?? []), store.ch(seq)]);
      }
  }

  /** Goes on to all events at or before a virtual time, µs. */
  to(micros: number): void {
    for (; this.#next < this.#store.count && this.#store.t(this.#next) <= micros; this.#next++) this.#step(this.#next);
  }

  /** When the buffer of a sent element arrives; undefined: never. */
  arrivalOf({ ch, buffer }: OpenElement): number | undefined {
    return this.arrivals.get(`${ch}/${buffer}`);
  }

  queue(ch: number): OpenElement[] {
    const queue = this.open.get(ch) ?? [];
    this.open.set(ch, queue);
    return queue;
  }

  #step(seq: number): void {
    const store = this.#store;
    const ch = store.ch(seq);
    const queue = this.queue(ch);
    const remove = (gone: (element: OpenElement) => boolean) =>
      this.open.set(
        ch,
        queue.filter((one) => !gone(one)),
      );
    const takeFirst = (type: string) => {
      const first = queue.find((one) => one.hasArrived && one.type === type);
      if (first !== undefined) remove((one) => one === first);
    };
    switch (store.kind(seq)) {
      case "el.emit":
        queue.push({ seq, ch, type: TYPE_NAMES[store.b(seq)], buffer: -1, sentAt: null, hasArrived: false });
        return;
      case "buf.send": {
        const ext = store.ext(seq);
        if (ext?.data === false) {
          const event = String(ext.event);
          const type = EVENT_NAMES[event] ?? event;
          const sent = queue.filter(({ sentAt }) => sentAt !== null);
          const own = { seq, ch, type, buffer: store.a(seq), sentAt: store.t(seq), hasArrived: false };
          this.open.set(ch, [...sent, own, ...queue.filter(({ sentAt }) => sentAt === null)]);
          return;
        }
        for (const one of queue.filter(({ sentAt }) => sentAt === null).slice(0, store.b(seq))) {
          one.sentAt = store.t(seq);
          one.buffer = store.a(seq);
        }
        return;
      }
      case "buf.arrive":
        for (const one of queue) if (one.buffer === store.a(seq)) one.hasArrived = true;
        remove((one) => one.buffer === store.a(seq) && ENDS.includes(one.type));
        return;
      case "el.take":
        takeFirst("record");
        return;
      case "wm.channel":
        takeFirst("watermark");
        return;
      case "wm.idle":
      case "wm.active":
        takeFirst("status");
        return;
      case "buf.recycle":
        remove((one) => one.buffer === store.a(seq));
        return;
      case "cp.block":
        takeFirst("barrier");
        return;
      case "exec.state":
        if (OVER.includes(store.b(seq)))
          for (const input of this.#inputs.get(store.task(seq)) ?? []) this.open.set(input, []);
        // What has finished leaves its last elements behind; what failed takes them with it.
        if (OVER.includes(store.b(seq)) && store.b(seq) !== FINISHED)
          for (const output of this.#outputs.get(store.task(seq)) ?? []) this.open.set(output, []);
        return;
    }
  }
}
