/** Rounds of a case and of its baselines, interleaved in one process, and what they come to. */
import { performance } from "node:perf_hooks";

/** One contestant: does its work once and gives a text that says what came out, equal for all contestants of a case. */
export interface Contestant {
  readonly name: string;
  /** How often it runs in a round; its time is divided by that. Short ones run often, so that the clock can see them. */
  readonly repetitions: number;
  /** The timed work. */
  run(): unknown;
  /** What the work gave, in comparable form; not timed. */
  resultOf(value: unknown): string;
}

/** Times of a contestant, ns a run, one per round. */
export interface Times {
  readonly name: string;
  readonly nanos: readonly number[];
  readonly medianNs: number;
  /** Distance of the quartiles over the median. */
  readonly spread: number;
}

const NANOS_PER_MS = 1e6;

/** The middle of the numbers. */
export function median(numbers: readonly number[]): number {
  return quantile(numbers, 0.5);
}

function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = Math.floor(at);
  return sorted[low] + (sorted[Math.ceil(at)] - sorted[low]) * (at - low);
}

/**
 * Runs all contestants once per round, each round beginning with another one; every result is compared with the first.
 * @param warmups rounds that are checked but not counted
 */
export function race(contestants: readonly Contestant[], rounds: number, warmups: number): Times[] {
  const nanos: number[][] = contestants.map(() => []);
  let expected: string | null = null;
  for (let round = -warmups; round < rounds; round++) {
    for (let k = 0; k < contestants.length; k++) {
      const index = (k + round + warmups) % contestants.length;
      const contestant = contestants[index];
      const began = performance.now();
      let value: unknown;
      for (let i = 0; i < contestant.repetitions; i++) value = contestant.run();
      const took = performance.now() - began;
      const result = contestant.resultOf(value);
      expected ??= result;
      if (result !== expected) throw new Error(`${contestant.name} came to ${result}, others to ${expected}.`);
      if (round >= 0) nanos[index].push((took * NANOS_PER_MS) / contestant.repetitions);
    }
  }
  return contestants.map(({ name }, i) => timesOf(name, nanos[i]));
}

/** What measured times come to. */
export function timesOf(name: string, nanos: readonly number[]): Times {
  const medianNs = median(nanos);
  const spread = (quantile(nanos, 0.75) - quantile(nanos, 0.25)) / medianNs;
  return { name, nanos, medianNs, spread };
}

/** One line of the report. */
export interface CaseReport {
  readonly name: string;
  /** ns per unit. */
  readonly medianNs: number;
  /** What one run of `medianNs` is: a record, a run, an event. */
  readonly unit: string;
  /** (75th − 25th percentile) / median over the rounds. */
  readonly spread: number;
  /** What it is measured against, in the same run. */
  readonly baseline: { readonly name: string; readonly medianNs: number; readonly spread: number };
  /** `medianNs` over that of the baseline. */
  readonly ratio: number;
  /** What the ratio should not exceed. */
  readonly limit: number;
  /** Further figures of this case. */
  readonly more: Readonly<Record<string, number | string>>;
}

/** A figure with as many digits as its spread deserves. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
