/** Says of a plan whether a session may end just where another one begins. */
import type { Item, JobPlan, JobStep } from "./job-plan.ts";

/** Steps whose records keep the times of those that they are made of. */
const KEEPS_TIMES: ReadonlySet<JobStep["op"]> = new Set([
  "map",
  "filter",
  "flat-map",
  "side",
  "rebalance",
  "rescale",
  "shuffle",
  "global",
  "union",
  "ticker",
]);

/**
 * Two records of a key exactly one gap apart make one session if the second is there before the watermark ends the first,
 * and two if it is not: windows that touch are merged, but such a record is on time in both cases. Flink leaves that to
 * chance. Records whose times are not those of the input, as results of windows, may lie so.
 */
export function mayHaveTouchingSessions({ steps }: JobPlan, items: readonly Item[]): boolean {
  return steps.some(
    (step) =>
      step.op === "window" &&
      step.shape === "session" &&
      (!hasTimesOfInput(steps, step.from) || hasDistance(items, step.sizeMs)),
  );
}

function hasTimesOfInput(steps: readonly JobStep[], at: number): boolean {
  const step = steps[at];
  if (step.op === "source") return true;
  if (!KEEPS_TIMES.has(step.op)) return false;
  return hasTimesOfInput(steps, step.from) && (step.op !== "union" || hasTimesOfInput(steps, step.with));
}

/** Two records of one key are this far apart, ms. */
function hasDistance(items: readonly Item[], distanceMs: number): boolean {
  const seen = new Set(items.map(({ key, at }) => `${key} ${at}`));
  return items.some(({ key, at }) => seen.has(`${key} ${at + distanceMs}`));
}
