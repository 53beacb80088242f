/** Finds the simplest scenario under which the same property does not hold. */
import type { Scenario } from "../../scenario.ts";
import type { Host } from "../../simulation.ts";
import { type Examination, examine } from "../examine.ts";
import type { Finding } from "../finding.ts";
import { anchoredFaults } from "./anchored-faults.ts";
import { cutAtViolation } from "./cut-at-violation.ts";
import { dropUnfiredFaults, fewerFaults } from "./fewer-faults.ts";
import { fewerRecords } from "./fewer-records.ts";
import { oneFault } from "./one-fault.ts";
import { plainSettings } from "./plain-settings.ts";
import type { Reduction } from "./reduction.ts";
import { simplerFaults } from "./simpler-faults.ts";
import { smallerCluster } from "./smaller-cluster.ts";
import { smallerJob } from "./smaller-job.ts";
import { usualLatencies } from "./usual-latencies.ts";

/** All reductions, in the order in which they are tried. */
export const REDUCTIONS: readonly Reduction[] = [
  dropUnfiredFaults,
  fewerFaults,
  oneFault,
  smallerJob,
  fewerRecords,
  smallerCluster,
  plainSettings,
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

/** @param failed a run in which `property` did not hold */
export function shrink(
  failed: Examination,
  property: string,
  base: Scenario,
  host: Host,
  { mostRuns = 1000, isOver = () => false }: ShrinkOptions = {},
): Shrunk {
  let best = failed;
  let runs = 0;
  let steps = 0;
  const aside = new Map<string, Scenario>();
  const mayGoOn = () => runs < mostRuns && !isOver();

  /** Tries one reduction until it helps no more; tells whether it did. */
  function reduce(reduction: Reduction): boolean {
    let helped = false;
    for (let again = true; again; ) {
      again = false;
      for (const candidate of reduction.candidates(best.scenario, { examination: best, base, property })) {
        if (!mayGoOn()) return helped;
        runs++;
        const tried = examine(candidate, host, { stopAt: property });
        if (tried.isImpossible) continue;
        for (const finding of tried.findings) if (finding.property !== property) keep(finding, candidate);
        if (!tried.findings.some((finding) => finding.property === property)) continue;
        best = tried;
        steps++;
        helped = again = true;
        break;
      }
    }
    return helped;
  }

  function keep({ property: other }: Finding, scenario: Scenario): void {
    const isKnown = failed.findings.some((finding) => finding.property === other);
    if (!isKnown && !aside.has(other)) aside.set(other, scenario);
  }

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
