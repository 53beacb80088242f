/** Rows of Chrome's Trace Event format, which Perfetto's page reads, as far as they are used here. Times are virtual µs. */

/** Payload of a row: plain data. */
export type ChromeArgs = Readonly<Record<string, unknown>>;

/** What a row belongs to: a process and one of its threads. */
export interface Place {
  readonly pid: number;
  readonly tid: number;
}

/** A name or a position; has no time. */
export interface MetadataRow extends Place {
  readonly ph: "M";
  readonly name: "process_name" | "process_sort_index" | "thread_name" | "thread_sort_index";
  readonly args: ChromeArgs;
}

/** A stretch of a thread's time; those of a thread nest. */
export interface SliceRow extends Place {
  readonly ph: "X";
  readonly ts: number;
  dur: number;
  readonly cat: string;
  readonly name: string;
  readonly args?: ChromeArgs;
}

/** Begin or end of something that may overlap what its thread does. */
export interface SpanRow extends Place {
  readonly ph: "b" | "e";
  readonly ts: number;
  readonly cat: string;
  readonly name: string;
  readonly id: string;
  readonly args?: ChromeArgs;
}

/** An arrow: starts in a slice, and finishes in the slice that encloses it (`bp: "e"`). */
export interface FlowRow extends Place {
  readonly ph: "s" | "f";
  readonly bp?: "e";
  readonly ts: number;
  readonly cat: string;
  readonly name: string;
  readonly id: string;
}

/** A value of a process from here on. */
export interface CounterRow extends Place {
  readonly ph: "C";
  readonly ts: number;
  readonly name: string;
  readonly args: Readonly<Record<string, number>>;
}

/** A moment, of a thread (`t`), a process (`p`) or the run (`g`). */
export interface InstantRow extends Place {
  readonly ph: "i";
  readonly s: "t" | "p" | "g";
  readonly ts: number;
  readonly cat: string;
  readonly name: string;
  readonly args?: ChromeArgs;
}

/** A row with a time. */
export type TimedRow = SliceRow | SpanRow | FlowRow | CounterRow | InstantRow;

/** Any row. */
export type ChromeEvent = MetadataRow | TimedRow;
