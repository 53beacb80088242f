/** Which events a viewer wants to stop at. */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";
import type { TraceStore } from "../trace/trace-store.ts";

const NOTABLE: ReadonlySet<TraceKind> = new Set<TraceKind>([
  "win.fire",
  "rec.late",
  "wm.advance",
  "wm.idle",
  "wm.active",
  "cp.trigger",
  "cp.aligned",
  "cp.ack",
  "cp.decline",
  "cp.complete",
  "cp.fail",
  "cp.restore",
  "credit.zero",
  "credit.back",
  "timer.fire",
  "txn.pre",
  "txn.commit",
  "txn.abort",
  "txn.refuse",
  "fail.task",
  "fail.job",
  "tm.lost",
  "tm.back",
  "restart.plan",
  "restore.end",
  "src.rewind",
  "iv.apply",
  "iv.end",
  "topo.epoch",
  "job.state",
  "link.state",
  "mark",
  "inv.fail",
  "run.end",
]);
const RUNNING = 4;
const FAILED = 8;
const CODES = new Uint8Array(TRACE_KINDS.map((kind) => (NOTABLE.has(kind) ? 1 : 0)));
const EXEC_STATE = TRACE_KINDS.indexOf("exec.state");

/** Does a viewer want to stop at event `seq`? Of changes of an attempt's state, only at those to RUNNING and FAILED. */
export function isNotable(store: TraceStore, seq: number): boolean {
  const code = store.kindCode(seq);
  if (code === EXEC_STATE) return store.b(seq) === RUNNING || store.b(seq) === FAILED;
  return CODES[code] === 1;
}

/** Numbers of the notable events of a store, ascending. */
export class NotableIndex {
  readonly seqs: number[] = [];
  readonly #store: TraceStore;
  #next = 0;

  constructor(store: TraceStore) {
    this.#store = store;
  }

  /** Takes up what was appended to the store. */
  update(): void {
    for (; this.#next < this.#store.count; this.#next++)
      if (isNotable(this.#store, this.#next)) this.seqs.push(this.#next);
  }

  /** The first notable event after `seq`; -1 if there is none (yet). */
  after(seq: number): number {
    const at = this.#firstAfter(seq);
    return at < this.seqs.length ? this.seqs[at] : -1;
  }

  /** The last notable event before `seq`; -1 if there is none. */
  before(seq: number): number {
    const at = this.#firstAfter(seq - 1) - 1;
    return at >= 0 ? this.seqs[at] : -1;
  }

  /** Notable events after `from`, up to `to`. */
  countBetween(from: number, to: number): number {
    return Math.max(0, this.#firstAfter(to) - this.#firstAfter(from));
  }

  #firstAfter(seq: number): number {
    let low = 0;
    let high = this.seqs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.seqs[middle] <= seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
