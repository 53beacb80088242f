/** Things with a beginning and an end that overlap what their task does: each is begun once and ended once. */
import type { ChromeArgs, Place, SpanRow } from "./chrome-event.ts";

interface Open {
  readonly row: SpanRow;
  /** The attempt with which it ends at the latest; -1: none. */
  readonly task: number;
}

/** The spans that are open. */
export class Spans {
  readonly #open = new Map<string, Open>();
  readonly #write: (row: SpanRow) => void;

  constructor(write: (row: SpanRow) => void) {
    this.#write = write;
  }

  /** @param key what ends it; a span that is open under it ends before */
  begin(key: string, task: number, { pid, tid }: Place, row: Omit<SpanRow, "ph" | "pid" | "tid">): void {
    this.end(key, row.ts);
    const begun: SpanRow = { ph: "b", pid, tid, ...row };
    this.#open.set(key, { row: begun, task });
    this.#write(begun);
  }

  /** Nothing happens if there is none. */
  end(key: string, ts: number, args?: ChromeArgs): void {
    const open = this.#open.get(key);
    if (open === undefined) return;
    this.#open.delete(key);
    const { pid, tid, cat, name, id } = open.row;
    this.#write({ ph: "e", pid, tid, ts, cat, name, id, ...(args === undefined ? {} : { args }) });
  }

  /** Ends those whose key begins so. */
  endAll(prefix: string, ts: number, args?: ChromeArgs): void {
    for (const key of [...this.#open.keys()].reverse()) if (key.startsWith(prefix)) this.end(key, ts, args);
  }

  /** Ends those of an attempt, the innermost first. */
  endTask(task: number, ts: number): void {
    for (const [key, open] of [...this.#open].reverse()) if (open.task === task) this.end(key, ts);
  }
}
