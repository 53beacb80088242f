/** What is known of a run for explaining it: one per store, brought up to its end whenever it is asked for. */
import type { TraceStore } from "../trace/trace-store.ts";
import { RunFacts } from "./facts.ts";
import { RunNames } from "./names.ts";

/** Names and facts of a run, learned in order. */
export class Explainer {
  readonly store: TraceStore;
  readonly names = new RunNames();
  readonly facts: RunFacts;
  #next = 0;

  constructor(store: TraceStore) {
    this.store = store;
    this.facts = new RunFacts(store, this.names);
  }

  /** Takes up what was appended to the store. */
  update(): void {
    for (; this.#next < this.store.count; this.#next++) {
      this.names.learn(this.store, this.#next);
      this.facts.learn(this.#next);
    }
  }
}

const explainers = new WeakMap<TraceStore, Explainer>();

/** The explainer of a store, up to its last event. */
export function explainerOf(store: TraceStore): Explainer {
  let explainer = explainers.get(store);
  if (explainer === undefined) {
    explainer = new Explainer(store);
    explainers.set(store, explainer);
  }
  explainer.update();
  return explainer;
}
