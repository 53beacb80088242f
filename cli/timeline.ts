import type { VerifiedRun } from "../sim/verify.ts";
import type { Moment, RunStory } from "./story.ts";

const MAX_MOMENTS = 12;

/** The run in a dozen lines: checkpoints between two moments become one line. */
export function compactTimeline(run: VerifiedRun, story: RunStory): Moment[] {
  const moments: Moment[] = [...story.moments];
  if (story.runningAt !== null) moments.push({ at: story.runningAt, text: "all tasks run" });
  for (const { caughtUpAt, replayed } of story.incidents)
    if (caughtUpAt !== null)
      moments.push({ at: caughtUpAt, text: `caught up, ${replayed.toLocaleString("en-US")} records replayed` });
  if (run.status === "LIMIT") moments.push({ at: run.virtualMs * 1000, text: "virtual time is up" });
  moments.sort((a, b) => a.at - b.at);
  const shown = moments.length <= MAX_MOMENTS ? moments : shortened(moments);
  const lines: Moment[] = [];
  let from = 0;
  for (const moment of shown) {
    const line = checkpoints(story, from, moment.at);
    if (line !== null) lines.push(line);
    lines.push(moment);
    from = moment.at;
  }
  return lines;
}

function shortened(moments: readonly Moment[]): Moment[] {
  const head = moments.slice(0, MAX_MOMENTS - 3);
  const tail = moments.slice(-2);
  return [
    ...head,
    { at: head[head.length - 1].at, text: `… ${moments.length - head.length - tail.length} more moments …` },
    ...tail,
  ];
}

/** Those that completed in a span of time, at the time of the last. */
function checkpoints(story: RunStory, from: number, to: number): Moment | null {
  const times = story.completedAt.filter((at) => at > from && at <= to);
  const last = times.at(-1);
  if (last === undefined) return null;
  return { at: last, text: times.length === 1 ? "1 checkpoint completed" : `${times.length} checkpoints completed` };
}
