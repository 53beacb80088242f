import { listOf } from "../types/list-of.ts";
import type { HeapKeyContext } from "./heap-key-context.ts";

/** Keys in order of their key groups. */
export interface GroupedContexts {
  readonly contexts: readonly HeapKeyContext[];
  /** Where each group ends, from the first group on. */
  readonly ends: readonly number[];
}

/** Sorts by counting: within a group the keys stay in the order in which they came. */
export function contextsByKeyGroup(
  all: ReadonlyMap<unknown, HeapKeyContext>,
  firstKeyGroup: number,
  lastKeyGroup: number,
): GroupedContexts {
  const groups = lastKeyGroup - firstKeyGroup + 1;
  // First how many there are of each group, then where it begins; filling it moves that to its end.
  const ends = listOf(groups, () => 0);
  for (const { keyGroup } of all.values()) ends[keyGroup - firstKeyGroup]++;
  let from = 0;
  for (let i = 0; i < groups; i++) {
    const size = ends[i];
    ends[i] = from;
    from += size;
  }
  const contexts: HeapKeyContext[] = new Array(from);
  for (const context of all.values()) contexts[ends[context.keyGroup - firstKeyGroup]++] = context;
  return { contexts, ends };
}
