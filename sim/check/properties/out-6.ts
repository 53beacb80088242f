import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, numberField, textField } from "../values.ts";

interface Session {
  readonly epoch: number;
  readonly event: EventId;
}

interface Transaction {
  readonly producer: string;
  readonly epoch: number;
}

/** OUT-6: the log accepts nothing from a session that a later one of the same transactional id has fenced. */
export class FencedWritersHaveNoEffect implements Checker {
  readonly id = "OUT-6";
  readonly kinds = ["txn.session", "txn.open", "txn.write", "txn.commit"] as const;
  private readonly newest = new Map<string, Session>();
  private readonly transactions = new Map<string, Transaction>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "txn.session") {
      this.begin(event, report);
      return;
    }
    const txn = textField(event, "txn");
    if (event.kind === "txn.open") {
      const opened = { producer: textField(event, "producer"), epoch: numberField(event, "epoch", 0) };
      this.transactions.set(txn, opened);
      const newest = this.newest.get(opened.producer);
      // Sessions are not told at coordination level: the first transaction of an epoch stands for them.
      if (newest === undefined || newest.epoch < opened.epoch)
        this.newest.set(opened.producer, { epoch: opened.epoch, event: event.id });
    }
    const transaction = this.transactions.get(txn);
    if (transaction === undefined || field(event, "repeated") === true) return;
    const newest = this.newest.get(transaction.producer);
    if (newest !== undefined && newest.epoch > transaction.epoch)
      report(
        event.id,
        `${event.kind === "txn.commit" ? "A commit" : "A write"} of epoch ${transaction.epoch} of ${transaction.producer} was accepted, though epoch ${newest.epoch} has begun.`,
        [newest.event],
      );
  }

  private begin(event: TraceEvent, report: Report): void {
    const producer = textField(event, "producer");
    const newest = this.newest.get(producer);
    if (newest !== undefined && event.a <= newest.epoch)
      report(event.id, `A session of ${producer} begins with epoch ${event.a}, but epoch ${newest.epoch} was given.`, [
        newest.event,
      ]);
    this.newest.set(producer, { epoch: event.a, event: event.id });
  }
}
