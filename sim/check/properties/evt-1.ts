import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { numberField, textField } from "../values.ts";

interface Last {
  watermark: number;
  event: EventId;
}

/** EVT-1: watermarks only grow: per channel, per input of an attempt and per generator. Attempts and their channels have ids of their own. */
export class WatermarksIncrease implements Checker {
  readonly id = "EVT-1";
  readonly kinds = ["wm.channel", "wm.advance", "wm.input", "wm.gen", "el.emit"] as const;
  private readonly channels = new Map<number, Last>();
  private readonly sent = new Map<number, Last>();
  private readonly inputs = new Map<number, Last>();
  private readonly generators = new Map<string, Last>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "el.emit":
        if (event.b === 1) this.step(this.sent, event.ch, event, `channel ${event.ch} was sent`, report);
        return;
      case "wm.channel":
        this.step(this.channels, event.ch, event, `channel ${event.ch} delivered`, report);
        return;
      case "wm.advance":
      case "wm.input":
        this.step(
          this.inputs,
          event.task * 64 + numberField(event, "input", 0),
          event,
          `task ${event.task} advanced to`,
          report,
        );
        return;
      default:
        this.step(
          this.generators,
          `${event.task} ${textField(event, "split")}`,
          event,
          `task ${event.task} generated`,
          report,
        );
    }
  }

  private step<K>(map: Map<K, Last>, key: K, event: TraceEvent, what: string, report: Report): void {
    const last = map.get(key);
    if (last === undefined) {
      map.set(key, { watermark: event.x, event: event.id });
      return;
    }
    if (event.x <= last.watermark)
      report(event.id, `After watermark ${last.watermark} ${what} watermark ${event.x}.`, [last.event]);
    last.watermark = Math.max(last.watermark, event.x);
    last.event = event.id;
  }
}
