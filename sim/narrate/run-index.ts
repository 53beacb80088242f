/** Finds its way in the events of a run: by id, to the source of a record, to what a window gave. */
import { JOB_STATES } from "../../src/trace/kinds.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { type LostTransaction, PreparedTransactions } from "../check/prepared-transactions.ts";
import type { Subject } from "./moment.ts";
import { Names } from "./names.ts";

const MAX_STEPS = 10_000;
/** An alignment of this length is a story of its own, µs. */
const LONG_ALIGNMENT = 100_000;

/** A run, indexed. */
export class RunIndex {
  readonly events: readonly TraceEvent[];
  readonly names = new Names();
  /** Checkpoints that completed. */
  readonly completed = new Set<number>();
  readonly failed = new Set<number>();
  readonly subject: Subject;
  /** Transactions that timed out before they could be committed. */
  readonly lost: readonly LostTransaction[];
  readonly #byId = new Map<number, TraceEvent>();
  readonly #order = new Map<number, number>();

  constructor(events: readonly TraceEvent[]) {
    this.events = events;
    const seen = new Set<string>();
    const transactions = new PreparedTransactions();
    let longAlignment = false;
    let jobFailed = false;
    events.forEach((event, order) => {
      this.#byId.set(event.id, event);
      this.#order.set(event.id, order);
      this.names.learn(event);
      transactions.on(event);
      seen.add(event.kind);
      if (event.kind === "job.state" && JOB_STATES[event.b] === "FAILED") jobFailed = true;
      if (event.kind === "cp.complete") this.completed.add(event.ch);
      if (event.kind === "cp.fail") this.failed.add(event.ch);
      if (event.kind === "cp.aligned" && event.x >= LONG_ALIGNMENT) longAlignment = true;
    });
    this.lost = transactions.timedOut;
    if (seen.has("restart.plan") || jobFailed) this.subject = "recovery";
    else if (this.failed.size > 0) this.subject = "expired";
    else if (seen.has("win.open") || seen.has("rec.late")) this.subject = "windows";
    else this.subject = longAlignment ? "alignment" : "transactions";
  }

  find(id: number): TraceEvent | undefined {
    return this.#byId.get(id);
  }

  order(event: TraceEvent): number {
    return this.#order.get(event.id) ?? 0;
  }

  /** The nearest event of a kind among the causes of an event, itself included. */
  origin(event: TraceEvent, kind: string): TraceEvent | undefined {
    let at: TraceEvent | undefined = event;
    for (let steps = 0; at !== undefined && steps < MAX_STEPS; steps++) {
      if (at.kind === kind) return at;
      at = this.find(at.cause);
    }
    return undefined;
  }
}
