/** What arrives: only a flow that has both of its ends is written, so the ends are found before the first row. */
import type { EventId, TraceEvent } from "../../src/trace/trace.ts";

/** Arrows of records at the most; with more of them there are none. */
export const MOST_RECORD_FLOWS = 20_000;

/** The event that a flow starts with, by the event that it finishes with, and the other way round. */
export class Flows {
  readonly #startOf = new Map<EventId, EventId>();
  readonly #starts = new Set<EventId>();

  constructor(events: readonly TraceEvent[], mostRecords: number = MOST_RECORD_FLOWS) {
    const takes = events.reduce((sum, { kind }) => sum + (kind === "el.take" ? 1 : 0), 0);
    /** Emissions by the arrivals that they cause. */
    const arrivals = new Map<EventId, EventId>();
    /** Barriers under way, by channel and checkpoint. */
    const barriers = new Map<string, EventId>();
    for (const event of events) {
      if (event.kind === "el.arrive" && takes <= mostRecords) arrivals.set(event.id, event.cause);
      else if (event.kind === "el.take") this.#connect(arrivals.get(event.cause), event.id);
      else if (isBarrier(event)) barriers.set(`${event.ch} ${event.ext?.checkpoint}`, event.id);
      else if (event.kind === "cp.block") this.#connect(barriers.get(`${event.ch} ${event.a}`), event.id);
    }
  }

  /** Does a flow start here? */
  starts(event: EventId): boolean {
    return this.#starts.has(event);
  }

  /** The event that the flow which finishes here has started with. */
  startOf(event: EventId): EventId | undefined {
    return this.#startOf.get(event);
  }

  /** A flow has one end: what is taken again, by whatever mistake, is no end of it. */
  #connect(start: EventId | undefined, end: EventId): void {
    if (start === undefined || this.#starts.has(start)) return;
    this.#starts.add(start);
    this.#startOf.set(end, start);
  }
}

/** Is it the sending of a barrier? */
export function isBarrier({ kind, ext }: TraceEvent): boolean {
  return kind === "buf.send" && ext?.data === false && ext.event === "barrier";
}

/** Events have ids of their own, so no two flows have the same. */
export function flowId(start: EventId): string {
  return `0x${start.toString(16)}`;
}
