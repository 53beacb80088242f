/** What a timeout has cost, in one sentence. */
import type { LostTransaction } from "./prepared-transactions.ts";

/**
 * The transaction, its timeout, and how the time went by until its commit came: "Transaction sold-0-1@0 was aborted by its
 * timeout of 60 s before it could be committed (open for 2 s, then an outage of 71 s): 214 records lost." The outage is the
 * time from the checkpoint that made the commit due to the commit itself.
 *
 * @param lost aborted by its timeout
 */
export function lostTransactionSentence({
  txn,
  openedAtMicros: opened,
  prepared,
  due,
  aborted,
  refused,
}: LostTransaction): string {
  const timeout = `Transaction ${txn} was aborted by its timeout of ${span((aborted.timeoutMs ?? 0) * 1000)}`;
  const loss = `${prepared.records} ${prepared.records === 1 ? "record" : "records"} lost.`;
  const isLate = aborted.atMicros < due.atMicros;
  if (isLate && due.checkpoint >= 0)
    return `${timeout} before checkpoint ${due.checkpoint} could complete (${span(due.atMicros - opened)} after it was opened): ${loss}`;
  const outage =
    refused === null ? "and no commit came any more" : `then an outage of ${span(refused.atMicros - due.atMicros)}`;
  return `${timeout} before it could be committed (open for ${span(due.atMicros - opened)}, ${outage}): ${loss}`;
}

/** µs as "71 s", "1.5 s", "40 ms". */
function span(micros: number): string {
  return micros < 1e6 ? `${Math.round(micros / 1000)} ms` : `${Math.round(micros / 1e5) / 10} s`;
}
