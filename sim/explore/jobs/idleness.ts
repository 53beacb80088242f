/** Draws how soon the sources of a plan count as idle, and says what that does to its output. */
import { type Dice, oneIn, pick } from "../dice.ts";
import type { JobPlan, JobStep } from "./job-plan.ts";

/** One in so many plans has sources that may be idle. */
const IDLE_ONE_IN = 3;
/** ms; gaps of generated records are longer than some and shorter than others. */
const IDLE_MS = [1, 10, 100, 500, 3000] as const;

/** The plan, perhaps with an idleness timeout at some of its sources. */
export function withIdleness(plan: JobPlan, dice: Dice): JobPlan {
  if (!oneIn(dice, IDLE_ONE_IN)) return plan;
  const steps = plan.steps.map(
    (step): JobStep => (step.op === "source" && !oneIn(dice, 4) ? { ...step, idleMs: pick(dice, IDLE_MS) } : step),
  );
  return { steps };
}

/**
 * Records of an idle source come behind the watermark of the others, so that the output depends on when they come. A window
 * says so of each record that it drops; timers of a process function do not.
 */
export function mayMissRecords({ steps }: JobPlan): boolean {
  return (
    steps.some((step) => step.op === "source" && step.idleMs !== undefined) &&
    steps.some((step) => step.op === "collect" || (step.op === "meet" && step.how === "co-process"))
  );
}
