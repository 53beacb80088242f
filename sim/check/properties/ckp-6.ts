import { JOB_STATES, type JobState } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalJobState } from "../states.ts";
import { field, listField, textField } from "../values.ts";

/** `CheckpointStorage.METADATA_FILE_NAME`; the JobManager writes it itself. */
const METADATA = "/_metadata";

/** The ends of a job that its complete checkpoints outlive, by retention. */
const KEPT_AFTER: Readonly<Record<string, readonly JobState[]>> = {
  DELETE_ON_CANCELLATION: ["FAILED"],
  RETAIN_ON_CANCELLATION: ["FAILED", "CANCELED"],
};

/**
 * CKP-6: when a job has ended, none of its checkpoints is pending, and of the files that its JobManager knew of only those are
 * kept that belong to a complete checkpoint which is to outlive the job. What a task stored and could not report (it died, the checkpoint was given up
 * before) stays behind in Flink too. OUT-7 is about open transactions.
 */
export class NothingIsLeftOver implements Checker {
  readonly id = "CKP-6";
  readonly kinds = [
    "cp.settings",
    "cp.trigger",
    "cp.ack",
    "cp.complete",
    "cp.fail",
    "cp.subsume",
    "cp.discard",
    "cp.files",
    "state.store",
    "file.write",
    "file.delete",
    "job.state",
  ] as const;
  private readonly pending = new Map<number, EventId>();
  /** Files of each task in each checkpoint, until it is acknowledged or has ended. */
  private readonly stored = new Map<number, Map<number, string[]>>();
  /** Files that the JobManager has to care for. */
  private readonly known = new Map<string, EventId>();
  private readonly kept = new Map<number, readonly string[]>();
  private ended: EventId = NO_EVENT;
  private end = -1;
  private retention = "";

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "cp.trigger":
        this.pending.set(event.ch, event.id);
        this.stored.set(event.ch, new Map());
        return;
      case "cp.complete":
      case "cp.fail":
        this.pending.delete(event.ch);
        this.stored.delete(event.ch);
        return;
      case "cp.settings":
        this.retention = textField(event, "retention");
        return;
      case "cp.subsume":
        this.kept.delete(event.ch);
        return;
      case "cp.discard":
        this.kept.delete(event.ch);
        if (this.ended === NO_EVENT || this.stays)
          report(event.id, `Checkpoint ${event.ch} was deleted, but it is to stay (${this.retention}).`, [this.ended]);
        return;
      case "cp.files":
        this.kept.set(event.ch, listField(event, "files").map(String));
        return;
      case "state.store": {
        const files = this.stored.get(event.ch);
        if (field(event, "file") === null || files === undefined) return;
        files.set(event.task, [...(files.get(event.task) ?? []), textField(event, "file")]);
        return;
      }
      case "cp.ack":
        for (const file of this.stored.get(event.ch)?.get(event.task) ?? []) this.known.set(file, event.id);
        return;
      case "file.write":
        if (textField(event, "file").endsWith(METADATA)) this.known.set(textField(event, "file"), event.id);
        return;
      case "file.delete":
        this.known.delete(textField(event, "file"));
        return;
      default:
        this.ended = isTerminalJobState(event.b) ? event.id : NO_EVENT;
        this.end = event.b;
    }
  }

  /** Complete checkpoints outlive the job. */
  private get stays(): boolean {
    return KEPT_AFTER[this.retention]?.includes(JOB_STATES[this.end]) ?? false;
  }

  atEnd(report: Report): void {
    if (this.ended === NO_EVENT) return;
    for (const [checkpoint, trigger] of this.pending)
      report(NO_EVENT, `Checkpoint ${checkpoint} is still pending, though the job has ended.`, [trigger, this.ended]);
    const kept = new Set(this.stays ? [...this.kept.values()].flat() : []);
    for (const [file, known] of this.known)
      if (!kept.has(file))
        report(NO_EVENT, `${file} was never deleted, though no checkpoint that stays needs it.`, [known, this.ended]);
  }
}
