/** Transactions of sinks on one time axis, and what readers of each log see. Times are virtual µs. */
import type { CheckpointStatus, LogView, TransactionState, TransactionView, ViewState } from "../fold/view-state.ts";

/** Rows at the most: the newest. */
export const MOST_TRANSACTIONS = 40;

/** A stretch of a transaction's life. */
export interface TransactionPhase {
  readonly name: "open" | "pre-committed";
  readonly from: number;
  readonly to: number;
}

export interface TransactionRow {
  readonly txn: string;
  readonly log: string;
  readonly records: number;
  readonly state: TransactionState;
  /** Checkpoint that it belongs to; -1: not known yet, or none. */
  readonly checkpoint: number;
  /** How it stands with that checkpoint. */
  readonly checkpointStatus: CheckpointStatus | null;
  readonly phases: readonly TransactionPhase[];
  readonly openedAt: number;
  readonly preCommittedAt: number | null;
  readonly endedAt: number | null;
}

export interface TransactionLane {
  readonly rows: readonly TransactionRow[];
  /** So many older ones are not among the rows. */
  readonly older: number;
  readonly logs: readonly LogView[];
  readonly from: number;
  readonly to: number;
}

/** The lane of a moment. @param nowMicros cursor, which ends what goes on */
export function transactionLane(state: ViewState, nowMicros: number): TransactionLane {
  const all = [...state.transactions.values()];
  const rows = all.slice(-MOST_TRANSACTIONS).map((transaction) => rowOf(state, transaction, nowMicros));
  const from = rows.reduce((least, { openedAt }) => Math.min(least, openedAt), nowMicros);
  const last = (row: TransactionRow) => row.endedAt ?? nowMicros;
  const to = rows.reduce((most, row) => Math.max(most, last(row)), from + 1);
  return { rows, older: all.length - rows.length, logs: [...state.logs.values()], from, to };
}

function rowOf(view: ViewState, transaction: TransactionView, now: number): TransactionRow {
  const { txn, log, records, state, checkpoint, openedAt, preCommittedAt, endedAt } = transaction;
  const end = Math.max(openedAt, endedAt ?? now);
  const phases: TransactionPhase[] = [{ name: "open", from: openedAt, to: preCommittedAt ?? end }];
  if (preCommittedAt !== null) phases.push({ name: "pre-committed", from: preCommittedAt, to: end });
  const checkpointStatus = view.checkpoints.get(checkpoint)?.status ?? null;
  return { txn, log, records, state, checkpoint, checkpointStatus, phases, openedAt, preCommittedAt, endedAt };
}
