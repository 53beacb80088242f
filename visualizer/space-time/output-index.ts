/** What readers of the logs get to see, and when: commits, aborted transactions, appends without one. */
import type { TraceStore } from "../trace/trace-store.ts";

export interface OutputMark {
  readonly seq: number;
  readonly micros: number;
  readonly what: "commit" | "abort" | "append";
  readonly records: number;
  /** Attempt whose action caused it and when it did, if the trace tells; -1 otherwise. */
  readonly task: number;
  readonly actedAt: number;
}

/** Fed the events in order, once. */
export class OutputIndex {
  readonly marks: OutputMark[] = [];
  /** Flushed transactions that wait for their checkpoint to complete: by attempt. */
  readonly preCommits: { readonly seq: number; readonly micros: number; readonly task: number }[] = [];

  take(store: TraceStore, seq: number): void {
    const kind = store.kind(seq);
    if (kind === "txn.pre") this.preCommits.push({ seq, micros: store.t(seq), task: store.task(seq) });
    else if (kind === "txn.commit") this.#mark(store, seq, "commit");
    else if (kind === "txn.abort") this.#mark(store, seq, "abort");
    else if (kind === "txn.write" && store.ext(seq)?.txn === undefined) this.#mark(store, seq, "append");
  }

  #mark(store: TraceStore, seq: number, what: OutputMark["what"]): void {
    const cause = store.cause(seq);
    const task = cause < 0 ? -1 : store.task(cause);
    const actedAt = task < 0 ? store.t(seq) : store.t(cause);
    this.marks.push({ seq, micros: store.t(seq), what, records: store.b(seq), task, actedAt });
  }
}
