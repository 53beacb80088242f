import type { TraceKind } from "../../src/trace/kinds.ts";
import type { EventId, TraceEvent } from "../../src/trace/trace.ts";

/** A property that did not hold. */
export interface Violation {
  /** Id of the property: `CKP-2`. */
  readonly property: string;
  /** The event at which it showed; `NO_EVENT` for what showed only at the end. */
  readonly event: EventId;
  /** One sentence with the numbers of this case. */
  readonly message: string;
  /** Earlier events that prove it. */
  readonly witnesses: readonly EventId[];
}

/** Says that the property does not hold: the event, one sentence, and the events that prove it. */
export type Report = (event: EventId, message: string, witnesses?: readonly EventId[]) => void;

/** A pure observer of a trace that watches one property. Sees events in order, keeps its own small state. */
export interface Checker {
  /** Id of the property. */
  readonly id: string;
  /** What must hold, in one sentence. Those of the built-in ones are in `statements.ts`. */
  readonly statement?: string;
  /** The kinds that `on` wants to see. */
  readonly kinds: readonly TraceKind[];
  on(event: TraceEvent, report: Report): void;
  /** The trace is over. */
  atEnd?(report: Report): void;
}
