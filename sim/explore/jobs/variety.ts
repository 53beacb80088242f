/** Draws other windows and other meetings of two streams into a plan, with dice of its own. */
import { type Dice, oneIn, pick } from "../dice.ts";
import type { JobPlan, JobStep } from "./job-plan.ts";

/** ms; joins of long intervals would make too many pairs. */
const MEETING_MS = [1, 20, 100] as const;

/** The plan with some tumbling windows sliding or sessions, and one of its unions perhaps a join. */
export function withVariety(plan: JobPlan, dice: Dice): JobPlan {
  let joins = 0;
  const steps = plan.steps.map((step): JobStep => {
    if (step.op === "window" && !oneIn(dice, 3)) return { ...step, shape: pick(dice, ["sliding", "session"] as const) };
    if (step.op !== "union" || joins > 0 || oneIn(dice, 2)) return step;
    joins++;
    const how = pick(dice, ["interval-join", "join", "co-group", "co-process"] as const);
    return { op: "meet", from: step.from, with: step.with, how, sizeMs: pick(dice, MEETING_MS) };
  });
  return { steps };
}
