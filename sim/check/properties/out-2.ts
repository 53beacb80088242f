import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, renderValue, textField } from "../values.ts";
import type { Reference } from "./out-1.ts";

/** OUT-2: what is visible is at every moment part of the reference (if there is one), and no place of a log becomes visible twice. */
export class VisibleOutputWithinReference implements Checker {
  readonly id = "OUT-2";
  readonly kinds = ["out.visible"] as const;
  private readonly left = new Map<string, Map<string, number>>();
  private readonly places = new Map<string, Map<number, EventId>>();

  constructor(reference: Reference | null) {
    for (const [log, values] of reference ?? []) {
      const counts = new Map<string, number>();
      for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
      this.left.set(log, counts);
    }
  }

  on(event: TraceEvent, report: Report): void {
    const log = textField(event, "log");
    let seen = this.places.get(log);
    if (seen === undefined) {
      seen = new Map();
      this.places.set(log, seen);
    }
    const before = seen.get(event.a);
    if (before !== undefined) {
      report(event.id, `Offset ${event.a} of ${log} became visible a second time.`, [before]);
      return;
    }
    seen.set(event.a, event.id);
    const counts = this.left.get(log);
    if (counts === undefined) return;
    const value = renderValue(field(event, "value"));
    const left = (counts.get(value) ?? 0) - 1;
    counts.set(value, left);
    if (left < 0) report(event.id, `${value} became visible in ${log} ${-left} × more often than in the reference.`);
  }
}
