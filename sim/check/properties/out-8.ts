import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { numberField, textField } from "../values.ts";

/** OUT-8: when a sink reports its part of a checkpoint, the log holds every record that it has received since the one before. */
export class SinkFlushedBeforeAck implements Checker {
  readonly id = "OUT-8";
  readonly kinds = ["txn.open", "txn.write", "txn.pre"] as const;
  private readonly written = new Map<string, { records: number; last: EventId }>();

  on(event: TraceEvent, report: Report): void {
    const txn = textField(event, "txn");
    const so = this.written.get(txn);
    if (event.kind === "txn.open") this.written.set(txn, { records: 0, last: event.id });
    else if (event.kind === "txn.write") {
      if (so === undefined) this.written.set(txn, { records: event.b, last: event.id });
      else {
        so.records += event.b;
        so.last = event.id;
      }
    } else {
      const inLog = so?.records ?? 0;
      const witnesses = so === undefined ? [] : [so.last];
      const received = numberField(event, "received", event.b);
      if (received !== event.b)
        report(
          event.id,
          `Transaction ${txn} holds ${event.b} records for checkpoint ${event.ch}, but the sink received ${received}.`,
          witnesses,
        );
      if (inLog !== event.b)
        report(
          event.id,
          `Transaction ${txn} was pre-committed with ${event.b} records, but the log holds ${inLog} of it.`,
          witnesses,
        );
    }
  }
}
