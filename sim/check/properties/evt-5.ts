import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field } from "../values.ts";

const WATERMARK = 1;
const MAX_WATERMARK = Number.MAX_SAFE_INTEGER;

/**
 * EVT-5: the watermark at the end of time is the last one of an output, comes once, after all that a source reads and before
 * the end of the data. What operators emit when they are told of the end (`endInput`, `finish`) may follow it.
 */
export class LastWatermark implements Checker {
  readonly id = "EVT-5";
  readonly kinds = ["el.emit", "src.emit", "buf.send"] as const;
  /** Channels that were sent it. */
  private readonly channels = new Map<number, EventId>();
  /** Tasks that have sent it. */
  private readonly tasks = new Map<number, EventId>();
  /** The trace has elements at all. */
  private hasElements = false;

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "el.emit": {
        this.hasElements = true;
        if (event.b !== WATERMARK) return;
        const last = this.channels.get(event.ch);
        if (last !== undefined)
          report(event.id, `Channel ${event.ch} was sent watermark ${event.x} after the last one.`, [last]);
        if (event.x !== MAX_WATERMARK) return;
        this.channels.set(event.ch, event.id);
        this.tasks.set(event.task, event.id);
        return;
      }
      case "src.emit": {
        const last = this.tasks.get(event.task);
        if (last !== undefined)
          report(event.id, `Task ${event.task} read a record after it had sent the last watermark.`, [last]);
        return;
      }
      default:
        if (this.hasElements && field(event, "event") === "end-of-data" && !this.channels.has(event.ch))
          report(event.id, `The data of channel ${event.ch} ended without the last watermark.`);
    }
  }
}
