import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, textField } from "../values.ts";

interface Transaction {
  written: number;
  visible: number;
  committed: EventId;
}

/** OUT-5: however often a transaction is committed, it takes effect once. */
export class TransactionVisibleOnce implements Checker {
  readonly id = "OUT-5";
  readonly kinds = ["txn.open", "txn.write", "txn.commit", "out.visible"] as const;
  private readonly transactions = new Map<string, Transaction>();

  on(event: TraceEvent, report: Report): void {
    const name = field(event, "txn");
    if (name === undefined) return;
    const key = `${textField(event, "log")}\n${textField(event, "txn")}`;
    let txn = this.transactions.get(key);
    if (txn === undefined || event.kind === "txn.open") {
      txn = { written: 0, visible: 0, committed: NO_EVENT };
      this.transactions.set(key, txn);
    }
    if (event.kind === "txn.write") txn.written += event.b;
    else if (event.kind === "txn.commit") {
      if (field(event, "repeated") === true) return;
      if (txn.committed !== NO_EVENT)
        report(event.id, `Transaction ${name} took effect a second time.`, [txn.committed]);
      txn.committed = event.id;
    } else if (event.kind === "out.visible") {
      txn.visible++;
      if (txn.visible === txn.written + 1) {
        const witnesses = txn.committed === NO_EVENT ? [] : [txn.committed];
        report(event.id, `Transaction ${name} was given ${txn.written} records, but more became visible.`, witnesses);
      }
    }
  }
}
