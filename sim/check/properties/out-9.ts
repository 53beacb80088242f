import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { EXEC_FINISHED, JOB_FINISHED } from "../states.ts";
import { field, numberField, textField } from "../values.ts";

/** OUT-9: a job finishes only when each subtask has finished once and all its output is visible. */
export class FinishedMeansVisible implements Checker {
  readonly id = "OUT-9";
  readonly kinds = ["exec.def", "exec.state", "job.state", "out.visible", "txn.commit"] as const;
  /** The newest attempt of each subtask. */
  private readonly current = new Map<string, number>();
  private readonly finishedTasks = new Map<number, EventId>();
  private finished: EventId = NO_EVENT;

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "exec.def":
        this.current.set(`${textField(event, "vertex")}.${numberField(event, "subtask", 0)}`, event.task);
        this.finished = NO_EVENT;
        return;
      case "exec.state": {
        if (event.b !== EXEC_FINISHED) return;
        const before = this.finishedTasks.get(event.task);
        if (before !== undefined) report(event.id, `Task ${event.task} finished twice.`, [before]);
        this.finishedTasks.set(event.task, event.id);
        return;
      }
      case "job.state":
        if (event.b !== JOB_FINISHED) return;
        this.finished = event.id;
        for (const [subtask, task] of this.current) {
          if (!this.finishedTasks.has(task))
            report(event.id, `The job finished before its subtask ${subtask} (task ${task}) had.`);
        }
        return;
      default:
        if (this.finished === NO_EVENT || field(event, "repeated") === true) return;
        report(
          event.id,
          `${event.kind === "out.visible" ? `Offset ${event.a} of ${textField(event, "log")} became visible` : `Transaction ${textField(event, "txn")} was committed`} after the job had finished.`,
          [this.finished],
        );
    }
  }
}
