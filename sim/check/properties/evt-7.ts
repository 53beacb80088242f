import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, numberField, textField } from "../values.ts";

const OPENED = 0;
const RELEASED = 1;
const IDLE = 2;
const MAX_WATERMARK = Number.MAX_SAFE_INTEGER;

interface Split {
  /** Null: its generator may do as it likes. */
  readonly boundMs: number | null;
  idle: boolean;
  /** Greatest event time that was read; the watermark of this attempt knows nothing of earlier ones. */
  greatestMs: number;
  event: EventId;
}

/**
 * EVT-7: the watermark of a source is that of its slowest split: of those that this attempt reads and that are not idle, and
 * for each of them behind the greatest event time that was read by more than the bound.
 */
export class SlowestSplitHoldsBack implements Checker {
  readonly id = "EVT-7";
  readonly kinds = ["src.split", "src.emit", "wm.gen"] as const;
  /** Open splits by task. */
  private readonly splits = new Map<number, Map<string, Split>>();
  /** The trace has records at all. */
  private hasRecords = false;

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "wm.gen") {
      if (event.x !== MAX_WATERMARK) this.generated(event, report);
      return;
    }
    const name = textField(event, "split");
    let open = this.splits.get(event.task);
    if (open === undefined) {
      open = new Map();
      this.splits.set(event.task, open);
    }
    if (event.kind === "src.emit") {
      this.hasRecords = true;
      const split = open.get(name);
      if (split === undefined || event.x <= split.greatestMs) return;
      split.greatestMs = event.x;
      split.event = event.id;
    } else if (event.a === OPENED) {
      const boundMs = field(event, "boundMs") === undefined ? null : numberField(event, "boundMs", 0);
      open.set(name, { boundMs, idle: false, greatestMs: Number.NEGATIVE_INFINITY, event: event.id });
    } else if (event.a === RELEASED) open.delete(name);
    else {
      const split = open.get(name);
      if (split !== undefined) split.idle = event.a === IDLE;
    }
  }

  private generated(event: TraceEvent, report: Report): void {
    let active = 0;
    let least = Number.POSITIVE_INFINITY;
    let holder = "";
    let witness = NO_EVENT;
    for (const [name, split] of this.splits.get(event.task) ?? []) {
      if (split.idle) continue;
      active++;
      const own = split.boundMs === null ? Number.POSITIVE_INFINITY : split.greatestMs - split.boundMs - 1;
      if (own >= least) continue;
      least = own;
      holder = name;
      witness = split.event;
    }
    if (active === 0) report(event.id, `Task ${event.task} made watermark ${event.x} without an active split.`);
    else if (this.hasRecords && event.x > least)
      report(
        event.id,
        `Task ${event.task} made watermark ${event.x}, but its split ${holder} ${least === Number.NEGATIVE_INFINITY ? "has given no record yet" : `allows only ${least}`}.`,
        [witness],
      );
  }
}
