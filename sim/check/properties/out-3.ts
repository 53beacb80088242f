import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, textField } from "../values.ts";

/** OUT-3: a transaction is committed only when the checkpoint that pre-committed it is complete. */
export class CommitAfterCompletion implements Checker {
  readonly id = "OUT-3";
  readonly statement = "A transaction is committed only after the checkpoint that pre-committed it has completed.";
  readonly kinds = ["txn.open", "txn.pre", "txn.commit", "cp.complete"] as const;
  private readonly prepared = new Map<string, { checkpoint: number; event: EventId }>();
  private readonly complete = new Set<number>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "cp.complete") {
      this.complete.add(event.ch);
      return;
    }
    const txn = textField(event, "txn");
    if (event.kind === "txn.open") this.prepared.delete(txn);
    else if (event.kind === "txn.pre") this.prepared.set(txn, { checkpoint: event.ch, event: event.id });
    else if (field(event, "repeated") !== true) {
      const pre = this.prepared.get(txn);
      if (pre === undefined) report(event.id, `Transaction ${txn} was committed, but never pre-committed.`);
      else if (!this.complete.has(pre.checkpoint)) {
        report(
          event.id,
          `Transaction ${txn} was committed before checkpoint ${pre.checkpoint}, which pre-committed it, was complete.`,
          [pre.event],
        );
      }
    }
  }
}
