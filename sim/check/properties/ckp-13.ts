import { OPERATOR_CALLS } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { textField } from "../values.ts";

/** Reasons that count (`CheckpointFailureManager.checkFailureCounter`); all others are nobody's fault. */
const COUNTED: ReadonlySet<string> = new Set([
  "CHECKPOINT_DECLINED",
  "CHECKPOINT_ASYNC_EXCEPTION",
  "CHECKPOINT_EXPIRED",
  "FINALIZE_CHECKPOINT_FAILURE",
  "IO_EXCEPTION",
]);
const EXCEEDED = "Exceeded checkpoint tolerable failure threshold";
const SNAPSHOT = OPERATOR_CALLS.indexOf("snapshot-state");

/**
 * CKP-13: more failed checkpoints in a row than are tolerated fail the job, fewer do not. A failure in the synchronous part of a
 * snapshot fails its task: it does not go on with records.
 */
export class FailuresAreCounted implements Checker {
  readonly id = "CKP-13";
  readonly kinds = [
    "cp.settings",
    "cp.trigger",
    "cp.complete",
    "cp.fail",
    "job.state",
    "op.call",
    "cp.sync",
    "fail.task",
    "src.emit",
    "el.take",
  ] as const;
  private tolerable = Number.POSITIVE_INFINITY;
  private known = false;
  private readonly savepoints = new Set<number>();
  private readonly failed = new Map<number, EventId>();
  private succeeded = 0;
  /** The failures that must fail the job. */
  private due: readonly EventId[] = [];
  /** Snapshots in their synchronous part, by task. */
  private readonly snapshots = new Map<number, EventId>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "cp.settings":
        this.tolerable = event.a;
        this.known = true;
        return;
      case "op.call":
        if (event.a === SNAPSHOT && !this.snapshots.has(event.task)) this.snapshots.set(event.task, event.id);
        return;
      case "cp.sync":
      case "fail.task":
        this.snapshots.delete(event.task);
        return;
      case "src.emit":
      case "el.take":
        if (this.snapshots.size > 0) this.element(event, report);
        return;
      case "job.state":
        this.change(event, report);
        return;
      case "cp.fail":
        this.fail(event);
        return;
      default:
        if (this.due.length > 0)
          report(event.id, `The job goes on, though ${this.due.length} checkpoints in a row have failed.`, this.due);
        this.due = [];
        if (event.kind === "cp.trigger") {
          if (event.a === 1) this.savepoints.add(event.ch);
        } else if (event.ch > this.succeeded) {
          this.succeeded = event.ch;
          this.failed.clear();
        }
    }
  }

  private fail(event: TraceEvent): void {
    if (event.ch <= this.succeeded || this.savepoints.has(event.ch) || !COUNTED.has(textField(event, "reason"))) return;
    this.failed.set(event.ch, event.id);
    if (this.failed.size <= this.tolerable) return;
    this.due = [...this.failed.values()];
    this.failed.clear();
  }

  private change(event: TraceEvent, report: Report): void {
    if (this.known && this.due.length === 0 && textField(event, "reason").includes(EXCEEDED))
      report(
        event.id,
        `The job failed for its checkpoints, though only ${this.failed.size} in a row have failed and ${this.tolerable} are tolerated.`,
        [...this.failed.values()],
      );
    this.due = [];
  }

  private element(event: TraceEvent, report: Report): void {
    const snapshot = this.snapshots.get(event.task);
    if (snapshot === undefined || (event.kind === "el.take" && event.b !== 0)) return;
    this.snapshots.delete(event.task);
    report(event.id, `Task ${event.task} goes on with records, though its snapshot has not been made.`, [
      snapshot ?? NO_EVENT,
    ]);
  }
}
