import { describe, expect, it } from "vitest";
import { laneTitle } from "../../../visualizer/space-time/lane-title.ts";
import { lanesOf } from "../../../visualizer/space-time/lanes.ts";
import { runIndexOf } from "../../../visualizer/space-time/run-index.ts";
import { spaceTimeScene } from "../../../visualizer/space-time/scene.ts";
import { modelOf } from "../support/model.ts";
import { WIDTH, whole } from "./support.ts";

const NONE: ReadonlySet<string> = new Set();

describe("groups of lanes", () => {
  const model = modelOf("recovery");
  const index = runIndexOf(model);

  it("are those of a vertex, or of a TaskManager that attempts ran on", () => {
    const lanes = lanesOf(index, 400, { byMachine: true, collapsed: NONE }).all;
    const machines = lanes.filter(({ kind }) => kind === "subtask").map(({ machine }) => machine);
    expect(machines).toEqual([...machines].sort());
    expect(new Set(machines).size).toBeGreaterThan(1);
    for (const { attempts, machine } of lanes)
      for (const { tm } of attempts) expect(tm.startsWith(`tm-${machine}#`)).toBe(true);
    expect(lanes.filter(({ startsGroup, kind }) => startsGroup && kind === "subtask")).toHaveLength(
      new Set(machines).size,
    );
  });

  it.each([true, false])(
    "have each attempt on one lane, and each source of events (by TaskManager: %s)",
    (byMachine) => {
      const plain = lanesOf(index, 400);
      const lanes = lanesOf(index, 400, { byMachine, collapsed: NONE });
      expect([...lanes.byTask.keys()].sort()).toEqual([...plain.byTask.keys()].sort());
      const sources = lanes.all.flatMap((lane) => lane.sources);
      expect(new Set(sources).size).toBe(sources.length);
      expect([...sources].sort()).toEqual(plain.all.flatMap((lane) => lane.sources).sort());
    },
  );

  it("collapse into one lane that has all their attempts, and is drawn", () => {
    const group = "vertex:" + lanesOf(index, 400).all.find(({ kind }) => kind === "subtask")?.vertex;
    const lanes = lanesOf(index, 400, { byMachine: false, collapsed: new Set([group]) });
    const plain = lanesOf(index, 400);
    const before = plain.all.filter((lane) => lane.group === group);
    expect(before.length).toBe(2);
    expect(lanes.all.length).toBe(plain.all.length - before.length + 1);
    const one = lanes.byKey.get(group);
    expect(one?.kind).toBe("group");
    expect(one?.attempts).toEqual(before.flatMap(({ attempts }) => attempts));
    expect(laneTitle(one!, "en")).toBe("gate (all)");
    const { list } = spaceTimeScene({ model, lanes, range: whole(model), selection: null, width: WIDTH });
    const lives = new Set(list.flatMap(({ of }) => (of?.startsWith("task:") === true ? [of] : [])));
    for (const { task } of one!.attempts) expect(lives, `attempt ${task}`).toContain(`task:${task}`);
  });

  it("of one lane stay as they are", () => {
    const { index: single } = { index: runIndexOf(modelOf("watermark")) };
    const lane = lanesOf(single, 400).all.find(({ name }) => name.startsWith("harbour"))!;
    const lanes = lanesOf(single, 400, { byMachine: false, collapsed: new Set([lane.group]) });
    expect(lanes.all.map(({ key }) => key)).toEqual(lanesOf(single, 400).all.map(({ key }) => key));
  });
});
