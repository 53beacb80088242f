/** Keys that went back for a while: a reader saw a value, and after it an older one, as replay after a failure shows it. */
import type { KeyOf } from "./final-table.ts";

/** One step back. */
export interface SetBack {
  readonly key: string;
  /** Place of the older line among the visible ones, from 0. */
  readonly place: number;
  /** What was visible, and the older line that took its place. */
  readonly before: string;
  readonly after: string;
}

/**
 * Older and newer are those of the direct execution: a key's lines in the order in which it wrote them. A line that it never wrote
 * is neither, and one that it wrote more than once is taken for the next of them, so that nothing is called older that need not be.
 *
 * @param direct lines of the direct execution
 * @param visible lines in the order in which they became visible
 */
export function setBacks(direct: Iterable<string>, visible: Iterable<string>, keyOf: KeyOf): SetBack[] {
  const histories = new Map<string, string[]>();
  for (const line of direct) {
    const key = keyOf(line);
    if (key === null) continue;
    const history = histories.get(key);
    if (history === undefined) histories.set(key, [line]);
    else history.push(line);
  }
  const reached = new Map<string, number>();
  const found: SetBack[] = [];
  let place = -1;
  for (const line of visible) {
    place++;
    const key = keyOf(line);
    const history = key === null ? undefined : histories.get(key);
    if (key === null || history === undefined) continue;
    const at = reached.get(key) ?? -1;
    // The same line again changes nothing for a reader.
    if (at >= 0 && history[at] === line) continue;
    const next = history.indexOf(line, at + 1);
    const older = next >= 0 ? -1 : history.lastIndexOf(line, at);
    if (older >= 0) found.push({ key, place, before: history[at], after: line });
    if (next >= 0 || older >= 0) reached.set(key, Math.max(next, older));
  }
  return found;
}
