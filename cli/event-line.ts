/** An event as a line for people: id, virtual time, kind, sentence. */
import { padTo, wrapTo } from "../sim/narrate/columns.ts";
import { describe } from "../sim/narrate/describe.ts";
import type { Names } from "../sim/narrate/names.ts";
import type { TraceEvent } from "../src/trace/trace.ts";

/** The longest kind and a space. */
const KIND = 14;

/** `   412    3.112 s  iv.apply     `: what stands before the sentence. */
export function eventHead({ id, t, kind }: TraceEvent): string {
  return `${String(id).padStart(6)} ${`${(t / 1e6).toFixed(3)} s`.padStart(11)}  ${padTo(kind, KIND)}`;
}

/** One line, or several if `columns` are given and the sentence is longer. */
export function eventLines(event: TraceEvent, names: Names, columns: number | null): string[] {
  return rowLines(event, describe(event, names), columns);
}

/** The same with another sentence. */
export function rowLines(event: TraceEvent, text: string, columns: number | null): string[] {
  const head = eventHead(event);
  // Line ends and control characters of the data do not reach the terminal.
  const [whole] = wrapTo(text, Number.POSITIVE_INFINITY);
  if (columns === null || columns < head.length + KIND) return [head + whole];
  return wrapTo(text, columns - head.length).map((line, i) => (i === 0 ? head : " ".repeat(head.length)) + line);
}
