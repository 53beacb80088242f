import type { VerifiedRun } from "../sim/verify.ts";
import type { Moment, RunStory } from "./story.ts";

/** A moment and how many checkpoints had completed by then. */
export interface TimelineLine extends Moment {
  readonly checkpoints: number;
}

/** The run in at most so many lines (4 or more). */
export function timelineOf(run: VerifiedRun, story: RunStory, most: number): TimelineLine[] {
  const moments: Moment[] = [...story.moments];
  if (story.runningAt !== null) moments.push({ at: story.runningAt, text: "all tasks run" });
  for (const { caughtUpAt, replayed } of story.incidents)
    if (caughtUpAt !== null)
      moments.push({ at: caughtUpAt, text: `caught up: ${replayed.toLocaleString("en-US")} records replayed` });
  if (run.status === "LIMIT") moments.push({ at: run.virtualMs * 1000, text: "virtual time is up" });
  if (run.status === "CUT") moments.push({ at: run.virtualMs * 1000, text: "the scenario is cut" });
  moments.sort((a, b) => a.at - b.at);
  const shown = moments.length <= most ? moments : shortened(moments, most);
  return shown.map((moment) => ({
    ...moment,
    checkpoints: story.completedAt.filter((at) => at <= moment.at).length,
  }));
}

function shortened(moments: readonly Moment[], most: number): Moment[] {
  const head = moments.slice(0, most - 3);
  const tail = moments.slice(-2);
  const left = moments.length - head.length - tail.length;
  return [...head, { at: moments[head.length].at, text: `(and ${left} more moments like this)` }, ...tail];
}
