import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { JOB_FINISHED } from "../states.ts";
import { textField } from "../values.ts";

interface Prepared {
  readonly txn: string;
  readonly checkpoint: number;
  readonly event: EventId;
  readonly records: number;
  aborted: EventId;
  committed: boolean;
}

/** OUT-4: a transaction that a complete checkpoint pre-committed is committed in the end and never aborted. Empty ones do not count. */
export class PreparedIsCommitted implements Checker {
  readonly id = "OUT-4";
  readonly kinds = ["txn.pre", "txn.commit", "txn.abort", "cp.complete", "cp.fail", "job.state"] as const;
  private readonly byTxn = new Map<string, Prepared>();
  private readonly byCheckpoint = new Map<number, Prepared[]>();
  private readonly complete = new Map<number, EventId>();
  private finished = false;

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "txn.pre":
        this.prepare(event);
        return;
      case "txn.commit": {
        const pre = this.byTxn.get(textField(event, "txn"));
        if (pre !== undefined) pre.committed = true;
        return;
      }
      case "txn.abort": {
        const pre = this.byTxn.get(textField(event, "txn"));
        if (pre === undefined || pre.committed) return;
        pre.aborted = event.id;
        const done = this.complete.get(pre.checkpoint);
        if (done !== undefined && pre.records > 0) {
          report(
            event.id,
            `Transaction ${pre.txn} was aborted, though checkpoint ${pre.checkpoint}, which pre-committed it, is complete.`,
            [pre.event, done],
          );
        }
        return;
      }
      case "cp.complete":
        this.complete.set(event.ch, event.id);
        for (const pre of this.byCheckpoint.get(event.ch) ?? []) {
          if (pre.aborted !== NO_EVENT && pre.records > 0) {
            report(event.id, `Checkpoint ${event.ch} completed, though its transaction ${pre.txn} had been aborted.`, [
              pre.event,
              pre.aborted,
            ]);
          }
        }
        return;
      case "cp.fail":
        this.byCheckpoint.delete(event.ch);
        return;
      default:
        if (event.b === JOB_FINISHED) this.finished = true;
    }
  }

  atEnd(report: Report): void {
    if (!this.finished) return;
    for (const [checkpoint, prepared] of this.byCheckpoint) {
      const done = this.complete.get(checkpoint);
      if (done === undefined) continue;
      for (const pre of prepared) {
        if (pre.committed || pre.aborted !== NO_EVENT || pre.records === 0) continue;
        report(
          NO_EVENT,
          `Transaction ${pre.txn} of the complete checkpoint ${checkpoint} was never committed, though the job finished.`,
          [pre.event, done],
        );
      }
    }
  }

  private prepare(event: TraceEvent): void {
    const pre: Prepared = {
      txn: textField(event, "txn"),
      checkpoint: event.ch,
      event: event.id,
      records: event.b,
      aborted: NO_EVENT,
      committed: false,
    };
    this.byTxn.set(pre.txn, pre);
    const list = this.byCheckpoint.get(event.ch);
    if (list === undefined) this.byCheckpoint.set(event.ch, [pre]);
    else list.push(pre);
  }
}
