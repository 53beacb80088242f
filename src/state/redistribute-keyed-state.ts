/** Which keyed state a subtask reads after its operator was rescaled. `StateAssignmentOperation`. */
import { keyGroupRange } from "./key-groups.ts";

/** A part of an old subtask's keyed state: key groups [first, last]. */
export interface KeyedStatePart {
  readonly oldSubtask: number;
  readonly first: number;
  readonly last: number;
}

/**
 * For each new subtask, the parts of the old subtasks' state that lie in its key groups, in the order of the old subtasks.
 * No key changes its group: max parallelism stays the same. With unchanged parallelism each subtask gets its own state.
 */
export function redistributeKeyedState(
  maxParallelism: number,
  oldParallelism: number,
  newParallelism: number,
): KeyedStatePart[][] {
  const subtasks: KeyedStatePart[][] = [];
  for (let i = 0; i < newParallelism; i++) {
    const range = keyGroupRange(maxParallelism, newParallelism, i);
    const parts: KeyedStatePart[] = [];
    for (let old = 0; old < oldParallelism; old++) {
      const oldRange = keyGroupRange(maxParallelism, oldParallelism, old);
      const first = Math.max(range.first, oldRange.first);
      const last = Math.min(range.last, oldRange.last);
      if (first <= last) parts.push({ oldSubtask: old, first, last });
    }
    subtasks.push(parts);
  }
  return subtasks;
}
