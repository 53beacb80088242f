import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { NO_EVENT } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field } from "../values.ts";

/** Data buffers on their way in a channel, oldest first. */
interface InFlight {
  readonly sequences: number[];
  readonly events: EventId[];
  head: number;
  lastSent: number;
}

/** NET-3: a channel keeps order and loses nothing, in buffers and in records. Channels of a new attempt have new ids. */
export class ChannelsAreFifo implements Checker {
  readonly id = "NET-3";
  readonly kinds = ["buf.send", "buf.recycle", "el.emit", "el.take"] as const;
  private readonly inFlight = new Map<number, InFlight>();
  private readonly emitted = new Map<number, number>();
  private readonly taken = new Map<number, number>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "el.emit":
        if (event.b === 0) this.next(this.emitted, event, "emitted", report);
        return;
      case "el.take":
        if (event.b !== 0) return;
        this.next(this.taken, event, "taken", report);
        if (event.a > (this.emitted.get(event.ch) ?? 0))
          report(event.id, `Record ${event.a} was taken from channel ${event.ch}, but was not sent.`);
        return;
      case "buf.send":
        this.send(event, report);
        return;
      default:
        this.recycle(event, report);
    }
  }

  private next(map: Map<number, number>, event: TraceEvent, what: string, report: Report): void {
    const last = map.get(event.ch) ?? 0;
    if (event.a !== last + 1)
      report(event.id, `Record ${event.a} was ${what} in channel ${event.ch} after record ${last}.`);
    map.set(event.ch, event.a);
  }

  private send(event: TraceEvent, report: Report): void {
    let channel = this.inFlight.get(event.ch);
    if (channel === undefined) {
      channel = { sequences: [], events: [], head: 0, lastSent: event.a - 1 };
      this.inFlight.set(event.ch, channel);
    }
    if (event.a !== channel.lastSent + 1) {
      report(
        event.id,
        `Channel ${event.ch} sent buffer ${event.a} after buffer ${channel.lastSent}.`,
        channel.events.slice(-1),
      );
    }
    channel.lastSent = event.a;
    if (field(event, "data") === false) return;
    channel.sequences.push(event.a);
    channel.events.push(event.id);
  }

  private recycle(event: TraceEvent, report: Report): void {
    const channel = this.inFlight.get(event.ch);
    if (channel === undefined) {
      report(event.id, `Buffer ${event.a} of channel ${event.ch} was processed, but never sent.`);
      return;
    }
    const expected = channel.sequences[channel.head];
    const sent = channel.events[channel.head] ?? NO_EVENT;
    if (expected === event.a) channel.head++;
    else if (expected === undefined || event.a < expected)
      report(event.id, `Buffer ${event.a} of channel ${event.ch} was processed, but is not on its way.`);
    else {
      report(event.id, `Buffer ${event.a} of channel ${event.ch} was processed before buffer ${expected}.`, [sent]);
      while (channel.head < channel.sequences.length && channel.sequences[channel.head] <= event.a) channel.head++;
    }
    if (channel.head > 64 && channel.head * 2 > channel.sequences.length) {
      channel.sequences.splice(0, channel.head);
      channel.events.splice(0, channel.head);
      channel.head = 0;
    }
  }
}
