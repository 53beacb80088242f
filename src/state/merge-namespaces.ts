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
  const values: unknown[] = [];
  for (const source of sources) {
    const cell = table.find(source);
    if (cell === undefined) continue;
    values.push(cell.value);
    table.remove(source);
  }
  if (values.length === 0) return;
  const write = () => {
    const cell = table.find(target);
    const moved = values.reduce(merge);
    if (cell === undefined) table.add(target, moved);
    else cell.value = merge(cell.value, moved);
  };
  if (table.traced) table.tracedWrite(target, write);
  else write();
}
