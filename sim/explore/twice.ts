/** Runs a scenario again and compares: what differs comes from outside of it, mostly from module-level state of a job. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { Scenario } from "../scenario.ts";
import { type Host, simulate } from "../simulation.ts";

/** Two runs of one scenario that are not the same. */
export interface Difference {
  /** Digests of the first run and of its repetition. */
  readonly digests: readonly [string, string];
  /** The first events that differ, null where a run has none; null: found in the digests only. */
  readonly events: readonly [TraceEvent | null, TraceEvent | null] | null;
}

/** @param digest of the first run */
export function twice(scenario: Scenario, host: Host, digest: string): Difference | null {
  const again = simulate(scenario, host, { store: -1 });
  if (again.digest === digest) return null;
  const [first, second] = [simulate(scenario, host, { level: 2 }), simulate(scenario, host, { level: 2 })];
  return { digests: [digest, again.digest], events: firstDifference(first.trace, second.trace) };
}

function firstDifference(
  first: readonly TraceEvent[],
  second: readonly TraceEvent[],
): readonly [TraceEvent | null, TraceEvent | null] | null {
  const most = Math.max(first.length, second.length);
  for (let i = 0; i < most; i++) {
    const [a, b] = [first[i] ?? null, second[i] ?? null];
    if (JSON.stringify(a) !== JSON.stringify(b)) return [a, b];
  }
  return null;
}
