import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { listField, numberField, textField } from "../values.ts";

interface Pending {
  readonly trigger: EventId;
  /** Tasks that have yet to acknowledge. */
  readonly missing: Set<number>;
  readonly acked: Map<string, EventId>;
  coordinators: number;
}

/** CKP-1: a checkpoint completes when each planned task and coordinator has acknowledged it once. */
export class CompleteWhenAllAcknowledged implements Checker {
  readonly id = "CKP-1";
  readonly kinds = ["cp.trigger", "cp.ack", "cp.complete", "cp.fail"] as const;
  private readonly pending = new Map<number, Pending>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "cp.trigger") {
      const tasks = listField(event, "tasks").filter((task) => typeof task === "number");
      this.pending.set(event.ch, {
        trigger: event.id,
        missing: new Set(tasks),
        acked: new Map(),
        coordinators: numberField(event, "coordinators", 0),
      });
      return;
    }
    const pending = this.pending.get(event.ch);
    if (event.kind === "cp.ack") {
      if (pending !== undefined) this.acknowledge(pending, event, report);
      return;
    }
    this.pending.delete(event.ch);
    if (event.kind === "cp.fail") return;
    if (pending === undefined) report(event.id, `Checkpoint ${event.ch} completed, but is not pending.`);
    else if (pending.missing.size > 0 || pending.coordinators > 0) {
      const missing = [
        ...[...pending.missing].map((task) => `task ${task}`),
        ...(pending.coordinators > 0 ? [`${pending.coordinators} coordinator(s)`] : []),
      ];
      report(event.id, `Checkpoint ${event.ch} completed without the acknowledgement of ${missing.join(", ")}.`, [
        pending.trigger,
      ]);
    }
  }

  private acknowledge(pending: Pending, event: TraceEvent, report: Report): void {
    const who = event.task >= 0 ? `task ${event.task}` : `coordinator ${textField(event, "coordinator")}`;
    const before = pending.acked.get(who);
    if (before !== undefined) {
      report(event.id, `Checkpoint ${event.ch} was acknowledged twice by ${who}.`, [pending.trigger, before]);
      return;
    }
    pending.acked.set(who, event.id);
    if (event.task < 0) pending.coordinators--;
    else if (!pending.missing.delete(event.task))
      report(event.id, `Checkpoint ${event.ch} was acknowledged by ${who}, which it did not ask.`, [pending.trigger]);
  }
}
