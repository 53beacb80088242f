import { barrierWave } from "./barrier-wave.ts";
import { slowestInput } from "./slowest-input.ts";
import type { Tour } from "./tour.ts";
import { twoPhaseCommit } from "./two-phase-commit.ts";

/** The tours that come with the page, in the order in which they may be taken. */
export const TOURS: readonly Tour[] = [slowestInput, barrierWave, twoPhaseCommit];
