import { describe, expect, it } from "vitest";
import { laneAt, lanesOf } from "../../../visualizer/space-time/lanes.ts";
import { runIndexOf } from "../../../visualizer/space-time/run-index.ts";
import { modelOf } from "../support/model.ts";

describe("lanes", () => {
  it("come as faults, JobManager, subtasks along the flow, log", () => {
    const lanes = lanesOf(runIndexOf(modelOf("recovery")), 400);
    expect(lanes.all.map(({ kind, name, subtask }) => (kind === "subtask" ? `${name}[${subtask}]` : kind))).toEqual([
      "faults",
      "jobmanager",
      "gate[0]",
      "gate[1]",
      "sum -> paid: Writer -> paid: Committer[0]",
      "sum -> paid: Writer -> paid: Committer[1]",
      "log",
    ]);
    expect(lanes.all.map(({ startsGroup }) => startsGroup)).toEqual([true, true, true, false, true, false, true]);
  });

  it("have no faults where there are none", () => {
    const lanes = lanesOf(runIndexOf(modelOf("checkpoint", { faults: [] })), 400);
    expect(lanes.all.map(({ kind }) => kind)).not.toContain("faults");
  });

  it("hold both attempts of recovery as segments of one lane, with nothing between them", () => {
    const model = modelOf("recovery");
    const lanes = lanesOf(runIndexOf(model), 400);
    const { store } = model;
    const subtasks = lanes.all.filter(({ kind }) => kind === "subtask");
    expect(subtasks).toHaveLength(4);
    for (const { attempts, key } of subtasks) {
      expect(attempts.map(({ attempt }) => attempt)).toEqual([0, 1]);
      expect(attempts[0].to).toBeLessThan(attempts[1].from);
      for (const { task } of attempts) expect(lanes.byTask.get(task)?.key).toBe(key);
    }
    const defined = Array.from({ length: store.count }, (_, seq) => seq).filter(
      (seq) => store.kind(seq) === "exec.def",
    );
    expect(new Set(subtasks.flatMap(({ attempts }) => attempts.map(({ task }) => task)))).toEqual(
      new Set(defined.map((seq) => store.task(seq))),
    );
  });

  it("share their room, between 12 and 112 px each", () => {
    const index = runIndexOf(modelOf("recovery"));
    expect(lanesOf(index, 7 * 22).all.map(({ height }) => height)).toEqual(Array(7).fill(22));
    expect(lanesOf(index, 10).all[0].height).toBe(12);
    expect(lanesOf(index, 5000).all[0].height).toBe(112);
    const lanes = lanesOf(index, 7 * 22);
    for (const lane of lanes.all) expect(laneAt(lanes, lane.top + 3)).toBe(lane);
    expect(laneAt(lanes, -5)).toBe(lanes.all[0]);
    expect(laneAt(lanes, 9999)).toBe(lanes.all.at(-1));
  });
});
