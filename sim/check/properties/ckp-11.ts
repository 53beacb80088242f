import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, textField, textOf } from "../values.ts";

interface Copy {
  readonly text: string;
  readonly event: EventId;
}

/** CKP-11: what is stored of a snapshot is what was copied in its synchronous part, whatever the task has done since. */
export class SnapshotsStandStill implements Checker {
  readonly id = "CKP-11";
  readonly kinds = ["state.cut", "state.store", "cp.complete", "cp.fail"] as const;
  private readonly checkpoints = new Map<number, Map<string, Copy>>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "cp.complete" || event.kind === "cp.fail") {
      this.checkpoints.delete(event.ch);
      return;
    }
    const operator = `${event.task} ${textField(event, "op")}`;
    const text = `${textOf(field(event, "digest"))} ${textOf(field(event, "lists"))}`;
    const copies = this.checkpoints.get(event.ch);
    if (event.kind === "state.cut") {
      const copy = { text, event: event.id };
      if (copies === undefined) this.checkpoints.set(event.ch, new Map([[operator, copy]]));
      else copies.set(operator, copy);
      return;
    }
    const copy = copies?.get(operator);
    if (copy !== undefined && copy.text !== text)
      report(
        event.id,
        `Task ${event.task} stored other bytes for checkpoint ${event.ch} than its operator ${textField(event, "op")} held at the snapshot.`,
        [copy.event],
      );
  }
}
