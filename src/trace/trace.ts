import type { TraceKind } from "./kinds.ts";

/** An event's identity: `index within its level * 4 + level`. */
export type EventId = number & { readonly __brand: "EventId" };

/** The cause of an origin. */
export const NO_EVENT = -1 as EventId;

/** Plain data; what does not fit the number columns. */
export type TraceExt = Readonly<Record<string, unknown>>;

/** What the writer of an event says of it; see `kinds.ts` for the meaning per kind. */
export interface TraceFields {
  readonly task?: number;
  readonly ch?: number;
  readonly a?: number;
  readonly b?: number;
  readonly x?: number;
  readonly ext?: TraceExt;
  /** Default: the event that the running code was entered for. */
  readonly cause?: EventId;
  readonly enabler?: EventId;
}

/** A recorded event. */
export interface TraceEvent {
  readonly id: EventId;
  /** Virtual time, µs. */
  readonly t: number;
  readonly kind: TraceKind;
  readonly task: number;
  readonly ch: number;
  readonly cause: EventId;
  readonly enabler: EventId;
  readonly a: number;
  readonly b: number;
  readonly x: number;
  readonly ext: TraceExt | null;
}

/**
 * The port through which the runtime says what happened. Levels only decide what is kept: callers of finer levels test
 * `buffers` or `records` first, and never let the answer influence what they do.
 */
export interface Trace {
  /** Events of level 1 are wanted. */
  readonly buffers: boolean;
  /** Events of level 2 are wanted. */
  readonly records: boolean;
  /** Writes an event; its cause is the event of the same or a coarser level that was entered last. */
  emit(kind: TraceKind, fields: TraceFields): EventId;
  /** Makes `id` the cause of what the running code does next. */
  enter(id: EventId): void;
  /** Writes an event and enters it. */
  step(kind: TraceKind, fields: TraceFields): EventId;
  /** The causes in force, to be put back with `resume` when what is stored now continues later. */
  causes(): CauseContext;
  resume(context: CauseContext): void;
  /** Adds to the digest what no event carries at coordination level: a buffer that was sent, snapshot bytes, committed output. */
  digest(a: number, b: number, c: number, d: number, e: number): void;
}

/** The entered event of each level: [coordination, buffers or coarser, records or coarser]. Opaque to the runtime. */
export type CauseContext = readonly [EventId, EventId, EventId];
