/** What a matcher decides about a run of a generated scenario, so that shrinking keeps to the property that failed first. */

import { type Finding, findingsOf } from "../../sim/explore/finding.ts";
import { whyUnfinished } from "../../sim/explore/survivable.ts";
import type { VerifiedRun } from "../../sim/verify.ts";
import { originOf } from "./origin.ts";

/** A run that has to have all of these properties; each finding names one that does not hold. */
export interface Demand {
  /** What was asked for, as the middle of a sentence: "be exactly once". */
  readonly wish: string;
  readonly findings: (run: VerifiedRun) => readonly Finding[];
}

/** `finding: null`: the demand is met, or not met in another way than the one that is being made simpler. */
export interface Verdict {
  readonly finding: Finding | null;
  /** Properties that failed and do not count here. */
  readonly aside: readonly Finding[];
}

/** Judges a run, and remembers the property that failed for the shrinking of its scenario. */
export function judge(run: VerifiedRun, demand: Demand): Verdict {
  const findings = demand.findings(run);
  const origin = originOf(run.scenario);
  if (origin === null || origin.wanted === null) {
    const finding = findings[0] ?? null;
    if (origin !== null && finding !== null) origin.failed = finding.property;
    return { finding, aside: [] };
  }
  const finding = findings.find(({ property }) => property === origin.wanted) ?? null;
  if (finding !== null) origin.failed = finding.property;
  return { finding, aside: findings.filter(({ property }) => property !== origin.wanted) };
}

/** Every effect committed exactly once, the job finished, no rule broken. */
export const EXACTLY_ONCE: Demand = {
  wish: "be exactly once",
  findings(run) {
    const found = findingsOf(run, "EXACTLY_ONCE");
    return found.length > 0 || run.exactlyOnce ? found : FINISHED.findings(run);
  },
};

/** Nothing is lost; something may be there twice. */
export const AT_LEAST_ONCE: Demand = {
  wish: "be at least once",
  findings(run) {
    const [loss] = run.lineage.losses;
    if (loss !== undefined)
      return [
        {
          property: "AT-LEAST-ONCE",
          message: `Something was lost. Record ${loss.offset} of ${loss.split}: ${loss.message}`,
        },
      ];
    const missing = run.outcome.applied
      ? run.outcome.differences.find(({ expected, actual }) => actual < expected)
      : undefined;
    if (missing !== undefined)
      return [
        {
          property: "AT-LEAST-ONCE",
          message: `"${missing.value}" is in the output ${missing.actual} ×, not ${missing.expected} ×.`,
        },
      ];
    return run.status === "FINISHED" ? [] : FINISHED.findings(run);
  },
};

/** The job comes to its end. */
export const FINISHED: Demand = {
  wish: "finish",
  findings: (run) =>
    run.status === "FINISHED" || run.status === "CUT" || isExcused(run)
      ? []
      : [{ property: "LIV-4", message: unfinished(run) }],
};

/** No rule is broken; of these, if any are named. */
export function holdAll(properties: readonly string[] | undefined): Demand {
  return {
    wish: properties === undefined ? "hold all properties" : `hold ${properties.join(", ")}`,
    findings: (run) =>
      findingsOf(run).filter(({ property }) => properties === undefined || properties.includes(property)),
  };
}

/** Faults may be drawn under which nobody promises that a job ends; who writes a scenario means what it says. */
function isExcused({ scenario, status }: VerifiedRun): boolean {
  return status !== "FAILED" && originOf(scenario) !== null && whyUnfinished(scenario) !== null;
}

function unfinished({ status, failure }: VerifiedRun): string {
  return `The job did not finish (${status}): ${failure?.message ?? "nobody said why"}`;
}
