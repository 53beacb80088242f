import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { numberField } from "../values.ts";

const MIN_WATERMARK = -Number.MAX_SAFE_INTEGER;

interface Watermark {
  /** By input. */
  readonly inputs: number[];
  least: number;
  event: EventId;
}

/**
 * EVT-8: watermarks are no state (`InternalTimeServiceManager` stores timers only). An attempt begins without one, and all that
 * it fires or drops it does at the watermark that its own channels have brought it to. A record that is read again may
 * therefore be on time where it was late before: Flink promises no more.
 */
export class WatermarkIsNotRestored implements Checker {
  readonly id = "EVT-8";
  readonly kinds = ["wm.advance", "timer.fire", "win.fire", "rec.late"] as const;
  private readonly tasks = new Map<number, Watermark>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "wm.advance":
        this.advance(event);
        return;
      case "timer.fire":
        if (event.b === 0) this.compare(event, "An event-time timer fired", report);
        return;
      case "win.fire":
        this.judge(event, event.x, "A window fired", report);
        return;
      default:
        this.compare(event, "A record was late", report);
    }
  }

  private advance(event: TraceEvent): void {
    let own = this.tasks.get(event.task);
    if (own === undefined) {
      own = { inputs: [], least: MIN_WATERMARK, event: event.id };
      this.tasks.set(event.task, own);
    }
    own.inputs[numberField(event, "input", 0)] = event.x;
    own.event = event.id;
    own.least = Number.POSITIVE_INFINITY;
    for (const input of own.inputs) if (input !== undefined && input < own.least) own.least = input;
  }

  private compare(event: TraceEvent, what: string, report: Report): void {
    const watermark = numberField(event, "watermark", Number.NaN);
    if (!Number.isNaN(watermark)) this.judge(event, watermark, what, report);
  }

  private judge(event: TraceEvent, watermark: number, what: string, report: Report): void {
    const own = this.tasks.get(event.task);
    const reached = own?.least ?? MIN_WATERMARK;
    if (watermark === reached) return;
    const where = reached === MIN_WATERMARK ? "has none yet" : `is at ${reached}`;
    report(
      event.id,
      `${what} at watermark ${watermark}, but task ${event.task} ${where}.`,
      own === undefined || own.event === NO_EVENT ? [] : [own.event],
    );
  }
}
