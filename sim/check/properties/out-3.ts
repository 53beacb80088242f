import { type EventId, NO_EVENT, type TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, textField } from "../values.ts";

interface Prepared {
  readonly task: number;
  /** -1: the end of the input. */
  readonly checkpoint: number;
  readonly event: EventId;
}

/**
 * OUT-3: a transaction is committed only when a checkpoint that holds its pre-commit is complete. That is the checkpoint at
 * which it was prepared or, if that one failed, a later one of the same attempt, whose state still lists it. A job that takes no
 * checkpoints pre-commits at the end of its input, and what it has pre-committed then needs nothing else
 * (`CommitterOperator.endInput`).
 */
export class CommitAfterCompletion implements Checker {
  readonly id = "OUT-3";
  readonly kinds = ["cp.trigger", "txn.open", "txn.pre", "txn.commit", "cp.ack", "cp.complete", "cp.fail"] as const;
  /** The first checkpoint of the job; savepoints, which a job without checkpoints may take, do not count. */
  private checkpointing: EventId = NO_EVENT;
  private readonly prepared = new Map<string, Prepared>();
  /** Tasks that acknowledged, by checkpoint. */
  private readonly acknowledged = new Map<number, number[]>();
  /** Newest complete checkpoint that a task has acknowledged. */
  private readonly complete = new Map<number, number>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "cp.trigger":
        if (this.checkpointing === NO_EVENT && event.a !== 1) this.checkpointing = event.id;
        return;
      case "cp.ack": {
        const tasks = this.acknowledged.get(event.ch);
        if (tasks === undefined) this.acknowledged.set(event.ch, [event.task]);
        else tasks.push(event.task);
        return;
      }
      case "cp.complete":
        for (const task of this.acknowledged.get(event.ch) ?? [])
          this.complete.set(task, Math.max(event.ch, this.complete.get(task) ?? 0));
        this.acknowledged.delete(event.ch);
        return;
      case "cp.fail":
        this.acknowledged.delete(event.ch);
        return;
      case "txn.open":
        this.prepared.delete(textField(event, "txn"));
        return;
      case "txn.pre":
        this.prepared.set(textField(event, "txn"), { task: event.task, checkpoint: event.ch, event: event.id });
        return;
      default:
        if (field(event, "repeated") !== true) this.commit(event, report);
    }
  }

  private commit(event: TraceEvent, report: Report): void {
    const txn = textField(event, "txn");
    const pre = this.prepared.get(txn);
    if (pre === undefined) report(event.id, `Transaction ${txn} was committed, but never pre-committed.`);
    else if (pre.checkpoint < 0) {
      if (this.checkpointing !== NO_EVENT)
        report(
          event.id,
          `Transaction ${txn} was committed at the end of the input, though the job takes checkpoints.`,
          [pre.event, this.checkpointing],
        );
    } else if ((this.complete.get(pre.task) ?? 0) < pre.checkpoint) {
      report(
        event.id,
        `Transaction ${txn} was committed before checkpoint ${pre.checkpoint}, which pre-committed it, was complete.`,
        [pre.event],
      );
    }
  }
}
