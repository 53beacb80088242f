/** The input of the baselines: the same objects for every contestant, made by a small generator of its own. */

/** An event of five fields; `a`, `b` and `c` are only carried along. */
export interface Reading {
  readonly key: number;
  readonly value: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Length of a window, ms of event time. */
export const WINDOW_MS = 1000;
/** Different keys. */
export const KEYS = 1000;
/** Records in a millisecond of event time. */
export const RECORDS_PER_MS = 10;

/** The n-th event of the input. */
export function reading(n: number): Reading {
  let h = Math.imul(n ^ (n >>> 16), 0x45d9f3b);
  h = Math.imul(h ^ (h >>> 16), 0x45d9f3b);
  h = (h ^ (h >>> 16)) >>> 0;
  return { key: h % KEYS, value: (h >>> 10) % 100, a: n, b: h, c: h & 1 };
}

/** Event time of the n-th event, ms; never goes back. */
export function timeOf(n: number): number {
  return Math.floor(n / RECORDS_PER_MS);
}

/** The first `count` events. */
export function readings(count: number): Reading[] {
  const input: Reading[] = [];
  for (let n = 0; n < count; n++) input.push(reading(n));
  return input;
}

/** A hash of (key, window start, sum) results that does not depend on their order, and their number. */
export class ResultChecksum {
  results = 0;
  private sum = 0;

  add(key: number, windowStart: number, sum: number): void {
    let h = Math.imul(key + 1, 0x9e3779b1) ^ Math.imul(windowStart + 1, 0x85ebca6b) ^ Math.imul(sum + 1, 0xc2b2ae35);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    this.sum = (this.sum + (h ^ (h >>> 13))) >>> 0;
    this.results++;
  }

  /** `results:hash`. */
  value(): string {
    return `${this.results}:${this.sum.toString(16).padStart(8, "0")}`;
  }
}
