/** Brings the view state to any moment: forward by folding, backward from the nearest state that was kept. */
import type { TraceStore } from "../trace/trace-store.ts";
import { foldEvent } from "./fold-event.ts";
import { ViewState } from "./view-state.ts";

/** Events between two kept states. */
export const KEYFRAME_EVENTS = 4096;

/** The view state at a cursor that moves. */
export class Folder {
  readonly #store: TraceStore;
  readonly #every: number;
  /** State before event `n * every`. */
  readonly #keyframes: ViewState[] = [];
  #state = new ViewState();
  #editions = 0;

  /** @param every events between two kept states */
  constructor(store: TraceStore, every: number = KEYFRAME_EVENTS) {
    this.#store = store;
    this.#every = every;
  }

  /** The state after event `seq`; -1: before the first. It changes with the next call. */
  seek(seq: number): ViewState {
    const target = Math.min(seq, this.#store.count - 1);
    const keyframe = Math.min(Math.floor((target + 1) / this.#every), this.#keyframes.length - 1);
    const isBehind = target < this.#state.seq;
    const isFar = keyframe >= 0 && this.#keyframes[keyframe].seq > this.#state.seq;
    if (isBehind || isFar) this.#state = keyframe < 0 ? new ViewState() : this.#keyframes[keyframe].fork(this.#edition);
    const state = this.#state;
    while (state.seq < target) {
      const next = state.seq + 1;
      if (next % this.#every === 0 && next / this.#every === this.#keyframes.length)
        this.#keyframes.push(state.fork(this.#edition));
      foldEvent(state, this.#store, next);
    }
    return state;
  }

  readonly #edition = (): number => ++this.#editions;
}
