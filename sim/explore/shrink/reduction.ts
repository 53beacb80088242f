/** A way to make a failing scenario simpler. */
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

/** Gives simpler scenarios, the greatest simplification first; lazily, since most are never tried. */
export interface Reduction {
  readonly name: string;
  candidates(scenario: Scenario, context: ReductionContext): Iterable<Scenario>;
}

/**
 * A list without parts of it: without everything, without halves, quarters, … single entries. What stays keeps its order
 * (delta debugging, Zeller 2002).
 */
export function* withoutParts<T>(list: readonly T[]): Iterable<readonly T[]> {
  for (let size = list.length; size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from < list.length; from += size) yield [...list.slice(0, from), ...list.slice(from + size)];
}
