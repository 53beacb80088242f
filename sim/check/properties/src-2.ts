import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { textField } from "../values.ts";

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
  readonly statement = "Offsets of a split are read without gaps; a restored reader goes on where its snapshot says.";
  readonly kinds = ["src.emit", "src.rewind"] as const;
  private readonly splits = new Map<string, Split>();

  on(event: TraceEvent, report: Report): void {
    const name = textField(event, "split");
    let split = this.splits.get(name);
    if (split === undefined) {
      split = { task: -1, last: -1, largest: -1, event: NO_EVENT, start: -1 };
      this.splits.set(name, split);
    }
    if (event.kind === "src.rewind") {
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
