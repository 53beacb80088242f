import { START_EPOCH_MS } from "tidemark/sim";
import { directGlobals } from "../../sim/globals/user-globals.ts";
import { withGlobals } from "../../sim/globals/virtual-globals.ts";
import { KeyedEntropy } from "../../sim/kernel/entropy.ts";

/**
 * Runs a learner's code with a `Date` that stands still and a `Math.random` that is the same every time, as a run on the
 * simulated cluster has them: a case on the operators alone gives the same verdict whenever it is tried.
 *
 * @param clockMs what the clock shows, ms after the start of every run
 */
export function atTime<T>(clockMs: number, body: () => T): T {
  return withGlobals(directGlobals(new KeyedEntropy(0), START_EPOCH_MS + clockMs), body);
}
