/** From moments to lines: sent records together, alike moments folded, everything within its columns and lines. */
import type { Moment } from "./moment.ts";
import type { StoryLine } from "./narrate.ts";
import { clock, countOf, listOf, plain, upper, wrapped } from "./quantities.ts";

const TIME_COLUMNS = 9;
const GAP = "  ";

/** Folds harder, then leaves out what says least, until the story fits. */
export function fitted(moments: readonly Moment[], columns: number, lines: number): StoryLine[] {
  let kept = [...moments].sort((a, b) => a.t - b.t || a.order - b.order);
  let story = laidOut(folded(joinSent(kept), 2), columns);
  while (story.flat().length > lines) {
    story = laidOut(folded(joinSent(kept), 1), columns);
    if (story.flat().length <= lines) break;
    const weakest = kept.findLastIndex(({ fold, strong }) => strong !== true && fold !== undefined);
    if (weakest < 0) return shortened(story, lines);
    kept = kept.filter((_, i) => i !== weakest);
  }
  return story.flat();
}

/** Records that are sent one after the other become one moment. */
function joinSent(moments: readonly Moment[]): Moment[] {
  const result: Moment[] = [];
  for (let i = 0; i < moments.length; i++) {
    const group = [moments[i]];
    if (moments[i].sent === undefined) {
      result.push(moments[i]);
      continue;
    }
    while (moments[i + 1]?.sent !== undefined && moments[i + 1].sent?.again === moments[i].sent?.again)
      group.push(moments[++i]);
    result.push(group.length === 1 ? group[0] : { ...group[0], text: sentTogether(group) });
  }
  return result;
}

function sentTogether(group: readonly Moment[]): string {
  const counts = new Map<string, number>();
  for (const { sent } of group) counts.set(sent?.source ?? "", (counts.get(sent?.source ?? "") ?? 0) + 1);
  const again = group[0].sent?.again === true ? " again" : "";
  const parts = [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([source, n]) => `${source} sends ${countOf(n, "record")}${again}`);
  const last = group[group.length - 1].t;
  return `${listOf(parts)}${last > group[0].t ? `, until ${clock(last)}` : ""}.`;
}

/** Of more than `most` alike moments in a row, the first and the number of the others. */
function folded(moments: readonly Moment[], most: number): Moment[] {
  const result: Moment[] = [];
  for (let i = 0; i < moments.length; i++) {
    const { fold } = moments[i];
    let end = i;
    while (fold !== undefined && moments[end + 1]?.fold === fold) end++;
    const n = end - i + 1;
    if (n <= most) result.push(...moments.slice(i, end + 1));
    else result.push({ ...moments[i], text: `${moments[i].text} (And ${countOf(n - 1, "more", "more")} like this.)` });
    i = end;
  }
  return result;
}

/** The lines of each moment. */
function laidOut(moments: readonly Moment[], columns: number): StoryLine[][] {
  const width = columns - TIME_COLUMNS - GAP.length;
  let before = "";
  return moments.map(({ t, text, strong }) => {
    const time = plain(clock(t));
    const shown = time === before ? "" : time;
    before = time;
    return wrapped(upper(text), width).map((line, i) => ({
      text: `${(i === 0 ? shown : "").padStart(TIME_COLUMNS)}${GAP}${line}`,
      strong: strong === true,
    }));
  });
}

/** The beginning and the end, whole moments of both. */
function shortened(story: readonly (readonly StoryLine[])[], lines: number): StoryLine[] {
  const head: StoryLine[] = [];
  const tail: StoryLine[] = [];
  let [from, to] = [0, story.length];
  while (from < to && head.length + story[from].length <= lines / 2) head.push(...story[from++]);
  while (from < to && head.length + 1 + tail.length + story[to - 1].length <= lines) tail.unshift(...story[--to]);
  const left = story.slice(from, to).flat().length;
  const gap = { text: `${" ".repeat(TIME_COLUMNS)}${GAP}… (${left} more lines)`, strong: false };
  return left === 0 ? [...head, ...tail] : [...head, gap, ...tail];
}
