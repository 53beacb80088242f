/** What an event caused: the causes of a trace, read the other way. */
import type { TraceStore } from "../trace/trace-store.ts";

/** Effects that are shown of one event. */
export const MOST_EFFECTS = 12;

/** The direct effects of every event of a store, in lists that are chained through two arrays. */
class EffectIndex {
  readonly #store: TraceStore;
  readonly #first: number[] = [];
  readonly #last: number[] = [];
  /** The next event with the same cause; -1: none. */
  readonly #next: number[] = [];

  constructor(store: TraceStore) {
    this.#store = store;
  }

  update(): void {
    for (let seq = this.#next.length; seq < this.#store.count; seq++) {
      this.#first.push(-1);
      this.#last.push(-1);
      this.#next.push(-1);
      const cause = this.#store.cause(seq);
      if (cause < 0) continue;
      if (this.#first[cause] < 0) this.#first[cause] = seq;
      else this.#next[this.#last[cause]] = seq;
      this.#last[cause] = seq;
    }
  }

  of(seq: number, most: number): number[] {
    const found: number[] = [];
    for (let at = this.#first[seq] ?? -1; at >= 0 && found.length < most; at = this.#next[at]) found.push(at);
    return found;
  }
}

const indexes = new WeakMap<TraceStore, EffectIndex>();

/** Numbers of the first events whose cause is event `seq`, ascending; at most `most`. */
export function effects(store: TraceStore, seq: number, most: number = MOST_EFFECTS): number[] {
  let index = indexes.get(store);
  if (index === undefined) {
    index = new EffectIndex(store);
    indexes.set(store, index);
  }
  index.update();
  return index.of(seq, most);
}
