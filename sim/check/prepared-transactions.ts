/** Follows transactions to their end, and finds those that had to be committed and are aborted all the same. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../src/trace/trace.ts";
import { field, numberField, textField } from "./values.ts";

/** An event, and its virtual time, µs. */
interface Step {
  readonly event: EventId;
  readonly atMicros: number;
}

/** The sink has flushed it and hands its name to a checkpoint. */
interface Preparation extends Step {
  readonly task: number;
  /** -1: the end of the input of a job without checkpoints. */
  readonly checkpoint: number;
  readonly records: number;
}

/** Lines of a log that belong to a transaction. */
export interface LineRange {
  readonly log: string;
  readonly first: number;
  readonly count: number;
}

/** A transaction that is not committed. */
export interface UncommittedTransaction {
  readonly txn: string;
  /** From then on the log's timeout runs. */
  readonly openedAtMicros: number;
  readonly lines: LineRange[];
  prepared: Preparation | null;
  /** A complete checkpoint lists it: it has to be committed, for nobody will send its records again. */
  due: (Step & { readonly checkpoint: number }) | null;
  /** `timeoutMs` is null where it was not the log's timeout that aborted it. */
  aborted: (Step & { readonly timeoutMs: number | null }) | null;
  /** Its commit, which came too late. */
  refused: Step | null;
}

type Known<Part extends "prepared" | "due" | "aborted"> = UncommittedTransaction & {
  readonly [P in Part]: NonNullable<UncommittedTransaction[P]>;
};

/** A transaction that was due and not aborted so far. */
export type DueTransaction = Known<"prepared" | "due">;

/** A transaction that was due and is aborted: what it held is lost. */
export type LostTransaction = Known<"prepared" | "due" | "aborted">;

/** Told of each lost transaction once, at the event at which all is known of it. */
export type OnLost = (lost: LostTransaction, event: EventId) => void;

/** A fold over the trace. What is committed, and what was aborted before it was prepared, is forgotten. */
export class PreparedTransactions {
  static readonly kinds: readonly TraceKind[] = [
    "txn.open",
    "txn.write",
    "txn.pre",
    "txn.commit",
    "txn.abort",
    "txn.refuse",
    "cp.ack",
    "cp.complete",
    "cp.fail",
  ];
  readonly #open = new Map<string, UncommittedTransaction>();
  /** Tasks that have acknowledged a pending checkpoint. */
  readonly #acknowledged = new Map<number, Set<number>>();
  readonly #onLost: OnLost;

  /** @param onLost of a transaction that timed out it is told when its commit is refused, and not at all if that never comes */
  constructor(onLost: OnLost = () => {}) {
    this.#onLost = onLost;
  }

  on(event: TraceEvent): void {
    switch (event.kind) {
      case "cp.ack": {
        const tasks = this.#acknowledged.get(event.ch) ?? new Set();
        this.#acknowledged.set(event.ch, tasks.add(event.task));
        return;
      }
      case "cp.fail":
        this.#acknowledged.delete(event.ch);
        return;
      case "cp.complete":
        this.#complete(event);
        return;
      case "txn.commit":
        this.#open.delete(textField(event, "txn"));
        return;
      default:
        if (PreparedTransactions.kinds.includes(event.kind)) this.#follow(event, textField(event, "txn"));
    }
  }

  /** Transactions that have to be committed and are neither committed nor aborted. */
  *due(): Iterable<DueTransaction> {
    for (const one of this.#open.values()) if (isDue(one) && one.aborted === null) yield one;
  }

  /** All that are lost so far. */
  *lost(): Iterable<LostTransaction> {
    for (const one of this.#open.values()) if (isLost(one)) yield one;
  }

  /** Of the lost ones those that were aborted by their timeout. */
  get timedOut(): readonly LostTransaction[] {
    return [...this.lost()].filter(({ aborted }) => aborted.timeoutMs !== null);
  }

  #follow(event: TraceEvent, txn: string): void {
    const known = event.kind === "txn.open" ? undefined : this.#open.get(txn);
    const step: Step = { event: event.id, atMicros: event.t };
    if (known === undefined && event.kind !== "txn.open" && event.kind !== "txn.pre") return;
    const one = known ?? {
      txn,
      openedAtMicros: event.t,
      lines: [],
      prepared: null,
      due: null,
      aborted: null,
      refused: null,
    };
    this.#open.set(txn, one);
    if (event.kind === "txn.write")
      one.lines.push({ log: textField(event, "log"), first: numberField(event, "first", 0), count: event.b });
    else if (event.kind === "txn.pre") this.#prepare(one, event);
    else if (event.kind === "txn.abort") {
      const timeoutMs = numberField(event, "timeoutMs", -1);
      one.aborted = { ...step, timeoutMs: timeoutMs < 0 ? null : timeoutMs };
      // One that timed out may be prepared after that: the sink does not know.
      if (one.prepared === null && timeoutMs < 0) this.#open.delete(txn);
      else this.#judge(one, event.id);
    } else if (event.kind === "txn.refuse" && one.refused === null && field(event, "request") === "commit") {
      one.refused = step;
      this.#judge(one, event.id);
    }
  }

  #prepare(one: UncommittedTransaction, event: TraceEvent): void {
    const step: Step = { event: event.id, atMicros: event.t };
    one.prepared = { ...step, task: event.task, checkpoint: event.ch, records: event.b };
    // Without checkpoints the end of the input is all that it waits for.
    if (event.ch < 0) one.due = { ...step, checkpoint: -1 };
  }

  /** A state lists what its checkpoint has prepared and what earlier ones have that failed. */
  #complete(event: TraceEvent): void {
    const tasks = this.#acknowledged.get(event.ch);
    this.#acknowledged.delete(event.ch);
    for (const one of this.#open.values()) {
      const { prepared, due } = one;
      if (prepared === null || due !== null || prepared.checkpoint > event.ch || !tasks?.has(prepared.task)) continue;
      one.due = { event: event.id, atMicros: event.t, checkpoint: event.ch };
      this.#judge(one, event.id);
    }
  }

  #judge(one: UncommittedTransaction, event: EventId): void {
    if (isLost(one) && (one.aborted.timeoutMs === null || one.refused !== null)) this.#onLost(one, event);
  }
}

/** Empty ones do not count. */
function isDue(one: UncommittedTransaction): one is DueTransaction {
  return one.prepared !== null && one.due !== null && one.prepared.records > 0;
}

function isLost(one: UncommittedTransaction): one is LostTransaction {
  return isDue(one) && one.aborted !== null;
}
