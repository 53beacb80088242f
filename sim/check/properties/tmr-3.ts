import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { EXEC_CANCELED, EXEC_FINISHED } from "../states.ts";
import { PROCESSING_TIME } from "../timers.ts";
import { field, keyText, numberField } from "../values.ts";

/**
 * TMR-3: a processing-time timer fires as a mail of its own: not while a record is worked on or another timer's callback runs,
 * which would be inside its own registration. An attempt that has ended by its own account fires nothing; one that is only
 * given up by the JobManager may not know it yet.
 */
export class TimersFireAlone implements Checker {
  readonly id = "TMR-3";
  readonly kinds = ["timer.fire", "proc.begin", "proc.end", "buf.send", "fail.task", "exec.state"] as const;
  /** By task: the work on a buffer that is going on. */
  private readonly working = new Map<number, EventId>();
  /** By task: its input has ended. */
  private readonly inputEnded = new Map<number, EventId>();
  private readonly ended = new Map<number, EventId>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "proc.begin":
        this.working.set(event.task, event.id);
        return;
      case "proc.end":
        this.working.delete(event.task);
        return;
      case "buf.send":
        if (field(event, "event") === "end-of-data") this.inputEnded.set(event.task, event.id);
        return;
      case "fail.task":
        this.ended.set(event.task, event.id);
        return;
      case "exec.state":
        if (event.b === EXEC_FINISHED || event.b === EXEC_CANCELED) this.ended.set(event.task, event.id);
        return;
      default:
        this.fire(event, report);
    }
  }

  private fire(event: TraceEvent, report: Report): void {
    const ended = this.ended.get(event.task);
    if (ended !== undefined) report(event.id, `${firingText(event)}, but task ${event.task} had ended.`, [ended]);
    if (event.b !== PROCESSING_TIME) return;
    const inputEnded = this.inputEnded.get(event.task);
    if (inputEnded !== undefined)
      report(event.id, `${firingText(event)}, but the input of task ${event.task} had ended.`, [inputEnded]);
    const working = this.working.get(event.task);
    if (working !== undefined)
      report(event.id, `${firingText(event)} while task ${event.task} was working on records.`, [working]);
    if (numberField(event, "depth", 1) > 1) report(event.id, `${firingText(event)} while another timer was firing.`);
  }
}

/** The beginning of a sentence. */
function firingText(event: TraceEvent): string {
  return `The timer of key ${keyText(event)} for ${event.x} fired`;
}
