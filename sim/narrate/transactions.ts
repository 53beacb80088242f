/** Two-phase commit: written, pre-committed, committed, visible; aborted and refused transactions. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import { lostTransactionSentence } from "../check/lost-transaction.ts";
import type { LostTransaction } from "../check/prepared-transactions.ts";
import type { Moment } from "./moment.ts";
import { countOf, duration, listOf, short } from "./quantities.ts";
import type { RunIndex } from "./run-index.ts";

const SHOWN_LINES = 2;

/** Tells transactions from their events, in order. */
export class TransactionChapter {
  readonly #run: RunIndex;
  readonly #full: boolean;
  readonly #visible = new Map<string, string[]>();
  readonly #checkpointOf = new Map<string, number>();
  /** The newest checkpoint that is complete. */
  #newest = 0;
  #explained = 0;

  constructor(run: RunIndex) {
    this.#run = run;
    this.#full = run.subject === "transactions";
    for (const { kind, ext, ch } of run.events) {
      const txn = String(ext?.txn);
      if (kind === "out.visible") this.#visible.set(txn, [...(this.#visible.get(txn) ?? []), String(ext?.value)]);
      if (kind === "txn.pre" && ch >= 0) this.#checkpointOf.set(txn, ch);
    }
  }

  tell(event: TraceEvent): Moment | null {
    const text = this.#sentence(event);
    if (text === null) return null;
    const strong = this.#lossAt(event) !== undefined || typeof event.ext?.timeoutMs === "number";
    return { t: event.t, order: this.#run.order(event), text, strong, fold: this.#full ? undefined : event.kind };
  }

  #sentence(event: TraceEvent): string | null {
    const txn = String(event.ext?.txn);
    const log = String(event.ext?.log ?? "");
    switch (event.kind) {
      case "cp.complete":
        this.#newest = event.ch;
        return null;
      case "txn.write":
        if (!this.#full || event.ext?.txn === undefined) return null;
        return this.#once(
          1,
          `The log ${log} gets ${countOf(event.b, "line")} in transaction ${txn}. They are pending: nobody who reads only what is committed can see them.`,
          `The log ${log} gets ${countOf(event.b, "line")} in transaction ${txn}, pending.`,
        );
      case "txn.pre":
        if (!this.#full) return null;
        if (event.ch < 0)
          return `${this.#run.names.task(event.task)} pre-commits ${txn} at the end of its input: no checkpoint will come, so it is committed at once.`;
        return this.#once(
          2,
          `${this.#run.names.task(event.task)} pre-commits ${txn}: it is flushed and closed, and its name goes into the snapshot of checkpoint ${event.ch}. It is not committed before all others have acknowledged.`,
          `${this.#run.names.task(event.task)} pre-commits ${txn} with checkpoint ${event.ch}.`,
        );
      case "txn.commit":
        return this.#committed(event, txn);
      case "txn.abort": {
        const { timeoutMs } = event.ext ?? {};
        const why = typeof timeoutMs === "number" ? `, whose timeout of ${duration(timeoutMs * 1000)} is over` : "";
        return `The log aborts transaction ${txn}${why}: its ${countOf(event.b, "line")} will never be visible.`;
      }
      case "txn.refuse":
        return this.#refused(event, txn);
      default:
        return null;
    }
  }

  #refused(event: TraceEvent, txn: string): string {
    const loss = this.#lossAt(event);
    if (loss !== undefined)
      return `${lostTransactionSentence(loss)} The log refuses the commit; to ask again would not help, so the sink drops it and the job goes on.`;
    if (event.ext?.reason === "fenced")
      return `The log refuses a request of transaction ${txn}: a newer attempt has taken its place.`;
    return `The log refuses to ${event.ext?.request} transaction ${txn}: it was aborted before.`;
  }

  #lossAt({ id }: TraceEvent): LostTransaction | undefined {
    return this.#run.lost.find(({ refused }) => refused?.event === id);
  }

  #committed(event: TraceEvent, txn: string): string | null {
    if (event.ext?.repeated === true) {
      return `Transaction ${txn} is committed again, which changes nothing: its ${countOf(event.b, "line")} ${event.b === 1 ? "was" : "were"} visible already.`;
    }
    // What was pre-committed for a checkpoint that failed is committed with the next one.
    const own = this.#checkpointOf.get(txn);
    const checkpoint = own !== undefined && this.#run.failed.has(own) ? this.#newest : own;
    const lines = this.#visible.get(txn) ?? [];
    const shown = lines.slice(0, SHOWN_LINES).map((line) => short(line, 36));
    const more = lines.length > SHOWN_LINES ? [`${lines.length - SHOWN_LINES} more`] : [];
    const what = `${countOf(event.b, "line")} ${event.b === 1 ? "becomes" : "become"} visible: ${listOf([...shown, ...more])}`;
    const brief =
      checkpoint === undefined || this.#run.subject === "recovery"
        ? `Transaction ${txn} is committed: ${what}.`
        : `Checkpoint ${checkpoint} is complete, so ${txn} is committed: ${what}.`;
    return this.#full && checkpoint !== undefined
      ? this.#once(4, `The sink learns that checkpoint ${checkpoint} is complete and commits ${txn}: ${what}.`, brief)
      : brief;
  }

  /** The long form the first time, then the short one. */
  #once(bit: number, long: string, brief: string): string {
    const first = (this.#explained & bit) === 0;
    this.#explained |= bit;
    return first ? long : brief;
  }
}
