import { describe, expect, it } from "vitest";
import { CheckpointIndex } from "../../../visualizer/checkpoints/checkpoint-index.ts";
import { type PhaseRow, phaseRows } from "../../../visualizer/checkpoints/phases.ts";
import type { RunModel } from "../../../visualizer/run-model.ts";
import type { TraceStore } from "../../../visualizer/trace/trace-store.ts";
import { modelOf } from "../support/model.ts";

function rowsAt(model: RunModel, checkpoint: number, seq: number): readonly PhaseRow[] {
  const view = model.folder.seek(seq).checkpoints.get(checkpoint)!;
  return phaseRows(view, new CheckpointIndex(model.store).update(), model.store.t(seq), seq);
}

/** Time of the only event of a kind of a task for a checkpoint. */
function timeOf(store: TraceStore, kind: string, checkpoint: number, task: number): number | null {
  for (let seq = 0; seq < store.count; seq++)
    if (store.kind(seq) === kind && store.ch(seq) === checkpoint && store.task(seq) === task) return store.t(seq);
  return null;
}

function lengthOf(row: PhaseRow, name: string): number | null {
  const phase = row.phases.find((one) => one.name === name);
  return phase === undefined ? null : phase.to - phase.from;
}

describe("the phases of a checkpoint", () => {
  it.each([
    ["checkpoint", 1],
    ["checkpoint", 2],
    ["recovery", 1],
    ["recovery", 2],
    ["two-phase-commit", 1],
    ["watermark", 1],
  ] as const)("are the times of its events: %s, %i", (name, id) => {
    const model = modelOf(name);
    const { store } = model;
    const rows = rowsAt(model, id, store.count - 1);
    const triggered = timeOf(store, "cp.trigger", id, -1)!;
    const completed = timeOf(store, "cp.complete", id, -1)!;
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) {
      const at = (kind: string) => timeOf(store, kind, id, row.task);
      const first = at("cp.inject") ?? at("cp.first")!;
      const aligned = at("cp.inject") ?? at("cp.aligned")!;
      expect(row.phases.map(({ name: phase }) => phase)).toEqual([
        "start",
        "alignment",
        "sync",
        "async",
        "ack",
        "others",
      ]);
      expect(lengthOf(row, "start")).toBe(first - triggered);
      expect(lengthOf(row, "alignment")).toBe(aligned - first);
      expect(lengthOf(row, "sync")).toBe(at("cp.async")! - aligned);
      expect(lengthOf(row, "async")! + lengthOf(row, "ack")!).toBe(at("cp.ack")! - at("cp.async")!);
      expect(lengthOf(row, "others")).toBe(completed - at("cp.ack")!);
      expect(row.acknowledgedAfter).toBe(at("cp.ack")! - triggered);
      const sum = row.phases.reduce((length, { from, to }) => length + to - from, 0);
      expect(sum).toBe(completed - triggered);
      row.phases.forEach((phase, i) => {
        expect(phase.isOpen).toBe(false);
        expect(phase.from).toBe(i === 0 ? triggered : row.phases[i - 1].to);
      });
    }
    const most = Math.max(...rows.map(({ acknowledgedAfter }) => acknowledgedAfter!));
    const last = rows.filter(({ acknowledgedAfter }) => acknowledgedAfter === most);
    // Of several that came last together none is the slowest.
    expect(rows.filter(({ isSlowest }) => isSlowest)).toEqual(last.length === 1 ? last : []);
  });

  it("agree with the alignment and the start delay that the tasks measured", () => {
    const model = modelOf("checkpoint");
    const { store } = model;
    const rows = new Map(rowsAt(model, 1, store.count - 1).map((row) => [row.task, row]));
    let compared = 0;
    for (let seq = 0; seq < store.count; seq++) {
      const kind = store.kind(seq);
      if (store.ch(seq) !== 1 || (kind !== "cp.first" && kind !== "cp.aligned")) continue;
      const row = rows.get(store.task(seq))!;
      expect(lengthOf(row, kind === "cp.first" ? "start" : "alignment")).toBe(store.x(seq));
      compared++;
    }
    expect(compared).toBe(4);
  });

  it("of a snapshot that is written to slow storage tell when the acknowledgement was sent", () => {
    const model = modelOf("crash-while-writing", { faults: ["slow-storage:x=50@1s/3s"] });
    const { store } = model;
    const row = rowsAt(model, 1, store.count - 1).reduce((one, other) =>
      lengthOf(other, "async")! > lengthOf(one, "async")! ? other : one,
    );
    expect(lengthOf(row, "async")).toBeGreaterThan(10_000);
    expect(lengthOf(row, "ack")).toBeGreaterThan(0);
    expect(lengthOf(row, "ack")).toBeLessThan(2000);
  });

  it("go on up to the cursor while the checkpoint does", () => {
    const model = modelOf("checkpoint");
    const { store } = model;
    const seq = store.seqAt(2_200_000);
    const rows = rowsAt(model, 1, seq);
    for (const row of rows) {
      const last = row.phases[row.phases.length - 1];
      expect(last.isOpen).toBe(true);
      expect(last.to).toBe(store.t(seq));
      expect(row.phases.slice(0, -1).some(({ isOpen }) => isOpen)).toBe(false);
    }
    // Gate 1 has not heard of it; gate 2 is done; both sums align.
    expect(rows.map(({ phases }) => phases[phases.length - 1].name)).toEqual([
      "start",
      "others",
      "alignment",
      "alignment",
    ]);
  });

  it("of one that expires tell who was missing", () => {
    const model = modelOf("checkpoint-expires");
    const { store } = model;
    const end = Array.from({ length: store.count }, (_, seq) => seq).find((seq) => store.kind(seq) === "cp.fail")!;
    const rows = rowsAt(model, 2, end);
    expect(rows.filter(({ isMissing }) => isMissing).map(({ task }) => task)).toEqual(store.ext(end)?.missing);
    for (const row of rows) expect(row.phases[row.phases.length - 1].to).toBe(store.t(end));
  });
});
