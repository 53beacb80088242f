/** Which transactions a sink's card shows: those that are not decided, and the newest that was. */
import type { TransactionView, ViewState } from "../fold/view-state.ts";

/** Envelopes of one card; of more, the oldest are only counted. */
export const MOST_ENVELOPES = 3;
/** Seconds of the viewer's time for which a decided transaction stays beside those that are not. */
const FRESH_SECONDS = 0.5;

/** The envelopes of one subtask, oldest first. */
export interface Envelopes {
  readonly shown: readonly TransactionView[];
  /** So many older ones are not decided either. */
  readonly more: number;
}

/** By "vertex/subtask". @param rate virtual µs per second of the viewer's time */
export function envelopesOf(state: ViewState, micros: number, rate: number): Map<string, Envelopes> {
  const open = new Map<string, TransactionView[]>();
  const decided = new Map<string, TransactionView>();
  for (const transaction of state.transactions.values()) {
    const { subtask, endedAt } = transaction;
    if (subtask === "") continue;
    if (endedAt === null) {
      const own = open.get(subtask);
      if (own === undefined) open.set(subtask, [transaction]);
      else own.push(transaction);
    } else if (endedAt >= (decided.get(subtask)?.endedAt ?? 0)) decided.set(subtask, transaction);
  }
  const envelopes = new Map<string, Envelopes>();
  for (const [subtask, own] of open) envelopes.set(subtask, newest(own));
  for (const [subtask, last] of decided) {
    const waiting = open.get(subtask) ?? [];
    const isFresh = micros - (last.endedAt ?? 0) < FRESH_SECONDS * rate;
    if (waiting.length === 0 || isFresh) envelopes.set(subtask, newest([last, ...waiting]));
  }
  return envelopes;
}

function newest(transactions: readonly TransactionView[]): Envelopes {
  return {
    shown: transactions.slice(-MOST_ENVELOPES),
    more: Math.max(0, transactions.length - MOST_ENVELOPES),
  };
}
