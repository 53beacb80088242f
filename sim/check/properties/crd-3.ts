import { EXECUTION_STATES } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { isTerminalExecutionState } from "../states.ts";
import { numberField, textField } from "../values.ts";

interface Attempt {
  readonly task: number;
  readonly number: number;
  state: number;
  event: EventId;
  /** A later attempt was made. */
  replaced: boolean;
}

/** CRD-3: a subtask has one attempt at a time; the next is made when the JobMaster knows, or has given up waiting to hear, that the last has ended. */
export class OneAttemptPerSubtask implements Checker {
  readonly id = "CRD-3";
  readonly kinds = ["exec.def", "exec.state"] as const;
  private readonly newest = new Map<string, Attempt>();
  private readonly attempts = new Map<number, Attempt>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "exec.state") {
      const attempt = this.attempts.get(event.task);
      if (attempt === undefined) return;
      if (attempt.replaced && !isTerminalExecutionState(event.b))
        report(
          event.id,
          `Task ${event.task} is ${EXECUTION_STATES[event.b]}, though a later attempt has replaced it.`,
          [attempt.event],
        );
      attempt.state = event.b;
      attempt.event = event.id;
      return;
    }
    const subtask = `${textField(event, "job")} ${textField(event, "vertex")} ${numberField(event, "subtask", 0)}`;
    const number = numberField(event, "attempt", 0);
    const before = this.newest.get(subtask);
    if (before !== undefined) {
      if (!isTerminalExecutionState(before.state))
        report(
          event.id,
          `Task ${event.task} was made, but task ${before.task}, of the same subtask, is ${EXECUTION_STATES[before.state]}.`,
          [before.event],
        );
      if (number <= before.number)
        report(event.id, `Task ${event.task} is attempt ${number}, but attempt ${before.number} was made before it.`, [
          before.event,
        ]);
      before.replaced = true;
    }
    const attempt = { task: event.task, number, state: 0, event: event.id, replaced: false };
    this.newest.set(subtask, attempt);
    this.attempts.set(event.task, attempt);
  }
}
