/** What a queue shows: each waiting element in a cell of its own, or runs of records as numbers where there are too many. */
import type { Element } from "../trace/element-index.ts";

/** A cell, or a count that takes the room of two. */
export type QueueUnit =
  | { readonly element: Element }
  /** Records, or also others if `all`: nothing behind it is shown. */
  | { readonly count: number; readonly all: boolean };

/** Cells that a count takes. */
export const COUNT_CELLS = 2;

/** Units from the head of the queue to its tail; together they take at most `cells`. */
export function queueUnits(elements: readonly Element[], cells: number): QueueUnit[] {
  if (elements.length <= cells) return elements.map((element) => ({ element }));
  const runs = runsOf(elements);
  const size = (unit: QueueUnit) => ("count" in unit ? COUNT_CELLS : 1);
  if (runs.reduce((sum, unit) => sum + size(unit), 0) <= cells) return runs;
  const shown: QueueUnit[] = [];
  let used = COUNT_CELLS;
  let counted = 0;
  for (const unit of runs) {
    if (used + size(unit) > cells) break;
    shown.push(unit);
    used += size(unit);
    counted += "count" in unit ? unit.count : 1;
  }
  return [...shown, { count: elements.length - counted, all: true }];
}

/** Each run of records as one count, all others one by one; in their order. */
export function runsOf(elements: readonly Element[]): QueueUnit[] {
  const runs: QueueUnit[] = [];
  for (const element of elements) {
    const last = runs[runs.length - 1];
    if (element.type !== "record") runs.push({ element });
    else if (last !== undefined && "count" in last) runs[runs.length - 1] = { count: last.count + 1, all: false };
    else runs.push({ count: 1, all: false });
  }
  return runs;
}
