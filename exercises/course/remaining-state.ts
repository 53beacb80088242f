import type { TraceEvent, TraceObserver } from "tidemark/sim";

/** How many entries of keyed state each task has left, by what its last access told. It knows nothing of restored state. */
export class RemainingState implements TraceObserver {
  readonly #byTask = new Map<number, number>();

  on({ kind, task, x }: TraceEvent): void {
    if (kind === "st.write" || kind === "st.del") this.#byTask.set(task, x);
  }

  /** Over all tasks. */
  get entries(): number {
    return [...this.#byTask.values()].reduce((sum, entries) => sum + entries, 0);
  }
}
