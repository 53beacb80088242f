/** A way to make a failing scenario simpler. */
import type { TraceKind } from "../../../src/trace/kinds.ts";
import type { Scenario } from "../../scenario.ts";
import type { Examination } from "../examine.ts";

/** What reductions know beside the scenario. */
export interface ReductionContext {
  /** The last run of the scenario that failed. */
  readonly examination: Examination;
  /** What generated scenarios start from; settings go back to its. */
  readonly base: Scenario;
  /** The property that has to fail again; null: nobody said. */
  readonly property: string | null;
}

/** What a reduction tries next; it is told whether the last scenario failed again (undefined: it did not). */
export type Candidates<T = Scenario> = Generator<T, void, boolean | undefined>;

/** Gives simpler scenarios, the greatest simplification first; lazily, since most are never tried. */
export interface Reduction {
  readonly name: string;
  /** It goes on from a scenario that failed again; others are asked anew then. */
  readonly goesOn?: true;
  candidates(scenario: Scenario, context: ReductionContext): Candidates;
}

/** Steps at which a protocol is half done. */
export const CRITICAL_STEPS: readonly TraceKind[] = [
  "txn.pre",
  "cp.complete",
  "cp.notify",
  "cp.sync",
  "cp.ack",
  "txn.commit",
  "restore.begin",
];

/**
 * A list without parts of it: without everything, without halves, quarters, … single entries. What stays keeps its order
 * (delta debugging, Zeller 2002). It goes on from a shorter list that failed again.
 */
export function* withoutParts<T>(list: readonly T[]): Candidates<readonly T[]> {
  let left = list;
  for (let size = list.length; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < left.length; ) {
      const shorter: readonly T[] = [...left.slice(0, from), ...left.slice(from + size)];
      // That nothing is enough was asked first.
      const isKnown = shorter.length === 0 && size < list.length;
      if (!isKnown && (yield shorter) === true) left = shorter;
      else from += size;
    }
}

/** The same as scenarios; gives the last that failed again, null if none did. */
export function* asScenarios<T>(
  candidates: Candidates<T>,
  scenarioOf: (value: T) => Scenario,
): Generator<Scenario, Scenario | null, boolean | undefined> {
  let last: Scenario | null = null;
  for (let next = candidates.next(); next.done !== true; ) {
    const scenario = scenarioOf(next.value);
    const failed = yield scenario;
    if (failed === true) last = scenario;
    next = candidates.next(failed);
  }
  return last;
}
