/** Timers as `timer.*` events name them. */
import type { EventId, TraceEvent } from "../../src/trace/trace.ts";
import type { ShadowEntry } from "./keyed-shadow.ts";
import { numberField, textField } from "./values.ts";

/** `b` of `timer.*`. */
export const EVENT_TIME = 0;
/** `b` of `timer.*`. */
export const PROCESSING_TIME = 1;

/** A pending timer. */
export interface PendingTimer extends ShadowEntry {
  readonly domain: number;
  /** ms of its domain. */
  readonly time: number;
  readonly op: string;
  /** Position of its registration among all that the checker has seen. */
  readonly order: number;
  readonly event: EventId;
}

/** The timer that a `timer.set` event registers. */
export function timerOf(event: TraceEvent, order: number): PendingTimer {
  return {
    group: numberField(event, "kg", -1),
    domain: event.b,
    time: event.x,
    op: textField(event, "op"),
    order,
    event: event.id,
  };
}
