import type { EventId } from "../../../src/trace/trace.ts";

/** A result that became visible twice, or was made from a record that was counted twice. */
export interface Duplicate {
  /** Virtual time at which it showed, µs. */
  readonly atMicros: number;
  readonly log: string;
  readonly message: string;
  readonly witnesses: readonly EventId[];
}

/** A source record whose effect is missing. */
export interface Loss {
  readonly split: string;
  readonly offset: number;
  readonly message: string;
  readonly witnesses: readonly EventId[];
}

/** Whether each source record took effect exactly once. */
export interface LineageVerdict {
  readonly applied: true;
  readonly held: boolean;
  /** The job finished. Losses are looked for only then: before, nothing is late. */
  readonly finished: boolean;
  /** Different source records. */
  readonly sources: number;
  /** Visible records per log. */
  readonly committed: Readonly<Record<string, number>>;
  readonly duplicates: readonly Duplicate[];
  readonly losses: readonly Loss[];
  /** Times that a source emitted a record again. */
  readonly replayed: number;
  /** Visible records whose origin the trace does not tell; they were not judged. */
  readonly untraced: number;
}
