import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { KEYED_SHADOW_KINDS, KeyedShadow } from "../keyed-shadow.ts";
import { NumberedNames } from "../numbered-names.ts";
import {} from "../timers.ts";
import { keyText, listField, numberField, textField } from "../values.ts";

interface Timer {
  readonly group: number;
  readonly op: string;
  readonly event: EventId;
}

/** TMR-1: timers are conserved: what fires was registered and neither deleted nor fired before, and snapshots keep what is pending. */
export class TimersAreConserved implements Checker {
  readonly id = "TMR-1";
  readonly kinds = [...KEYED_SHADOW_KINDS, "timer.set", "timer.del", "timer.fire", "timer.pending"] as const;
  private readonly shadow = new KeyedShadow<Timer>();
  private readonly names: NumberedNames;

  constructor(names: NumberedNames = new NumberedNames()) {
    this.names = names;
  }

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "timer.set": {
        const key = this.names.timer(event);
        if (this.shadow.entries(event.task).has(key)) return;
        this.shadow
          .mutable(event.task)
          .set(key, { group: numberField(event, "kg", -1), op: textField(event, "op"), event: event.id });
        return;
      }
      case "timer.del":
        this.remove(event);
        return;
      case "timer.fire":
        if (!this.remove(event))
          report(event.id, `A timer of key ${keyText(event)} for ${event.x} fired, but was not pending.`);
        return;
      case "timer.pending":
        this.compare(event, report);
        return;
      default:
        this.shadow.follow(event);
    }
  }

  private remove(event: TraceEvent): boolean {
    const key = this.names.timer(event);
    return this.shadow.entries(event.task).has(key) && this.shadow.mutable(event.task).delete(key);
  }

  private compare(event: TraceEvent, report: Report): void {
    const op = textField(event, "op");
    const listed = listField(event, "timers");
    const expected = [...this.shadow.entries(event.task).values()].filter((timer) => timer.op === op);
    if (listed.length === expected.length && new Set(listed).size === listed.length) return;
    const where = event.a === 0 ? `The snapshot ${event.ch} of` : `After the restore of checkpoint ${event.ch},`;
    report(
      event.id,
      `${where} task ${event.task} has ${listed.length} pending timers of ${op} instead of ${expected.length}.`,
      expected.slice(0, 8).map((timer) => timer.event),
    );
  }
}
