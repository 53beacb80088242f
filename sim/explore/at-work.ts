/** What a run that comes to no end was still doing. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { Names } from "../narrate/names.ts";
import type { TraceObserver } from "../trace/recorder.ts";

const MICROS_PER_SECOND = 1_000_000;

/** Counts the events of the trace by who made them, once it is told to. */
export class AtWork implements TraceObserver {
  /** Before the last part of a run nobody asks. */
  isCounting = false;
  readonly #names = new Names();
  /** By attempt and kind. */
  readonly #counts = new Map<string, { readonly task: number; readonly kind: TraceKind; times: number }>();
  #lastMicros = 0;

  on(event: TraceEvent): void {
    this.#names.learn(event);
    if (!this.isCounting) return;
    const { task, kind, t } = event;
    this.#lastMicros = t;
    // The log only does what a task asks for.
    if (task < 0 && /^(txn|out)\./.test(kind)) return;
    const known = this.#counts.get(`${task} ${kind}`);
    if (known === undefined) this.#counts.set(`${task} ${kind}`, { task, kind, times: 1 });
    else known.times++;
  }

  /** Who did most since it has counted, as a sentence: "source, subtask 1 of 2, kept running: …". */
  get sentence(): string {
    let most: { readonly task: number; readonly kind: TraceKind; readonly times: number } | null = null;
    for (const one of this.#counts.values()) if (most === null || one.times > most.times) most = one;
    if (most === null) return "nothing happened at last.";
    const seconds = (this.#lastMicros / MICROS_PER_SECOND).toFixed(1);
    return `${this.#names.longTask(most.task)} kept running, with ${most.times.toLocaleString("en-US")} times ${most.kind} at last, until ${seconds} s of virtual time.`;
  }
}
