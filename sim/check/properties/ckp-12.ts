import { EXECUTION_STATES, OPERATOR_CALLS } from "../../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { EXEC_RUNNING } from "../states.ts";
import { listField, textField } from "../values.ts";

const OPEN = OPERATOR_CALLS.indexOf("open");

interface Task {
  /** As the JobMaster sees it. */
  state: number;
  changed: EventId;
  readonly operators: number;
  /** Calls that open an operator. */
  opened: number;
  /** Its operators are being set up: they were called, and not all are open. */
  called: EventId;
  /** It began to restore its state; NO_EVENT when it has done so. */
  restoring: EventId;
  /** The first checkpoint that it took part in while it restored: allowed only if it has no operators any more. */
  early: EventId;
}

/** CKP-12: a checkpoint is triggered when all tasks run, and a task takes part when its state is restored and its operators are open. */
export class AllRunWhenTriggered implements Checker {
  readonly id = "CKP-12";
  readonly kinds = [
    "vertex.def",
    "exec.def",
    "exec.state",
    "restore.begin",
    "restore.end",
    "op.call",
    "cp.trigger",
    "cp.inject",
    "cp.sync",
  ] as const;
  private readonly operators = new Map<string, number>();
  private readonly tasks = new Map<number, Task>();

  on(event: TraceEvent, report: Report): void {
    const task = this.tasks.get(event.task);
    switch (event.kind) {
      case "vertex.def":
        this.operators.set(textField(event, "id"), listField(event, "operators").length);
        return;
      case "exec.def":
        this.tasks.set(event.task, {
          state: 0,
          changed: event.id,
          operators: this.operators.get(textField(event, "vertex")) ?? 0,
          opened: 0,
          called: NO_EVENT,
          restoring: NO_EVENT,
          early: NO_EVENT,
        });
        return;
      case "cp.trigger":
        for (const index of listField(event, "tasks")) this.triggered(event, Number(index), report);
        return;
      default:
        if (task !== undefined) this.follow(event, task, report);
    }
  }

  private triggered(event: TraceEvent, index: number, report: Report): void {
    const task = this.tasks.get(index);
    if (task !== undefined && task.state !== EXEC_RUNNING)
      report(event.id, `Checkpoint ${event.ch} was triggered, but task ${index} is ${EXECUTION_STATES[task.state]}.`, [
        task.changed,
      ]);
  }

  private follow(event: TraceEvent, task: Task, report: Report): void {
    switch (event.kind) {
      case "exec.state":
        task.state = event.b;
        task.changed = event.id;
        return;
      case "restore.begin":
        task.restoring = event.id;
        return;
      case "restore.end":
        if (task.early !== NO_EVENT)
          report(task.early, `Task ${event.task} took part in a checkpoint while it restored its state.`, [
            task.restoring,
            event.id,
          ]);
        task.restoring = NO_EVENT;
        return;
      case "op.call":
        if (task.called === NO_EVENT) task.called = event.id;
        if (event.a === OPEN) task.opened++;
        return;
      default:
        if (task.restoring !== NO_EVENT && task.early === NO_EVENT) task.early = event.id;
        if (task.called !== NO_EVENT && task.opened < task.operators)
          report(
            event.id,
            `Task ${event.task} takes part in checkpoint ${event.ch}, but ${task.opened} of its ${task.operators} operators are open.`,
            [task.called],
          );
    }
  }
}
