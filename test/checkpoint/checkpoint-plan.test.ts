import { describe, expect, test } from "vitest";
import type { CheckpointTask } from "../../src/checkpoint/checkpoint-owner.ts";
import {
  type CheckpointPlan,
  checkpointPlanOf,
  isUnionStatePartlyFinished,
} from "../../src/checkpoint/checkpoint-plan.ts";
import type { OperatorStateMode } from "../../src/state/operator-state-backend.ts";
import type { TaskSnapshot } from "../../src/task/deployment.ts";

type State = "running" | "finished" | "deploying";

/** Two sources with two subtasks each, 0 and 1, and what reads both of them, 2. Executions count through. */
function tasks(...states: readonly State[]): CheckpointTask[] {
  return states.map((state, i) => ({
    execution: i,
    vertex: i >> 1,
    subtask: i & 1,
    running: state === "running",
    finished: state === "finished",
    inputs: i < 4 ? [] : [0, 1],
  }));
}

const [R, F, D] = ["running", "finished", "deploying"] as const;
const executions = (list: readonly CheckpointTask[] | undefined) => list?.map(({ execution }) => execution);

describe("the plan of a checkpoint", () => {
  test("calls all sources and waits for all tasks when all run", () => {
    const plan = checkpointPlanOf(tasks(R, R, R, R, R, R), true);
    expect(executions(plan?.trigger)).toEqual([0, 1, 2, 3]);
    expect(executions(plan?.waitFor)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("calls those without a producer that runs, and leaves out those that have finished", () => {
    const one = checkpointPlanOf(tasks(F, F, F, R, R, R), true);
    expect(executions(one?.trigger)).toEqual([3]);
    expect(executions(one?.waitFor)).toEqual([3, 4, 5]);
    const none = checkpointPlanOf(tasks(F, F, F, F, R, F), true);
    expect(executions(none?.trigger)).toEqual([4]);
    expect(executions(none?.tasks)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("is refused while a task does not run yet, or when none runs any more", () => {
    expect(checkpointPlanOf(tasks(R, R, D, R, R, R), true)).toBeNull();
    expect(checkpointPlanOf(tasks(F, F, F, F, F, F), true)).toBeNull();
    expect(checkpointPlanOf([], true)).toBeNull();
  });

  test("is refused once a task has finished, if checkpoints after that are switched off", () => {
    expect(checkpointPlanOf(tasks(F, R, R, R, R, R), false)).toBeNull();
    expect(checkpointPlanOf(tasks(R, R, R, R, R, R), false)).not.toBeNull();
  });
});

describe("a union list of a vertex with finished subtasks", () => {
  const snapshot = (mode: OperatorStateMode): TaskSnapshot => ({
    operators: [{ operatorId: "o", keyed: [], operator: { lists: [{ name: "l", mode, elements: [] }] } }],
    sizeBytes: 0,
    finished: false,
  });
  const partly = (mode: OperatorStateMode, states: readonly State[], ended: readonly number[] = []) => {
    const plan = checkpointPlanOf(tasks(...states), true) as CheckpointPlan;
    const snapshots = new Map(plan.waitFor.map(({ execution }) => [execution, snapshot(mode)]));
    return isUnionStatePartlyFinished(plan, snapshots, new Set(ended));
  };

  test("is refused if others run, whether the finished ones are gone or only at their end", () => {
    expect(partly("union", [F, R, R, R, R, R])).toBe(true);
    expect(partly("union", [R, R, R, R, R, R], [1])).toBe(true);
  });

  test("is no trouble when all have finished, all are at their end, or none is", () => {
    expect(partly("union", [F, F, R, R, R, R])).toBe(false);
    expect(partly("union", [R, R, R, R, R, R], [0, 1])).toBe(false);
    expect(partly("union", [R, R, R, R, R, R])).toBe(false);
  });

  test("is the only list that is: others are dealt out again without the part that is done", () => {
    expect(partly("split", [F, R, R, R, R, R])).toBe(false);
    expect(partly("broadcast", [F, R, R, R, R, R], [2])).toBe(false);
  });
});
