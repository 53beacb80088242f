/** Finds the simplest scenario under which the same property does not hold. */
import type { Scenario } from "../../scenario.ts";
import type { Host } from "../../simulation.ts";
import { type Examination, examine, MOST_EVENTS } from "../examine.ts";
import type { Finding } from "../finding.ts";
import { anchoredFaults } from "./anchored-faults.ts";
import { cutAtViolation } from "./cut-at-violation.ts";
import { dropUnfiredFaults, fewerFaults } from "./fewer-faults.ts";
import { fewerRecords } from "./fewer-records.ts";
import { lastFaults } from "./last-faults.ts";
import { oneFault } from "./one-fault.ts";
import { plainSettings } from "./plain-settings.ts";
import type { Reduction } from "./reduction.ts";
import { simplerFaults } from "./simpler-faults.ts";
import { smallerCluster } from "./smaller-cluster.ts";
import { smallerJob } from "./smaller-job.ts";
import { Tried } from "./tried.ts";
import { usualLatencies } from "./usual-latencies.ts";

/** All reductions, in the order in which they are tried. */
export const REDUCTIONS: readonly Reduction[] = [
  dropUnfiredFaults,
  lastFaults,
  smallerJob,
  fewerFaults,
  fewerRecords,
  smallerCluster,
  plainSettings,
  oneFault,
  simplerFaults,
  usualLatencies,
  anchoredFaults,
];

/** Bounds of a search for the simplest scenario. */
export interface ShrinkOptions {
  /** Runs at the most. Default 1,000. */
  readonly mostRuns?: number;
  /** Asked before each run; true ends the search with what has been found. */
  readonly isOver?: () => boolean;
  /** Looks at a candidate. Default: a run with every checker beside it. */
  readonly look?: (candidate: Scenario) => Examination;
}

/** The simplest scenario that was found. */
export interface Shrunk {
  readonly examination: Examination;
  readonly finding: Finding;
  /** Runs that were made, and those of them that were simpler and failed. */
  readonly runs: number;
  readonly steps: number;
  /** Other properties that did not hold on the way, each with the first scenario that showed it. */
  readonly aside: ReadonlyMap<string, Scenario>;
}

/** A simpler scenario that needs far more events than this one for the same violation is not simpler to look at. */
const TIMES_AS_MANY_EVENTS = 3;
const LEAST_EVENTS = 1000;

/** Of a candidate, once a run ends at the violation; what is seen at the end of a run may take as long as it does. */
function mostEventsBeside({ run }: Examination, property: string): number {
  const isCut = run !== null && run.status === "RUNNING" && run.brokenAtMicros.has(property);
  return isCut ? LEAST_EVENTS + TIMES_AS_MANY_EVENTS * run.events : MOST_EVENTS;
}

/** @param failed a run in which `property` did not hold */
export function shrink(
  failed: Examination,
  property: string,
  base: Scenario,
  host: Host,
  { mostRuns = 1000, isOver = () => false, look }: ShrinkOptions = {},
): Shrunk {
  let best = failed;
  let runs = 0;
  let steps = 0;
  const aside = new Map<string, Scenario>();
  const triedBefore = new Tried();
  const mayGoOn = () => runs < mostRuns && !isOver();

  /** Tries one reduction until it helps no more; tells whether it did. */
  function reduce(reduction: Reduction): boolean {
    let helped = false;
    for (let again = true; again; ) {
      again = false;
      const candidates = reduction.candidates(best.scenario, { examination: best, base, property });
      for (let next = candidates.next(); next.done !== true; ) {
        if (!mayGoOn()) return helped;
        const failed = triedBefore.add(next.value) && failsAgain(next.value);
        if (failed) {
          steps++;
          helped = true;
          again = reduction.goesOn !== true;
          if (again) break;
        }
        next = candidates.next(failed);
      }
    }
    return helped;
  }

  /** Runs a scenario; one in which the same property does not hold is the best so far. */
  function failsAgain(candidate: Scenario): boolean {
    runs++;
    const tried =
      look?.(candidate) ??
      examine(candidate, host, { stopAt: property, giveUpAfterEvents: mostEventsBeside(best, property) });
    if (tried.isImpossible) return false;
    for (const finding of tried.findings) if (finding.property !== property) keep(finding, candidate);
    if (!tried.findings.some((finding) => finding.property === property)) return false;
    best = tried;
    return true;
  }

  function keep({ property: other }: Finding, scenario: Scenario): void {
    const isKnown = failed.findings.some((finding) => finding.property === other);
    if (!isKnown && !aside.has(other)) aside.set(other, scenario);
  }

  triedBefore.add(failed.scenario);
  let helped = true;
  while (helped && mayGoOn()) {
    helped = false;
    for (const reduction of REDUCTIONS) if (reduce(reduction)) helped = true;
  }
  reduce(cutAtViolation);
  const finding = best.findings.find((one) => one.property === property);
  if (finding === undefined) throw new Error(`The property ${property} holds in the run that is to be shrunk.`);
  return { examination: best, finding, runs, steps, aside };
}
