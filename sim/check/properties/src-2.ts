import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { listField, numberField, textField } from "../values.ts";

interface Split {
  task: number;
  last: number;
  /** Largest offset read by any attempt. */
  largest: number;
  event: EventId;
  /** Where a rewind says that the next attempt begins; -1 for none. */
  start: number;
}

/** SRC-2: an attempt reads a split without gaps, begins where it was rewound to, and never beyond what was read before. */
export class OffsetsAreContiguous implements Checker {
  readonly id = "SRC-2";
  readonly kinds = ["topo.epoch", "exec.def", "src.emit", "src.rewind", "split.cut", "cp.fail", "cp.subsume"] as const;
  private readonly vertices = new Map<number, string>();
  /** By vertex and name: two sources may read the same input. */
  private readonly splits = new Map<string, Split>();
  /** Offsets in the snapshots of readers, by checkpoint and split. */
  private readonly cuts = new Map<number, Map<string, { readonly offset: number; readonly event: EventId }>>();
  private restored = 0;

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "topo.epoch":
        this.restored = numberField(event, "restoredCheckpoint", 0);
        return;
      case "exec.def":
        this.vertices.set(event.task, textField(event, "vertex"));
        return;
      case "cp.fail":
      case "cp.subsume":
        this.cuts.delete(event.ch);
        return;
      case "split.cut":
        if (event.task >= 0) this.cut(event);
        return;
      default:
        this.read(event, report);
    }
  }

  private cut(event: TraceEvent): void {
    const offsets = this.cuts.get(event.ch) ?? new Map<string, { offset: number; event: EventId }>();
    this.cuts.set(event.ch, offsets);
    for (const entry of listField(event, "splits")) {
      const [name, offset] = Array.isArray(entry) ? entry : [];
      if (typeof offset === "number" && offset >= 0)
        offsets.set(`${this.vertices.get(event.task)} ${name}`, { offset, event: event.id });
    }
  }

  private read(event: TraceEvent, report: Report): void {
    const name = textField(event, "split");
    const place = `${this.vertices.get(event.task)} ${name}`;
    let split = this.splits.get(place);
    if (split === undefined) {
      split = { task: -1, last: -1, largest: -1, event: NO_EVENT, start: -1 };
      this.splits.set(place, split);
    }
    if (event.kind === "src.rewind") {
      const cut = this.cuts.get(this.restored)?.get(place);
      if (cut !== undefined && event.x >= 0 && event.x !== cut.offset)
        report(
          event.id,
          `${name} was restored at offset ${event.x}, but checkpoint ${this.restored} has it at ${cut.offset}.`,
          [cut.event],
        );
      split.start = event.x;
      split.task = -1;
      return;
    }
    const offset = event.b;
    const witnesses = split.event === NO_EVENT ? [] : [split.event];
    if (split.task === event.task) {
      if (offset !== split.last + 1)
        report(event.id, `Offset ${offset} of ${name} was read after offset ${split.last}.`, witnesses);
    } else if (split.start >= 0) {
      if (offset !== split.start)
        report(event.id, `Reading of ${name} went on at offset ${offset} instead of ${split.start}.`, witnesses);
    } else if (split.largest >= 0 && offset > split.largest + 1)
      report(
        event.id,
        `Reading of ${name} went on at offset ${offset}, though only offsets up to ${split.largest} had been read.`,
        witnesses,
      );
    split.task = event.task;
    split.last = offset;
    split.largest = Math.max(split.largest, offset);
    split.event = event.id;
    split.start = -1;
  }
}
