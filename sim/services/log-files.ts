/** What logs hold, line by line, and which lines a reader sees. */
import type { EventId, Trace } from "../../src/trace/trace.ts";

/** Records that were written to a log in one go, and what became of them. */
export interface LogBatch {
  readonly log: string;
  /** Offset of the first record. */
  readonly first: number;
  readonly records: readonly string[];
  state: "pending" | "committed" | "aborted";
}

/** A log: its batches in order of offset. */
export class LogFile {
  readonly batches: LogBatch[] = [];
  length = 0;

  append(log: string, records: readonly string[], state: LogBatch["state"]): LogBatch {
    const batch: LogBatch = { log, first: this.length, records, state };
    this.batches.push(batch);
    this.length += records.length;
    return batch;
  }
}

/** All logs that readers know by name, whichever service writes to them. */
export class LogFiles {
  readonly #files = new Map<string, LogFile>();

  /** The log with this name, which begins empty. */
  of(log: string): LogFile {
    let file = this.#files.get(log);
    if (file === undefined) {
      file = new LogFile();
      this.#files.set(log, file);
    }
    return file;
  }

  /** Names of the logs that were written to. */
  get names(): string[] {
    return [...this.#files.keys()].sort();
  }

  /** What a reader of committed (`read_committed`) or all data sees, in order of offset. */
  read(log: string, isolation: "committed" | "uncommitted"): string[] {
    const batches = this.#files.get(log)?.batches ?? [];
    return batches
      .filter(({ state }) => (isolation === "committed" ? state === "committed" : state !== "aborted"))
      .flatMap(({ records }) => records);
  }
}

/** Committed content belongs to the digest: two hashes over all characters of a batch, a line's end among them. */
export function digestLines(trace: Trace, records: readonly string[], first: number): void {
  let h1 = 0;
  let h2 = 0;
  for (let r = 0; r < records.length; r++) {
    const line = records[r];
    for (let i = 0; i < line.length; i++) h1 = (Math.imul(h1, 31) + line.charCodeAt(i)) | 0;
    h1 = (Math.imul(h1, 31) + 10) | 0;
    h2 = (Math.imul(h2, 0x01000193) ^ (h1 + line.length)) | 0;
  }
  trace.digest(2, first, records.length, h1, h2);
}

/** Records in all of these. */
export function countOf(batches: readonly LogBatch[]): number {
  return batches.reduce((sum, { records }) => sum + records.length, 0);
}

/** The cause of a line, if its writer has told it. */
export function causeOf(cause: EventId | undefined): { cause?: EventId } {
  return cause === undefined ? {} : { cause };
}
