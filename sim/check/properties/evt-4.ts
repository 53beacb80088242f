import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, numberField } from "../values.ts";

/**
 * EVT-4: a record is late exactly when its window's last millisecond plus the allowed lateness is not after the watermark.
 * The allowed lateness of a task is learned from its late records; before the first of them only those are checked.
 */
export class LateIffBehindWatermark implements Checker {
  readonly id = "EVT-4";
  readonly kinds = ["wm.advance", "rec.late", "win.add"] as const;
  /** Per task: the last watermark of each input. */
  private readonly watermarks = new Map<number, { inputs: number[]; event: EventId }>();
  private readonly lateness = new Map<number, number>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "wm.advance") {
      let now = this.watermarks.get(event.task);
      if (now === undefined) {
        now = { inputs: [], event: event.id };
        this.watermarks.set(event.task, now);
      }
      now.inputs[numberField(event, "input", 0)] = event.x;
      now.event = event.id;
      return;
    }
    const end = numberField(event, "end", Number.NaN);
    if (Number.isNaN(end)) return;
    const now = this.watermarks.get(event.task);
    if (event.kind === "rec.late") this.late(event, end, now?.event ?? NO_EVENT, report);
    else this.added(event, end, now, report);
  }

  private late(event: TraceEvent, end: number, advance: EventId, report: Report): void {
    const cleanup = numberField(event, "cleanupTime", end - 1);
    const watermark = numberField(event, "watermark", Number.MAX_SAFE_INTEGER);
    const witnesses = advance === NO_EVENT ? [] : [advance];
    if (cleanup > watermark) {
      report(
        event.id,
        `A record of the window [${numberField(event, "start", 0)}, ${end}) was dropped at watermark ${watermark}, though the window is kept until ${cleanup}.`,
        witnesses,
      );
    }
    const now = this.watermarks.get(event.task);
    if (
      now !== undefined &&
      field(event, "watermark") !== undefined &&
      now.inputs.every((input) => input < watermark)
    ) {
      report(
        event.id,
        `A record was dropped at watermark ${watermark}, which task ${event.task} has not reached.`,
        witnesses,
      );
    }
    this.lateness.set(event.task, Math.max(this.lateness.get(event.task) ?? 0, cleanup - (end - 1)));
  }

  private added(
    event: TraceEvent,
    end: number,
    now: { inputs: number[]; event: EventId } | undefined,
    report: Report,
  ): void {
    const lateness = this.lateness.get(event.task);
    if (lateness === undefined || now === undefined) return;
    let watermark = Number.POSITIVE_INFINITY;
    for (const input of now.inputs) if (input !== undefined && input < watermark) watermark = input;
    if (end - 1 + lateness <= watermark) {
      report(
        event.id,
        `A record was added to the window [${numberField(event, "start", 0)}, ${end}), which ended for good at watermark ${watermark}.`,
        [now.event],
      );
    }
  }
}
