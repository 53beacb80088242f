import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { lostTransactionSentence } from "../lost-transaction.ts";
import { type LostTransaction, PreparedTransactions } from "../prepared-transactions.ts";
import { JOB_FINISHED } from "../states.ts";

/**
 * OUT-4: a transaction that a complete checkpoint lists is committed in the end and never aborted. That is the checkpoint
 * that it was prepared for or, if that one failed, a later one of the same attempt. Empty ones do not count.
 */
export class PreparedIsCommitted implements Checker {
  readonly id = "OUT-4";
  readonly kinds = [...PreparedTransactions.kinds, "job.state"] as const;
  private readonly lost: { readonly transaction: LostTransaction; readonly event: EventId }[] = [];
  private readonly transactions = new PreparedTransactions((transaction, event) =>
    this.lost.push({ transaction, event }),
  );
  private finished = false;

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "job.state") {
      if (event.b === JOB_FINISHED) this.finished = true;
      return;
    }
    this.transactions.on(event);
    for (const { transaction, event } of this.lost.splice(0)) tell(transaction, event, report);
  }

  atEnd(report: Report): void {
    // No commit came any more.
    for (const one of this.transactions.lost())
      if (one.aborted.timeoutMs !== null && one.refused === null) tell(one, NO_EVENT, report);
    if (!this.finished) return;
    for (const { txn, prepared, due } of this.transactions.due()) {
      const when = due.checkpoint < 0 ? "of the end of the input" : `of the complete checkpoint ${due.checkpoint}`;
      report(NO_EVENT, `Transaction ${txn} ${when} was never committed, though the job finished.`, [
        prepared.event,
        due.event,
      ]);
    }
  }
}

function tell(lost: LostTransaction, event: EventId, report: Report): void {
  const { txn, prepared, due, aborted } = lost;
  if (aborted.timeoutMs !== null) {
    report(event, lostTransactionSentence(lost), [prepared.event, due.event, aborted.event]);
  } else if (event === due.event) {
    const message = `Checkpoint ${due.checkpoint} completed, though its transaction ${txn} had been aborted.`;
    report(event, message, [prepared.event, aborted.event]);
  } else {
    const message = `Transaction ${txn} was aborted, though checkpoint ${due.checkpoint}, which lists it, is complete.`;
    report(event, message, [prepared.event, due.event]);
  }
}
