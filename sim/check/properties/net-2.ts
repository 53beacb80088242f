import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { EXEC_FINISHED } from "../states.ts";
import { field, numberField } from "../values.ts";

/** Data buffers of a channel at its receiver. */
interface Held {
  readonly channel: number;
  count: number;
  last: EventId;
}

/** NET-2: buffers are neither lost nor given back twice, as far as the trace tells of them: at their receivers. */
export class BuffersAreReturned implements Checker {
  readonly id = "NET-2";
  readonly kinds = ["chan.def", "buf.arrive", "buf.recycle", "pool.state", "exec.state"] as const;
  private readonly channels = new Map<number, Held>();
  private readonly byTask = new Map<number, Held[]>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "chan.def":
        this.define(event);
        return;
      case "buf.arrive": {
        const held = this.channels.get(event.ch);
        if (held === undefined || field(event, "data") === false) return;
        held.count++;
        held.last = event.id;
        return;
      }
      case "buf.recycle": {
        const held = this.channels.get(event.ch);
        if (held === undefined) return;
        held.count--;
        if (held.count >= 0) return;
        held.count = 0;
        report(
          event.id,
          `Buffer ${event.a} of channel ${event.ch} was given back, but all that had arrived were back already.`,
          held.last === NO_EVENT ? [] : [held.last],
        );
        return;
      }
      case "pool.state":
        if (event.a < 0 || (event.x > 0 && event.a > 0))
          report(event.id, `Task ${event.task} has ${event.a} buffers free and ${event.x} beyond its pool in use.`);
        return;
      default:
        if (event.b === EXEC_FINISHED) this.finish(event, report);
    }
  }

  private define(event: TraceEvent): void {
    const task = numberField(event, "toTask", -1);
    const held = { channel: event.ch, count: 0, last: NO_EVENT };
    this.channels.set(event.ch, held);
    const channels = this.byTask.get(task);
    if (channels === undefined) this.byTask.set(task, [held]);
    else channels.push(held);
  }

  private finish(event: TraceEvent, report: Report): void {
    for (const { channel, count, last } of this.byTask.get(event.task) ?? [])
      if (count > 0)
        report(event.id, `Task ${event.task} has finished and still holds ${count} buffers of channel ${channel}.`, [
          last,
        ]);
  }
}
