import { describe, expect, it } from "vitest";
import { frameOf, lookOf } from "../../../visualizer/graph/card-state.ts";
import { modelOf } from "../support/model.ts";

describe("the frame of a card", () => {
  const [task] = modelOf("watermark").folder.seek(400).tasks.values();

  it("marches while the subtask is deployed or initialized, and only then", () => {
    for (const one of [
      "CREATED",
      "SCHEDULED",
      "DEPLOYING",
      "INITIALIZING",
      "RUNNING",
      "CANCELING",
      "FINISHED",
    ] as const) {
      const look = lookOf({ ...task, state: one });
      const offsets = new Set([0, 0.1e6, 0.2e6].map((micros) => frameOf(look, micros, 1e6, false).dashOffset));
      expect(offsets.size, one).toBe(one === "DEPLOYING" || one === "INITIALIZING" ? 3 : 1);
    }
  });

  it("stands as dots where nothing may move", () => {
    const look = lookOf({ ...task, state: "DEPLOYING" });
    expect(frameOf(look, 0.3e6, 1e6, true)).toEqual({ dash: [2, 3] });
    expect(lookOf({ ...task, state: "CREATED" }).dash).not.toEqual([2, 3]);
  });
});
