import { describe, expect, it } from "vitest";
import { modelOf } from "../support/model.ts";
import { draw, linesOf, WIDTH } from "./support.ts";

describe("the cut of a completed checkpoint", () => {
  it.each(["checkpoint", "recovery", "word-count"])("crosses no message of an aligned one, in %s", (name) => {
    const model = modelOf(name);
    const { store, elements } = model;
    let cuts = 0;
    for (let complete = 0; complete < store.count; complete++) {
      if (store.kind(complete) !== "cp.complete") continue;
      const id = store.ch(complete);
      const cut = new Map<number, number>();
      const ends = new Map<number, readonly [number, number]>();
      for (let seq = 0; seq < store.count; seq++) {
        if (store.kind(seq) === "cp.sync" && store.ch(seq) === id) cut.set(store.task(seq), seq);
        const ext = store.kind(seq) === "chan.def" ? store.ext(seq) : null;
        if (ext !== null) ends.set(store.ch(seq), [Number(ext.fromTask), Number(ext.toTask)]);
      }
      expect(cut.size).toBeGreaterThan(1);
      for (const [ch, [from, to]] of ends) {
        const [left, right] = [cut.get(from), cut.get(to)];
        if (left === undefined || right === undefined) continue;
        for (const { type, seq, takenAt } of elements.channels.get(ch)?.elements ?? [])
          if ((type === "record" || type === "watermark") && seq < left)
            expect(takenAt, `${type} ${seq} of checkpoint ${id}`).toBeLessThanOrEqual(store.t(right));
      }
      drawsThrough(model, id, cut);
      cuts++;
    }
    expect(cuts).toBeGreaterThan(0);
  });

  it("is not drawn for what did not complete, or is not selected", () => {
    const model = modelOf("recovery");
    const range = { from: 0, to: model.store.endMicros };
    expect(draw(model, range, { kind: "checkpoint", id: 99 }).list.filter(({ of }) => of?.startsWith("cut:"))).toEqual(
      [],
    );
    expect(draw(model, range).list.filter(({ of }) => of?.startsWith("cut:"))).toEqual([]);
  });
});

/** The line has a knee on every lane at the time of its snapshot, and no message line of two neighbours crosses it. */
function drawsThrough(model: ReturnType<typeof modelOf>, id: number, cut: ReadonlyMap<number, number>): void {
  const { store } = model;
  const times = [...cut.values()].map((seq) => store.t(seq));
  const range = { from: Math.min(...times) - 2000, to: Math.max(...times) + 2000 };
  const { list, lanes } = draw(model, range, { kind: "checkpoint", id });
  const knees = new Map<number, number>();
  for (const [task, seq] of cut) {
    const knee = list.find(({ of }) => of === `cut:${id}:${task}`);
    if (knee?.shape !== "circle") throw new Error(`no knee of task ${task}`);
    expect(knee.x).toBeCloseTo(((store.t(seq) - range.from) / (range.to - range.from)) * WIDTH, 3);
    expect(knee.y).toBeCloseTo(lanes.byTask.get(task)!.top + 11, 3);
    knees.set(knee.y, knee.x);
  }
  const lines = linesOf(list, "element:").filter(({ points }) => Math.abs(points[3] - points[1]) > 12.5);
  for (const { points, seq } of lines) {
    if (store.kind(seq) !== "el.emit") continue;
    const [from, to] = [knees.get(points[1]), knees.get(points[3])];
    // What was clipped does not reach the middles of the lanes.
    if (from === undefined || to === undefined) continue;
    expect(points[0] < from - 0.01 && points[2] > to + 0.01, `message ${seq} crosses to the right`).toBe(false);
    expect(points[0] > from + 0.01 && points[2] < to - 0.01, `message ${seq} crosses to the left`).toBe(false);
  }
}
