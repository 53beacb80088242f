/** Cases of `operator-state`: lists that are split or united, and broadcast states, over changes of the parallelism. */
import type { BroadcastState } from "../../src/api/state.ts";
import { HeapOperatorStateBackend } from "../../src/state/heap-operator-state-backend.ts";
import type { OperatorListState } from "../../src/state/operator-state-backend.ts";
import { redistributeOperatorState } from "../../src/state/redistribute-operator-state.ts";
import { type ConformanceCase, type Json, play, type Verdict } from "./case.ts";

interface StateSpec {
  readonly name: string;
  readonly mode: "split" | "union" | "broadcast";
}

/** The states of one subtask, as the function of the cases has them. */
class Subtask {
  readonly backend = new HeapOperatorStateBackend();
  readonly #specs: readonly StateSpec[];

  constructor(specs: readonly StateSpec[]) {
    this.#specs = specs;
  }

  list({ name, mode }: StateSpec): OperatorListState<number> {
    return mode === "union" ? this.backend.unionListState(name) : this.backend.listState(name);
  }

  map({ name }: StateSpec): BroadcastState<string, number> {
    return this.backend.broadcastState(name);
  }

  /** Sorts every list, as the function does when it is restored; gives the content of all states. */
  initialize(): Json {
    return Object.fromEntries(
      this.#specs.map((spec) => {
        if (spec.mode === "broadcast") return [spec.name, byKey(this.map(spec).entries())];
        const list = this.list(spec);
        list.update([...list.get()].sort((a, b) => a - b));
        return [spec.name, [...list.get()]];
      }),
    );
  }
}

function byKey(entries: Iterable<[string, number]>): [string, number][] {
  return [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
}

function change(subtask: Subtask, spec: StateSpec, step: Json): void {
  switch (step.op) {
    case "addAll":
      for (const value of step.values as number[]) subtask.list(spec).add(value);
      return;
    case "update":
      subtask.list(spec).update(step.values as number[]);
      return;
    case "clear":
      subtask.list(spec).clear();
      return;
    case "put":
      subtask.map(spec).put(step.key as string, step.value as number);
      return;
    default:
      throw new Error(`There is no step ${String(step.op)}.`);
  }
}

/** Runs one case of `operator-state`. */
export function runOperatorState(one: ConformanceCase): Verdict {
  const specs = one.spec.states as readonly StateSpec[];
  const nameOrder = (one.spec.splitNameOrder as string[] | undefined) ?? [];
  let subtasks = Array.from({ length: one.spec.parallelism as number }, () => new Subtask(specs));
  for (const subtask of subtasks) subtask.initialize();
  return play(one, (step) => {
    if (step.op === "restore") {
      const old = subtasks.map(({ backend }) => backend.snapshot());
      subtasks = redistributeOperatorState(old, step.parallelism as number, nameOrder).map((share) => {
        const subtask = new Subtask(specs);
        subtask.backend.restore(share);
        return subtask;
      });
      return { subtasks: subtasks.map((subtask) => subtask.initialize()), restored: true };
    }
    const spec = specs.find(({ name }) => name === step.state);
    if (spec === undefined) throw new Error(`There is no state ${String(step.state)}.`);
    const concerned = step.subtask === "all" ? subtasks : [subtasks[step.subtask as number]];
    for (const subtask of concerned) change(subtask, spec, step);
    return {};
  });
}
