import { type EventId, NO_EVENT, type TraceEvent } from "../../src/trace/trace.ts";

/**
 * Joins the stations of each record in a channel: emitted, arrived, taken. The runtime knows a record only by channel and
 * number; which event stands before the present one is known here, in the trace, and nowhere else.
 */
export class ElementChain {
  private readonly latest = new Map<number, Map<number, EventId>>();

  /** The station has happened; gives the event before it in the record's life, `NO_EVENT` if it was not seen. */
  pass({ kind, ch, a, id }: TraceEvent): EventId {
    let channel = this.latest.get(ch);
    if (channel === undefined) {
      channel = new Map();
      this.latest.set(ch, channel);
    }
    const previous = kind === "el.emit" ? NO_EVENT : (channel.get(a) ?? NO_EVENT);
    if (kind === "el.take") channel.delete(a);
    else channel.set(a, id);
    return previous;
  }
}

/** Is this a station of a record (not of a watermark, status or event)? */
export function isRecordStation({ kind, b }: TraceEvent): boolean {
  return b === 0 && (kind === "el.emit" || kind === "el.arrive" || kind === "el.take");
}
