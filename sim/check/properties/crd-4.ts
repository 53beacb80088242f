import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { numberField, textField } from "../values.ts";

/** CRD-4: a slot serves one allocation at a time, and only slots that exist are given away. */
export class SlotsServeOneAllocation implements Checker {
  readonly id = "CRD-4";
  readonly kinds = ["tm.def", "slot.active", "slot.free"] as const;
  private readonly sizes = new Map<number, number>();
  private readonly holders = new Map<string, { allocation: string; event: EventId }>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "tm.def") {
      this.sizes.set(event.ch, numberField(event, "slots", Number.POSITIVE_INFINITY));
      // A new process on the machine: what the old one had given away ended with it.
      for (const slot of [...this.holders.keys()]) if (slot.startsWith(`${event.ch}.`)) this.holders.delete(slot);
      return;
    }
    const slot = `${event.ch}.${event.a}`;
    if (event.kind === "slot.free") {
      this.holders.delete(slot);
      return;
    }
    const size = this.sizes.get(event.ch);
    if (size !== undefined && (event.a < 0 || event.a >= size))
      report(event.id, `TaskManager ${event.ch} has ${size} slots, but gave away slot ${event.a}.`);
    const allocation = textField(event, "allocation");
    const holder = this.holders.get(slot);
    if (holder !== undefined && holder.allocation !== allocation)
      report(
        event.id,
        `Slot ${event.a} of TaskManager ${event.ch} was given to ${allocation}, but ${holder.allocation} holds it.`,
        [holder.event],
      );
    this.holders.set(slot, { allocation, event: event.id });
  }
}
