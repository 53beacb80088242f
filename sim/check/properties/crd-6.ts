import { EXECUTION_STATES } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalExecutionState } from "../states.ts";
import { textField } from "../values.ts";

const FAILED = EXECUTION_STATES.indexOf("FAILED");

interface Attempt {
  state: number;
  event: EventId;
}

/**
 * CRD-6: causes tell whose failure changes what. What one attempt reports changes that attempt only; the others follow through
 * the plan of a restart, and such a plan comes from the present epoch.
 */
export class FailuresStayAtHome implements Checker {
  readonly id = "CRD-6";
  readonly kinds = ["topo.epoch", "exec.def", "exec.state", "fail.task", "rpc.accept", "restart.plan"] as const;
  /** Attempts of the present epoch. */
  private readonly present = new Map<number, Attempt>();
  private readonly past = new Map<number, EventId>();
  /** Tasks by the event of their failure, by the receipt of its report, and by their last transition. */
  private readonly failures = new Map<EventId, number>();
  private readonly reports = new Map<EventId, number>();
  private readonly transitions = new Map<EventId, number>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "topo.epoch":
        for (const [task, { event: last }] of this.present) this.past.set(task, last);
        this.present.clear();
        this.transitions.clear();
        return;
      case "exec.def":
        this.present.set(event.task, { state: 0, event: event.id });
        return;
      case "fail.task":
        this.failures.set(event.id, event.task);
        return;
      case "rpc.accept": {
        if (textField(event, "method") !== "updateTaskExecutionState") return;
        const task = this.failures.get(event.cause);
        if (task !== undefined) this.reports.set(event.id, task);
        return;
      }
      case "exec.state":
        this.change(event, report);
        return;
      default:
        this.plan(event, report);
    }
  }

  private change(event: TraceEvent, report: Report): void {
    const attempt = this.present.get(event.task);
    const gone = this.past.get(event.task);
    const state = EXECUTION_STATES[event.b];
    if (attempt === undefined) {
      if (gone !== undefined)
        report(event.id, `Task ${event.task} is ${state}, but belongs to an epoch that is over.`, [gone]);
      return;
    }
    if (isTerminalExecutionState(attempt.state) || event.a !== attempt.state)
      report(event.id, `Task ${event.task} goes to ${state}, though it is ${EXECUTION_STATES[attempt.state]}.`, [
        attempt.event,
      ]);
    const culprit = this.reports.get(event.cause);
    if (event.b === FAILED && culprit !== undefined && culprit !== event.task)
      report(event.id, `Task ${event.task} failed by the report that task ${culprit} has failed.`, [event.cause]);
    this.transitions.set(event.id, event.task);
    attempt.state = event.b;
    attempt.event = event.id;
  }

  private plan(event: TraceEvent, report: Report): void {
    const culprit = this.reports.get(event.cause) ?? this.transitions.get(event.cause);
    if (culprit !== undefined && !this.present.has(culprit))
      report(event.id, `A restart was planned for task ${culprit}, which belongs to an epoch that is over.`, [
        event.cause,
      ]);
  }
}
