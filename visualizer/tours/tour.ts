/** A tour is data: a scenario and moments of it with a text each. */
import type { TraceKind } from "../../src/trace/kinds.ts";
import type { Tab } from "../page/page-state.ts";

/** Which event a stop waits for: the n-th of a kind, of one checkpoint or vertex if named. */
export interface Moment {
  readonly kind: TraceKind;
  /** From 1. */
  readonly n: number;
  /** Fields that the event has to have. */
  readonly where?: { readonly a?: number; readonly b?: number; readonly ch?: number; readonly subtask?: number };
}

/** A stop of a tour. */
export interface Stop {
  /** The run goes on until this has happened; absent: it stays where it is. Files that were dropped hold `atMicros`. */
  readonly until?: Moment;
  readonly atMicros?: number;
  readonly tab: Tab;
  /** What the text speaks of, selected: by position of the vertex in the flow. */
  readonly select?: { readonly vertex: number; readonly subtask: number } | { readonly checkpoint: number };
  /** At most 45 words, one idea; both languages. */
  readonly text: { readonly en: string; readonly zh: string };
}

/** A guided run. */
export interface Tour {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  /** Name of a scenario of the page. */
  readonly scenario: string;
  /** Faults beside the scenario's own. */
  readonly faults?: readonly string[];
  readonly stops: readonly Stop[];
}
