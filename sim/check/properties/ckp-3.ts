import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";

/** CKP-3: ids of checkpoints strictly increase, over all leaders, and are never used again. */
export class CheckpointIdsIncrease implements Checker {
  readonly id = "CKP-3";
  readonly kinds = ["cp.trigger"] as const;
  private last = 0;
  private lastEvent: EventId = NO_EVENT;

  on(event: TraceEvent, report: Report): void {
    if (event.ch <= this.last)
      report(
        event.id,
        `Checkpoint ${event.ch} was triggered after checkpoint ${this.last}.`,
        this.lastEvent === NO_EVENT ? [] : [this.lastEvent],
      );
    this.last = Math.max(this.last, event.ch);
    this.lastEvent = event.id;
  }
}
