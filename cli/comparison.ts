/** Compares a run with the trace of an earlier one while it goes on: the first event that differs, or where digests part. */

import { Names } from "../sim/narrate/names.ts";
import { CHAIN_INTERVAL } from "../sim/trace/digest.ts";
import { eventLine, type TraceHeader } from "../sim/trace/jsonl.ts";
import type { TraceObserver } from "../sim/trace/recorder.ts";
import type { TraceEvent } from "../src/trace/trace.ts";

/** The first place where two runs differ; one of them may have ended before the other. */
export interface Difference {
  /** Events before it that are the same. */
  readonly same: number;
  readonly was: TraceEvent | null;
  readonly is: TraceEvent | null;
}

/** Coordination events, counted from 1, among which two runs differ first. Virtual times of the new run, µs. */
export interface DigestWindow {
  readonly from: number;
  readonly to: number;
  readonly fromMicros: number;
  readonly toMicros: number;
}

/** Collects what a run does; compares it when asked, so that reading the file does not fall into the simulation. */
export class Comparison implements TraceObserver {
  /** Names in the run, for sentences. */
  readonly names = new Names();
  readonly #header: TraceHeader;
  readonly #earlier: Iterator<{ readonly event: TraceEvent }>;
  #pending: TraceEvent[] = [];
  #same = 0;
  #difference: Difference | null = null;
  /** When each 1,024th coordination event was. */
  readonly #times: number[] = [0];
  #coordination = 0;
  #lastAt = 0;

  constructor(header: TraceHeader, earlier: Iterator<{ readonly event: TraceEvent }>) {
    this.#header = header;
    this.#earlier = earlier;
  }

  /** Events that were the same so far. */
  get same(): number {
    return this.#same;
  }

  on(event: TraceEvent): void {
    const level = event.id & 3;
    if (level === 0) {
      this.#lastAt = event.t;
      if (++this.#coordination % CHAIN_INTERVAL === 0) this.#times.push(event.t);
    }
    if (level <= this.#header.level) this.#pending.push(event);
  }

  /** The first difference among what has happened so far. */
  difference(): Difference | null {
    for (const is of this.#pending) {
      if (this.#difference !== null) break;
      this.names.learn(is);
      const next = this.#earlier.next();
      const was = next.done === true ? null : next.value.event;
      if (was !== null && eventLine(was) === eventLine(is)) this.#same++;
      else this.#difference = { same: this.#same, was, is };
    }
    this.#pending = [];
    return this.#difference;
  }

  /** At the end of the run: also what the earlier one had more. */
  lastDifference(): Difference | null {
    const found = this.difference();
    const next = found === null ? this.#earlier.next() : null;
    return next === null || next.done === true ? found : { same: this.#same, was: next.value.event, is: null };
  }

  /** Where the chains of digests part; null if the file has no chain. */
  window(chain: readonly string[]): DigestWindow | null {
    const before = this.#header.chain;
    if (before === undefined) return null;
    let at = 0;
    while (at < chain.length && at < before.length && chain[at] === before[at]) at++;
    const to = at < chain.length ? (at + 1) * CHAIN_INTERVAL : this.#coordination;
    const toMicros = this.#times[at + 1] ?? this.#lastAt;
    return { from: at * CHAIN_INTERVAL + 1, to, fromMicros: this.#times[at] ?? this.#lastAt, toMicros };
  }
}
