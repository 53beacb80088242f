import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalExecutionState, JOB_FINISHED } from "../states.ts";
import { textField } from "../values.ts";

interface Writer {
  readonly task: number;
  /** Two sinks may be chained into one task. */
  readonly operator: string;
  readonly event: EventId;
}

interface Open {
  readonly txn: string;
  readonly event: EventId;
}

/**
 * OUT-7: a transactional id belongs to one writer, and has one undecided transaction. An attempt that has ended leaves its ids
 * to the next one, which fences what it finds open (`TransactionAborter`). A process that does not know yet that its attempts
 * were given up may still ask for sessions: what it opens is fenced by the next one, or left to the log's timeout.
 */
export class OneWriterPerTransactionalId implements Checker {
  readonly id = "OUT-7";
  readonly kinds = ["exec.state", "txn.session", "txn.open", "txn.commit", "txn.abort", "job.state"] as const;
  private readonly ended = new Set<number>();
  private readonly writers = new Map<string, Writer>();
  /** Undecided transactions by transactional id. */
  private readonly open = new Map<string, Open>();
  private readonly producers = new Map<string, string>();
  /** Ids whose newest session was asked for by an attempt that had been given up. */
  private readonly stale = new Set<string>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "exec.state":
        if (isTerminalExecutionState(event.b)) this.ended.add(event.task);
        return;
      case "txn.session":
        this.begin(event, report);
        return;
      case "txn.open": {
        const txn = textField(event, "txn");
        const producer = textField(event, "producer");
        if (this.stale.has(producer)) return;
        const undecided = this.open.get(producer);
        if (undecided !== undefined)
          report(event.id, `${txn} was opened, but ${undecided.txn} is undecided.`, [undecided.event]);
        this.open.set(producer, { txn, event: event.id });
        this.producers.set(txn, producer);
        return;
      }
      case "job.state":
        if (event.b === JOB_FINISHED)
          for (const { txn, event: opened } of this.open.values())
            report(event.id, `The job finished, but its transaction ${txn} is still open.`, [opened]);
        return;
      default: {
        const txn = textField(event, "txn");
        const producer = this.producers.get(txn);
        if (producer !== undefined && this.open.get(producer)?.txn === txn) this.open.delete(producer);
      }
    }
  }

  private begin(event: TraceEvent, report: Report): void {
    const producer = textField(event, "producer");
    const operator = textField(event, "op");
    if (this.ended.has(event.task)) {
      this.stale.add(producer);
      return;
    }
    this.stale.delete(producer);
    const before = this.writers.get(producer);
    const lives = before !== undefined && !this.ended.has(before.task);
    if (lives && (before.task !== event.task || before.operator !== operator))
      report(
        event.id,
        `Operator ${operator} in task ${event.task} uses the transactional id ${producer}, which operator ${before.operator} in task ${before.task} uses.`,
        [before.event],
      );
    else if (lives) {
      const undecided = this.open.get(producer);
      if (undecided !== undefined)
        report(event.id, `${producer} is used again, but its transaction ${undecided.txn} is undecided.`, [
          before.event,
          undecided.event,
        ]);
    }
    this.writers.set(producer, { task: event.task, operator, event: event.id });
  }
}
