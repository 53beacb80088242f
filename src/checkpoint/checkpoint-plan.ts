/** Who takes part in a checkpoint, also when some tasks have finished (`DefaultCheckpointPlanCalculator`, `DefaultCheckpointPlan`; §8.3 and §8.10 of the notes). */
import type { TaskSnapshot } from "../task/deployment.ts";
import type { CheckpointTask } from "./checkpoint-owner.ts";

/** The tasks of one checkpoint. `CheckpointPlan` */
export interface CheckpointPlan {
  /** All of the job, those that have finished too. */
  readonly tasks: readonly CheckpointTask[];
  /** They have to acknowledge, and are told how it ends. */
  readonly waitFor: readonly CheckpointTask[];
  /** They are called: no producer of theirs runs any more, or they have none. The others get barriers. */
  readonly trigger: readonly CheckpointTask[];
}

/**
 * @param tasks all of the job
 * @param afterTasksFinish checkpoints are taken though some tasks have finished
 * @returns null if not all tasks run that have to
 */
export function checkpointPlanOf(tasks: readonly CheckpointTask[], afterTasksFinish: boolean): CheckpointPlan | null {
  const waitFor = tasks.filter((task) => !task.finished);
  if (waitFor.length === 0 || waitFor.some((task) => !task.running)) return null;
  if (!afterTasksFinish && waitFor.length < tasks.length) return null;
  const vertices = new Set(waitFor.map(({ vertex }) => vertex));
  return { tasks, waitFor, trigger: waitFor.filter(({ inputs }) => !inputs.some((vertex) => vertices.has(vertex))) };
}

/**
 * Whether a union list belongs to a vertex of which some subtasks have come to their end and others have not: on restore each
 * subtask would get a list without their part (`PartialFinishingNotSupportedByStateException`).
 *
 * @param snapshots by execution; of those that have finished there are none
 * @param ended executions whose operators had finished at their snapshot
 */
export function isUnionStatePartlyFinished(
  { tasks }: CheckpointPlan,
  snapshots: ReadonlyMap<number, TaskSnapshot>,
  ended: ReadonlySet<number>,
): boolean {
  const byVertex = new Map<number, CheckpointTask[]>();
  for (const task of tasks) byVertex.set(task.vertex, [...(byVertex.get(task.vertex) ?? []), task]);
  for (const subtasks of byVertex.values()) {
    const finished = subtasks.filter((task) => task.finished).length;
    const atEnd = subtasks.filter(({ execution }) => ended.has(execution)).length;
    const isPartly = (count: number) => count > 0 && count < subtasks.length;
    if (!isPartly(finished) && !isPartly(atEnd)) continue;
    if (subtasks.some(({ execution }) => hasUnionList(snapshots.get(execution)))) return true;
  }
  return false;
}

function hasUnionList(snapshot: TaskSnapshot | undefined): boolean {
  const operators = snapshot?.operators ?? [];
  return operators.some(({ operator }) => operator?.lists.some(({ mode }) => mode === "union") === true);
}
