/** What each new attempt restores from a checkpoint (`StateAssignmentOperation`). */

import type { JobVertex } from "../graph/job-graph.ts";
import type { OperatorStateSnapshot } from "../state/operator-state-backend.ts";
import { redistributeKeyedState } from "../state/redistribute-keyed-state.ts";
import { redistributeOperatorState } from "../state/redistribute-operator-state.ts";
import type { OperatorSubtaskState, StateHandle, TaskRestore, TaskSnapshot } from "../task/deployment.ts";
import { listOf } from "../types/list-of.ts";
import type { CompletedCheckpoint } from "./completed-checkpoint.ts";

const NOTHING: OperatorStateSnapshot = { lists: [] };

/** By subtask of the vertex. */
export function restoresOf(checkpoint: CompletedCheckpoint, vertex: JobVertex): TaskRestore[] {
  const { checkpointId } = checkpoint;
  const old = checkpoint.vertices[vertex.index];
  const finished = old.length > 0 && old.every((snapshot) => snapshot === null || snapshot.finished);
  if (finished) return listOf(vertex.parallelism, () => ({ checkpointId, operators: [], finished }));
  const perOperator = vertex.chain.map(({ operatorId }) => assignOperator(operatorId, old, vertex));
  return listOf(vertex.parallelism, (subtask) => ({
    checkpointId,
    operators: perOperator.map((states) => states[subtask]),
    finished: false,
  }));
}

function assignOperator(
  operatorId: string,
  old: readonly (TaskSnapshot | null)[],
  vertex: JobVertex,
): OperatorSubtaskState[] {
  const states = old.map((snapshot) => snapshot?.operators.find((state) => state.operatorId === operatorId) ?? null);
  const operator = redistributeOperatorState(
    states.map((state) => state?.operator ?? NOTHING),
    vertex.parallelism,
  );
  const keyed = redistributeKeyedState(vertex.maxParallelism, old.length, vertex.parallelism);
  return operator.map((share, subtask) => {
    const handles: StateHandle[] = [];
    for (const { oldSubtask } of keyed[subtask]) handles.push(...(states[oldSubtask]?.keyed ?? []));
    return { operatorId, keyed: handles, operator: share.lists.length === 0 ? null : share };
  });
}
