/** Runs one scenario of a campaign with every checker beside it, and says what is wrong and what came about. */
import { ImpossibleTarget } from "../faults/impossible-target.ts";
import type { Scenario } from "../scenario.ts";
import type { Host } from "../simulation.ts";
import { createVerifiedSimulation, type VerifiedRun, type VerifyOptions } from "../verify.ts";
import { type Finding, findingsOf } from "./finding.ts";
import { livenessBoundsOf } from "./liveness-bounds.ts";

/** Events after which a run is given up. */
export const MOST_EVENTS = 500_000;
const EVENTS_AT_ONCE = 20_000;
/** A broken rule is looked for this often, so that the rest of the run is not made. */
const EVENTS_WHEN_SHRINKING = 100;

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
  /** The run ends as soon as this rule of the trace is broken; nothing else is said of it then. */
  readonly stopAt?: string;
  /** With `stopAt`: a run in which the rule is not broken after so many events is given up, and owes nothing. Default: none is. */
  readonly mostEvents?: number;
}

/** Never throws: what the simulation throws is a finding. */
export function examine(
  scenario: Scenario,
  host: Host,
  { stopAt, mostEvents = MOST_EVENTS, ...options }: ExamineOptions = {},
): Examination {
  try {
    const { simulation, violations, result } = createVerifiedSimulation(scenario, host, {
      ...options,
      liveness: livenessBoundsOf(scenario),
    });
    let seen = 0;
    const events = stopAt === undefined ? EVENTS_AT_ONCE : EVENTS_WHEN_SHRINKING;
    for (let left = Math.min(mostEvents, MOST_EVENTS); left > 0; left -= events) {
      const goesOn = simulation.advance({ events });
      for (; seen < violations.length; seen++) {
        const { property, message } = violations[seen];
        if (property === stopAt) return { scenario, run: result(), findings: [{ property, message }] };
      }
      if (!goesOn) break;
    }
    if (simulation.status === "RUNNING" && mostEvents < MOST_EVENTS)
      return { scenario, run: null, findings: violations.map(({ property, message }) => ({ property, message })) };
    const run = result();
    return { scenario, run, findings: findingsOf(run) };
  } catch (thrown) {
    const message = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const findings = [{ property: "NO-ERROR", message }];
    return { scenario, run: null, findings, ...(thrown instanceof ImpossibleTarget ? { isImpossible: true } : {}) };
  }
}
