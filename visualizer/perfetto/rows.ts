/** Gathers the rows of one moment, so that slices which begin together come out nested. */
import type { ChromeArgs, Place, TimedRow } from "./chrome-event.ts";

/** Shortest slice: an arrow binds to a slice that lasts, µs. */
const SHORTEST = 1;

/** Rows in order of time; all times are whole µs. */
export class Rows {
  #moment: TimedRow[] = [];
  /** Until when slices cover a thread, µs. */
  readonly #covered = new Map<number, number>();

  add(row: TimedRow): void {
    this.#moment.push(row);
  }

  /** Work that was charged so many µs, perhaps none. */
  slice({ pid, tid }: Place, ts: number, dur: number, cat: string, name: string, args: ChromeArgs): void {
    this.add({ ph: "X", pid, tid, ts, dur, cat, name, args });
    this.#cover(tid, ts + Math.max(SHORTEST, dur));
  }

  /** Makes sure that something encloses this moment: what happens outside of all charged work is given a short slice. */
  enclose({ pid, tid }: Place, ts: number, cat: string, name: string): void {
    if ((this.#covered.get(tid) ?? 0) > ts) return;
    this.add({ ph: "X", pid, tid, ts, dur: SHORTEST, cat, name });
    this.#cover(tid, ts + SHORTEST);
  }

  /** The rows since the last call, which have all the same time. */
  take(): readonly TimedRow[] {
    const rows = this.#moment;
    this.#moment = [];
    lengthen(rows);
    return nested(rows);
  }

  #cover(tid: number, until: number): void {
    this.#covered.set(tid, Math.max(until, this.#covered.get(tid) ?? 0));
  }
}

/** Work without a charge lasts the shortest time, unless more work of its thread begins in the same µs. */
function lengthen(rows: readonly TimedRow[]): void {
  const later = new Map<number, number>();
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row.ph !== "X") continue;
    const longest = later.get(row.tid) ?? 0;
    if (row.dur < SHORTEST && longest <= SHORTEST) row.dur = SHORTEST;
    later.set(row.tid, Math.max(longest, row.dur));
  }
}

/** Of the slices of a thread that begin in the same µs, the longer ones come before the short ones that they enclose. */
function nested(rows: readonly TimedRow[]): readonly TimedRow[] {
  const sorted: TimedRow[] = [];
  for (const row of rows) {
    const inner =
      row.ph === "X"
        ? sorted.findIndex((one) => one.ph === "X" && one.tid === row.tid && one.dur > 0 && one.dur < row.dur)
        : -1;
    if (inner < 0) sorted.push(row);
    else sorted.splice(inner, 0, row);
  }
  return sorted;
}
