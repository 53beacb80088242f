import type { Namespace } from "./keyed-state-backend.ts";
import type { StateTable } from "./state-table.ts";

/**
 * Moves what lies under several namespaces of the current key to one, which may hold something already. Where nothing lies
 * under the sources, nothing happens. `AbstractHeapMergingState.mergeNamespaces`.
 * @param merge joins two values, the earlier one first
 */
export function mergeNamespaces(
  table: StateTable,
  target: Namespace,
  sources: readonly Namespace[],
  merge: (a: unknown, b: unknown) => unknown,
): void {
  let isFound = false;
  let moved: unknown;
  for (const source of sources) {
    const cell = table.find(source);
    if (cell === undefined) continue;
    moved = isFound ? merge(moved, cell.value) : cell.value;
    isFound = true;
    table.remove(source);
  }
  if (!isFound) return;
  if (table.traced) tracedPut(table, target, moved, merge);
  else put(table, target, moved, merge);
}

type Merge = (a: unknown, b: unknown) => unknown;

function tracedPut(table: StateTable, target: Namespace, moved: unknown, merge: Merge): void {
  table.tracedWrite(target, () => put(table, target, moved, merge));
}

function put(table: StateTable, target: Namespace, moved: unknown, merge: Merge): void {
  const cell = table.find(target);
  if (cell === undefined) table.add(target, moved);
  else cell.value = merge(cell.value, moved);
}
