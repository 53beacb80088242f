/** Anchors name tasks of the job, and a scenario does not hold the job: who has both has to compare. */
import { nearestName } from "../../src/config/nearest-name.ts";
import type { AnchorTask } from "./anchor-task.ts";
import type { Fault } from "./fault.ts";
import { ImpossibleTarget } from "./impossible-target.ts";

/** A chain of operators, as a job graph or a trace tells of it. */
export interface KnownTask {
  /** Of the chain first, then of its operators. */
  readonly names: readonly string[];
  readonly parallelism: number;
}

/** Does the anchor mean this chain, whatever the subtask? */
export function isMeant({ name }: AnchorTask, { names }: KnownTask): boolean {
  return names.includes(name);
}

/** The tasks that anchors of these faults name. */
export function anchorTasksOf(faults: readonly Fault[]): AnchorTask[] {
  return faults.flatMap(({ when }) => ("atMs" in when || when.task === null ? [] : [when.task]));
}

/** Throws one sentence if a fault waits for a task that the job does not have. */
export function checkTasks(faults: readonly Fault[], tasks: readonly KnownTask[]): void {
  for (const anchor of anchorTasksOf(faults)) {
    const { name, subtask } = anchor;
    const meant = tasks.filter((task) => isMeant(anchor, task));
    if (meant.length === 0) throw new ImpossibleTarget(unknown(name, tasks));
    const most = Math.max(...meant.map(({ parallelism }) => parallelism));
    if (subtask !== null && subtask > most)
      throw new ImpossibleTarget(
        `A fault waits for subtask ${subtask} of the task "${name}", which has ${most === 1 ? "only one" : `only ${most}`}.`,
      );
  }
}

function unknown(name: string, tasks: readonly KnownTask[]): string {
  const known = [...new Set(tasks.flatMap(({ names }) => names))];
  const nearest = nearestName(name, known);
  const hint = nearest === null ? `the job has ${known.join(", ")}` : `the job has none; did you mean "${nearest}"?`;
  return `A fault waits for the task "${name}", but ${hint}${nearest === null ? "." : ""}`;
}
