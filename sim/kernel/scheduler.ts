/** The order in which simulated events run is a strategy; all strategies pass one conformance suite. */
import type { CauseContext } from "../../src/trace/trace.ts";
import type { EventClass, EventHandler, Micros, ScheduledEvent } from "../../src/world.ts";
import type { Incarnation } from "./node.ts";

/** One scheduled event as the kernel runs it. Reused: valid until the next `pop`. */
export interface Popped {
  at: Micros;
  eventClass: EventClass;
  /** The process incarnation the event dies with; null for the world's own events. */
  owner: Incarnation | null;
  handler: EventHandler;
  op: number;
  payload: unknown;
  causes: CauseContext;
}

/**
 * Holds what is to happen and says what is next. Events at equal times keep the order in which they were pushed,
 * unless the strategy is to vary it.
 */
export interface Scheduler {
  readonly size: number;
  push(
    at: Micros,
    eventClass: EventClass,
    owner: Incarnation | null,
    handler: EventHandler,
    op: number,
    payload: unknown,
    causes: CauseContext,
  ): ScheduledEvent;
  cancel(event: ScheduledEvent): void;
  /** The next event; null when none is left, or when it lies after `until` (default: no event does), where it stays. */
  pop(until?: Micros): Popped | null;
}
