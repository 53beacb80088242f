import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { numberField, textField } from "../values.ts";

/**
 * CKP-4: a restart goes back to the newest complete checkpoint. A savepoint is no candidate for a restart after a failure
 * (Flink 1.20), but may be asked for by name.
 */
export class RestoreNewestCheckpoint implements Checker {
  readonly id = "CKP-4";
  readonly kinds = [
    "cp.trigger",
    "cp.complete",
    "cp.subsume",
    "cp.restore",
    "topo.epoch",
    "txn.pre",
    "txn.commit",
  ] as const;
  private readonly savepoints = new Set<number>();
  private readonly complete = new Map<number, EventId>();
  private readonly subsumed = new Map<number, EventId>();
  private readonly prepared = new Map<string, number>();
  private newest = 0;
  private committed = 0;
  private commit: EventId = NO_EVENT;

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "cp.trigger":
        if (event.a === 1) this.savepoints.add(event.ch);
        return;
      case "cp.complete":
        this.complete.set(event.ch, event.id);
        if (!this.savepoints.has(event.ch)) this.newest = Math.max(this.newest, event.ch);
        return;
      case "cp.subsume":
        this.subsumed.set(event.ch, event.id);
        return;
      case "txn.pre":
        this.prepared.set(textField(event, "txn"), event.ch);
        return;
      case "txn.commit": {
        const checkpoint = this.prepared.get(textField(event, "txn")) ?? 0;
        if (checkpoint > this.committed) {
          this.committed = checkpoint;
          this.commit = event.id;
        }
        return;
      }
      case "cp.restore":
        this.restored(event, event.ch, report);
        return;
      default:
        this.restored(event, numberField(event, "restoredCheckpoint", 0), report);
    }
  }

  private restored(event: TraceEvent, checkpoint: number, report: Report): void {
    if (this.savepoints.has(checkpoint) && this.complete.has(checkpoint)) return;
    const gone = this.subsumed.get(checkpoint);
    if (gone !== undefined)
      report(event.id, `Checkpoint ${checkpoint} was restored, though it had been discarded.`, [gone]);
    else if (checkpoint < this.newest) {
      const newest = this.complete.get(this.newest)!;
      report(
        event.id,
        `${checkpoint === 0 ? "The job started empty" : `Checkpoint ${checkpoint} was restored`}, though checkpoint ${this.newest} is complete.`,
        [newest],
      );
    } else if (checkpoint > this.newest && this.newest > 0)
      report(event.id, `Checkpoint ${checkpoint} was restored, but never completed.`);
    if (checkpoint < this.committed)
      report(
        event.id,
        `Checkpoint ${checkpoint} was restored, though output of checkpoint ${this.committed} has been committed.`,
        [this.commit],
      );
  }
}
