/** From moments to lines: sent records together, alike moments folded, everything within its columns and lines. */
import type { Moment } from "./moment.ts";
import type { StoryLine } from "./narrate.ts";
import { clock, countOf, listOf, plain, upper, wrapped } from "./quantities.ts";

const TIME_COLUMNS = 9;
const GAP = "  ";

/** Folds harder until the story fits. */
export function fitted(moments: readonly Moment[], columns: number, lines: number): StoryLine[] {
  const ordered = [...moments].sort((a, b) => a.t - b.t || a.order - b.order);
  const together = joinSent(ordered);
  let story = laidOut(folded(together, 2), columns);
  if (story.length > lines) story = laidOut(folded(together, 1), columns);
  let left = together.length;
  let kept = together;
  while (story.length > lines && left-- > 0) {
    const weakest = kept.findLastIndex(({ fold, strong }) => strong !== true && fold !== undefined);
    const at = weakest >= 0 ? weakest : kept.findLastIndex(({ sent }) => sent !== undefined);
    if (at < 0) break;
    kept = kept.filter((_, i) => i !== at);
    story = laidOut(folded(kept, 1), columns);
  }
  return story.length <= lines ? story : shortened(story, lines);
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

function laidOut(moments: readonly Moment[], columns: number): StoryLine[] {
  const width = columns - TIME_COLUMNS - GAP.length;
  let before = "";
  return moments.flatMap(({ t, text, strong }) => {
    const time = plain(clock(t));
    const shown = time === before ? "" : time;
    before = time;
    return wrapped(upper(text), width).map((line, i) => ({
      text: `${(i === 0 ? shown : "").padStart(TIME_COLUMNS)}${GAP}${line}`,
      strong: strong === true,
    }));
  });
}

function shortened(story: readonly StoryLine[], lines: number): StoryLine[] {
  const tail = Math.floor(lines / 2);
  const head = lines - tail - 1;
  const left = story.length - head - tail;
  return [
    ...story.slice(0, head),
    { text: `${" ".repeat(TIME_COLUMNS)}${GAP}… (${left} more lines)`, strong: false },
    ...story.slice(-tail),
  ];
}
