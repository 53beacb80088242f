/** Runs one scenario of a campaign with every checker beside it, and says what is wrong and what came about. */
import { ImpossibleTarget } from "../faults/impossible-target.ts";
import type { Scenario } from "../scenario.ts";
import type { Host } from "../simulation.ts";
import { createVerifiedSimulation, type VerifiedRun, type VerifyOptions } from "../verify.ts";
import { AtWork } from "./at-work.ts";
import { type Finding, failedOfItself, findingsOf } from "./finding.ts";
import { livenessBoundsOf } from "./liveness-bounds.ts";
import { OwnFailures } from "./own-failures.ts";

/** Events after which a run is given up. */
export const MOST_EVENTS = 500_000;
const EVENTS_AT_ONCE = 20_000;
/** A broken rule is looked for this often, so that the rest of the run is not made. */
const EVENTS_WHEN_SHRINKING = 100;
/** A job whose tasks fail of themselves this often does so again and again: the rest of the run tells nothing. */
const MOST_OWN_FAILURES = 20;

/** One run, looked at from all sides. */
export interface Examination {
  readonly scenario: Scenario;
  /** Null if the simulation itself broke, or was given up. */
  readonly run: VerifiedRun | null;
  readonly findings: readonly Finding[];
  /** The scenario names a target that there is not: it says nothing of the runtime. */
  readonly isImpossible?: true;
}

/** How a run is looked at. */
export interface ExamineOptions extends VerifyOptions {
  /** The run ends as soon as this rule of the trace is broken, or FAIL-1 is; nothing else is said of it then. */
  readonly stopAt?: string;
  /** With `stopAt`: a run in which the rule is not broken after so many events is given up, and owes nothing. Default: none is. */
  readonly giveUpAfterEvents?: number;
  /** Events after which the run is given up. Default `MOST_EVENTS`. */
  readonly mostEvents?: number;
}

/** Never throws: what the simulation throws is a finding. */
export function examine(
  scenario: Scenario,
  host: Host,
  { stopAt, mostEvents = MOST_EVENTS, giveUpAfterEvents = Number.POSITIVE_INFINITY, ...options }: ExamineOptions = {},
): Examination {
  try {
    const ownFailures = new OwnFailures(scenario);
    const atWork = new AtWork();
    const { simulation, violations, result } = createVerifiedSimulation(scenario, host, {
      ...options,
      observers: [ownFailures, atWork, ...(options.observers ?? [])],
      liveness: livenessBoundsOf(scenario),
    });
    let seen = 0;
    const events = stopAt === undefined ? EVENTS_AT_ONCE : EVENTS_WHEN_SHRINKING;
    const mostFailures = stopAt === "FAIL-1" ? 1 : MOST_OWN_FAILURES;
    for (let left = Math.min(mostEvents, giveUpAfterEvents); left > 0; left -= events) {
      atWork.isCounting = giveUpAfterEvents >= mostEvents && left <= EVENTS_AT_ONCE;
      const goesOn = simulation.advance({ events });
      for (; seen < violations.length; seen++) {
        const { property, message } = violations[seen];
        if (property === stopAt) return { scenario, run: result(), findings: [{ property, message }] };
      }
      if (goesOn && ownFailures.first !== null && ownFailures.count >= mostFailures) {
        const broken = violations.slice(0, 1).map(({ property, message }): Finding => ({ property, message }));
        const failed: Finding = { property: "FAIL-1", message: failedOfItself(ownFailures.first) };
        return { scenario, run: result(), findings: [...broken, failed] };
      }
      if (!goesOn) break;
    }
    if (simulation.status === "RUNNING" && giveUpAfterEvents < mostEvents)
      return { scenario, run: null, findings: violations.map(({ property, message }) => ({ property, message })) };
    const run = result();
    const findings = findingsOf(run);
    return { scenario, run, findings: run.status === "RUNNING" ? findings.map(endless(mostEvents, atWork)) : findings };
  } catch (thrown) {
    const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const findings = [{ property: "NO-ERROR", message }];
    return { scenario, run: null, findings, ...(thrown instanceof ImpossibleTarget ? { isImpossible: true } : {}) };
  }
}

/** Says of a job that was given up what kept it running. */
function endless(mostEvents: number, atWork: AtWork): (finding: Finding) => Finding {
  const message = `The job did not come to its end in ${mostEvents.toLocaleString("en-US")} events: ${atWork.sentence}`;
  return (finding) => (finding.property === "LIV-4" ? { ...finding, message } : finding);
}
