/** Cases of `operator-state`. Broadcast state does not exist here yet: its names and steps are passed over. */
import { HeapOperatorStateBackend } from "../../src/state/heap-operator-state-backend.ts";
import type { OperatorListState } from "../../src/state/operator-state-backend.ts";
import { redistributeOperatorState } from "../../src/state/redistribute-operator-state.ts";
import { type ConformanceCase, type Json, play, type Verdict } from "./case.ts";

interface StateSpec {
  readonly name: string;
  readonly mode: string;
}

function list(backend: HeapOperatorStateBackend, { name, mode }: StateSpec): OperatorListState<number> {
  return mode === "union" ? backend.unionListState(name) : backend.listState(name);
}

/** Runs one case of `operator-state`: everything but the content of broadcast states. */
export function runOperatorState(one: ConformanceCase): Verdict {
  const lists = (one.spec.states as StateSpec[]).filter((spec) => spec.mode !== "broadcast");
  const nameOrder = (one.spec.splitNameOrder as string[] | undefined) ?? [];
  const create = (parallelism: number): HeapOperatorStateBackend[] =>
    Array.from({ length: parallelism }, () => new HeapOperatorStateBackend());
  const initialize = (backend: HeapOperatorStateBackend): Json =>
    Object.fromEntries(
      lists.map((spec) => {
        const state = list(backend, spec);
        state.update([...state.get()].sort((a, b) => a - b));
        return [spec.name, [...state.get()]];
      }),
    );
  let subtasks = create(one.spec.parallelism as number);
  for (const backend of subtasks) initialize(backend);
  const withoutBroadcast = one.expected.map((answer) => {
    if (answer.subtasks === undefined) return answer;
    const names = lists.map((spec) => spec.name);
    const keep = (content: Json): Json => Object.fromEntries(names.map((name) => [name, content[name]]));
    return { subtasks: (answer.subtasks as Json[]).map(keep) };
  });
  return play({ ...one, expected: withoutBroadcast }, (step) => {
    if (step.op === "restore") {
      const shares = redistributeOperatorState(
        subtasks.map((backend) => backend.snapshot()),
        step.parallelism as number,
        nameOrder,
      );
      subtasks = create(shares.length);
      for (let i = 0; i < shares.length; i++) subtasks[i].restore(shares[i]);
      return { subtasks: subtasks.map(initialize) };
    }
    const spec = lists.find((candidate) => candidate.name === step.state);
    if (spec === undefined) return {};
    const state = list(subtasks[step.subtask as number], spec);
    if (step.op === "addAll") for (const value of step.values as number[]) state.add(value);
    else if (step.op === "update") state.update(step.values as number[]);
    else state.clear();
    return {};
  });
}
