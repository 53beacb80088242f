/** Operator state over the subtasks of a new execution. `RoundRobinOperatorStateRepartitioner`. */
import { listOf } from "../types/list-of.ts";
import type { OperatorStateMode, OperatorStateSnapshot } from "./operator-state-backend.ts";

interface Gathered {
  readonly name: string;
  readonly mode: OperatorStateMode;
  /** What was declared of it, the same by all. */
  readonly declared: Pick<OperatorList, "schema">;
  /** Elements of each old subtask, by index. */
  readonly parts: Uint8Array[][];
}

type OperatorList = OperatorStateSnapshot["lists"][number];
type Lists = OperatorList[];

/**
 * Each new subtask's share of the old subtasks' lists.
 *
 * Split lists stay where they were when the parallelism is unchanged; else the elements of all old subtasks, in order,
 * are cut into contiguous runs whose lengths differ by one at most. Which subtask gets the first longer run moves on
 * from list to list, so that several short lists do not all burden subtask 0. Union lists go whole to every subtask.
 * Of a broadcast state each subtask gets a copy.
 *
 * @param nameOrder the order in which split lists are visited (Flink: that of a hash map); default: first seen first
 */
export function redistributeOperatorState(
  old: readonly OperatorStateSnapshot[],
  newParallelism: number,
  nameOrder: readonly string[] = [],
): OperatorStateSnapshot[] {
  const gathered = gather(old);
  const fresh: Lists[] = listOf(newParallelism, () => []);
  let startOperator = 0;
  for (const list of inOrder(gathered, nameOrder)) {
    if (list.mode === "union") {
      for (const lists of fresh) lists.push(share(list, list.parts.flat()));
    } else if (list.mode === "broadcast") {
      for (let i = 0; i < newParallelism; i++) fresh[i].push(share(list, copiesFor(i, list, newParallelism)));
    } else if (old.length === newParallelism) {
      for (let i = 0; i < newParallelism; i++) fresh[i].push(share(list, list.parts[i]));
    } else {
      startOperator = split(list, fresh, startOperator);
    }
  }
  return fresh.map((lists) => ({ lists }));
}

function share({ name, mode, declared }: Gathered, elements: readonly Uint8Array[]): OperatorList {
  return { name, mode, elements, ...declared };
}

/**
 * Copies of a broadcast state for a new subtask: one of those that exist, in turn. With unchanged parallelism it is its own,
 * and where another subtask's is missing, one of the others as well, as in Flink 1.20.
 */
function copiesFor(subtask: number, { parts }: Gathered, newParallelism: number): Uint8Array[] {
  const existing = parts.flat();
  const inTurn = existing[subtask % existing.length];
  if (parts.length !== newParallelism) return [inTurn];
  return existing.length === parts.length ? parts[subtask] : [...parts[subtask], inTurn];
}

/** Deals one list out, beginning with subtask `startOperator`; gives the first subtask that got no extra element. */
function split(list: Gathered, fresh: readonly Lists[], startOperator: number): number {
  const elements = list.parts.flat();
  const parallelism = fresh.length;
  const base = Math.floor(elements.length / parallelism);
  const remainder = elements.length % parallelism;
  let from = 0;
  for (let i = 0; i < parallelism; i++) {
    const length = base + (i < remainder ? 1 : 0);
    fresh[(i + startOperator) % parallelism].push(share(list, elements.slice(from, from + length)));
    from += length;
  }
  return (startOperator + remainder) % parallelism;
}

function gather(old: readonly OperatorStateSnapshot[]): Gathered[] {
  const byName = new Map<string, Gathered>();
  for (let subtask = 0; subtask < old.length; subtask++) {
    for (const list of old[subtask].lists) {
      let gathered = byName.get(list.name);
      if (gathered === undefined) {
        const { name, mode, schema } = list;
        const declared = schema === undefined ? {} : { schema };
        gathered = { name, mode, declared, parts: listOf(old.length, () => []) };
        byName.set(list.name, gathered);
      } else if (gathered.mode !== list.mode) {
        throw new Error(
          `Operator state "${list.name}" was written as ${gathered.mode} by one subtask and as ${list.mode} by another.`,
        );
      }
      gathered.parts[subtask].push(...list.elements);
    }
  }
  return [...byName.values()];
}

function inOrder(gathered: readonly Gathered[], nameOrder: readonly string[]): Gathered[] {
  const named = nameOrder.flatMap((name) => gathered.filter((list) => list.name === name));
  return [...named, ...gathered.filter((list) => !nameOrder.includes(list.name))];
}
