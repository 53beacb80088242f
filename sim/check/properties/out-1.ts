import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { JOB_FINISHED } from "../states.ts";
import { field, renderValue, textField } from "../values.ts";

/** The records that each log must hold at the end, as `renderValue` writes them; order does not matter. */
export type Reference = ReadonlyMap<string, readonly string[]>;

/** OUT-1: once the job has finished, the visible records of each log are those of the reference. */
export class VisibleOutputEqualsReference implements Checker {
  readonly id = "OUT-1";
  readonly kinds = ["out.visible", "job.state"] as const;
  /** Per log: value -> records still expected; negative once there are more than expected. */
  private readonly missing = new Map<string, Map<string, number>>();
  private readonly lastSeen = new Map<string, EventId>();
  private finished = false;

  constructor(reference: Reference) {
    for (const [log, values] of reference) {
      const counts = new Map<string, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      this.missing.set(log, counts);
    }
  }

  on(event: TraceEvent, _report: Report): void {
    if (event.kind === "job.state") {
      if (event.b === JOB_FINISHED) this.finished = true;
      return;
    }
    const counts = this.missing.get(textField(event, "log"));
    if (counts === undefined) return;
    const value = renderValue(field(event, "value"));
    const left = (counts.get(value) ?? 0) - 1;
    if (left === 0) counts.delete(value);
    else counts.set(value, left);
    if (left < 0) this.lastSeen.set(value, event.id);
  }

  atEnd(report: Report): void {
    if (!this.finished) return;
    for (const [log, counts] of this.missing) {
      for (const [value, left] of counts) {
        const last = this.lastSeen.get(value);
        if (left > 0) report(NO_EVENT, `${log} lacks ${left} × ${value}.`);
        else
          report(
            last ?? NO_EVENT,
            `${log} holds ${-left} × ${value} more than the reference.`,
            last === undefined ? [] : [last],
          );
      }
    }
  }
}
