import { type EventId, NO_EVENT, type TraceFields } from "../../src/trace/trace.ts";

/**
 * Joins the stations of each record in a channel: emitted, arrived, taken. The runtime knows a record only by channel and
 * number; which event stands before the present one is known here, in the trace, and nowhere else.
 */
export class ElementChain {
  private readonly latest = new Map<number, Map<number, EventId>>();

  /** The event before this one in the record's life, which becomes its cause; `NO_EVENT` if it was not seen. */
  previous(kind: "el.emit" | "el.arrive" | "el.take", fields: TraceFields): EventId {
    if (kind === "el.emit") return NO_EVENT;
    return this.latest.get(fields.ch ?? -1)?.get(fields.a ?? 0) ?? NO_EVENT;
  }

  /** The event has happened. */
  record(kind: "el.emit" | "el.arrive" | "el.take", fields: TraceFields, id: EventId): void {
    const ch = fields.ch ?? -1;
    let channel = this.latest.get(ch);
    if (channel === undefined) {
      channel = new Map();
      this.latest.set(ch, channel);
    }
    if (kind === "el.take") channel.delete(fields.a ?? 0);
    else channel.set(fields.a ?? 0, id);
  }
}

/** Is this a station of a record (not of a watermark, status or event)? */
export function isRecordStation(kind: string, fields: TraceFields): kind is "el.emit" | "el.arrive" | "el.take" {
  return (kind === "el.emit" || kind === "el.arrive" || kind === "el.take") && (fields.b ?? 0) === 0;
}
