/** The fares of the training, in order and without end; no timestamps, no watermarks. `TaxiFareGenerator`. */
import { BEGINNING, generatedFare } from "./data-generator.ts";
import type { TaxiFare } from "./ride.ts";

/** The fares of rides 1, 2, 3, … */
export function* fareStream(): Generator<TaxiFare, never> {
  for (let id = 1; ; id++) yield generatedFare(id);
}

/** Those that start within `durationMs` from the beginning. `TaxiFareGenerator.runFor`. */
export function faresFor(durationMs: number): TaxiFare[] {
  const fares: TaxiFare[] = [];
  for (const fare of fareStream()) {
    if (fare.startTime >= BEGINNING + durationMs) break;
    fares.push(fare);
  }
  return fares;
}
