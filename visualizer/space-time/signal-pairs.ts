/** Which emission a watermark or a status that has come belongs to: the trace tells only of the buffer that brought it. */
import type { TraceStore } from "../trace/trace-store.ts";

/** Positions in `ELEMENT_TYPES`. */
const WATERMARK = 1;
const STATUS = 2;

/** Fed the events in order, once. */
export class SignalPairs {
  /** Emissions that have not come yet, oldest first, by channel. */
  readonly #open = new Map<number, number[]>();

  /** @returns number of the emission of what comes with this event; -1: nothing comes with it */
  take(store: TraceStore, seq: number): number {
    const ch = store.ch(seq);
    if (ch < 0) return -1;
    switch (store.kind(seq)) {
      case "el.emit":
        if (store.b(seq) === WATERMARK || store.b(seq) === STATUS) this.#emit(ch, seq);
        return -1;
      case "wm.channel":
        return this.#come(store, ch, WATERMARK, store.x(seq));
      case "wm.idle":
        return this.#come(store, ch, STATUS, 1);
      case "wm.active":
        return this.#come(store, ch, STATUS, 0);
      default:
        return -1;
    }
  }

  #emit(ch: number, seq: number): void {
    const open = this.#open.get(ch);
    if (open === undefined) this.#open.set(ch, [seq]);
    else open.push(seq);
  }

  /** A channel keeps its order: what was emitted before what comes has come or is gone. */
  #come(store: TraceStore, ch: number, type: number, x: number): number {
    const open = this.#open.get(ch) ?? [];
    const at = open.findIndex((seq) => store.b(seq) === type && store.x(seq) === x);
    return at < 0 ? -1 : open.splice(0, at + 1)[at];
  }
}
