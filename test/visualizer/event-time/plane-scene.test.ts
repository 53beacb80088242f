import { describe, expect, it } from "vitest";
import type { DrawList, Primitive } from "../../../visualizer/draw/primitives.ts";
import { density } from "../../../visualizer/event-time/density.ts";
import { planeAxes } from "../../../visualizer/event-time/plane-axes.ts";
import { planeExtent, planeFacts } from "../../../visualizer/event-time/plane-facts.ts";
import { planeHit } from "../../../visualizer/event-time/plane-hit.ts";
import { planeScene } from "../../../visualizer/event-time/plane-scene.ts";
import { TaskTimes } from "../../../visualizer/event-time/task-times.ts";
import { WindowIndex } from "../../../visualizer/event-time/window-index.ts";
import { modelOf } from "../support/model.ts";

const WIDTH = 560;
const HEIGHT = 440;

function sceneOf(times: TaskTimes, seq: number, micros: number): DrawList {
  const axes = planeAxes(planeExtent(times)!, WIDTH, HEIGHT, times.late.length > 0);
  return planeScene(planeFacts(times, seq), axes, micros, -1, "en");
}

const of = (scene: DrawList, name: string) => scene.filter((mark) => mark.of?.startsWith(name) === true);
const texts = (scene: DrawList) => scene.flatMap((mark) => (mark.shape === "text" ? [mark.text] : []));
const dashOf = (mark: Primitive) => ("dash" in mark ? mark.dash : undefined);

describe("the event-time plane", () => {
  it("draws what has happened, and nothing of what comes later", () => {
    const { store } = modelOf("watermark");
    const times = new WindowIndex(store).update().task(2);
    const axes = planeAxes(planeExtent(times)!, WIDTH, HEIGHT, true);
    for (const seconds of [0.5, 1.2, 4.2, 5.2, 6.2, 6.6]) {
      const micros = seconds * 1e6;
      const seq = store.seqAt(micros);
      const scene = sceneOf(times, seq, micros);
      const dots = of(scene, "event:");
      let taken = 0;
      let late = 0;
      for (let i = 0; i <= seq; i++) {
        if (store.task(i) !== 2) continue;
        if (store.kind(i) === "el.take") taken++;
        if (store.kind(i) === "rec.late") late++;
      }
      expect(dots).toHaveLength(taken - late);
      expect(of(scene, "late:")).toHaveLength(2 * late);
      for (const dot of dots) {
        const event = store.event(Number(dot.of?.slice(6)));
        expect(dot).toMatchObject({ shape: "circle", x: axes.x(event.x), y: axes.y(event.t) });
      }
      const cursor = axes.y(micros);
      for (const line of of(scene, "watermark:"))
        if (line.shape === "line")
          for (let i = 1; i < line.points.length; i += 2) expect(line.points[i]).toBeLessThanOrEqual(cursor + 1e-6);
    }
  });

  it("draws the combined watermark thick and those of the inputs thin", () => {
    const { store } = modelOf("watermark");
    const times = new WindowIndex(store).update().task(2);
    const scene = sceneOf(times, store.count - 1, store.endMicros);
    const widths = of(scene, "watermark:").map((mark) => [mark.of, "width" in mark ? mark.width : 0]);
    expect(widths).toEqual([
      ["watermark:0", 1.5],
      ["watermark:1", 1.5],
      ["watermark:-1", 4],
    ]);
  });

  it("marks a window that has fired with its key and elements, and a late record with its lateness", () => {
    const { store } = modelOf("watermark");
    const times = new WindowIndex(store).update().task(2);
    const before = sceneOf(times, store.seqAt(5_000_000), 5_000_000);
    expect(of(before, "fired:")).toEqual([]);
    expect(texts(before).some((text) => text.startsWith("✓"))).toBe(false);
    const after = sceneOf(times, store.count - 1, store.endMicros);
    expect(of(after, "fired:").map(({ of: name }) => name)).toEqual(["fired:window:0,5000", "fired:window:5000,10000"]);
    expect(texts(after)).toContain("✓ pier · n=5");
    expect(texts(after)).toContain("late by 1.3 s");
  });

  it("dashes the stretch in which an input is idle", () => {
    const times = new TaskTimes(0);
    const line = times.channel(1);
    line.push(1, 1_000_000, 1000);
    line.setIdle(2, 2_000_000, true);
    line.setIdle(3, 2_500_000, true);
    line.setIdle(4, 3_000_000, false);
    line.push(5, 4_000_000, 4000);
    times.channel(2).push(6, 4_500_000, 4000);
    times.records.push(7, 5_000_000, 5000);
    const axes = planeAxes(planeExtent(times)!, WIDTH, HEIGHT, false);
    const parts = of(sceneOf(times, 7, 5_000_000), "watermark:1");
    expect(parts.map(dashOf)).toEqual([undefined, [4, 4], undefined]);
    const [, idle] = parts;
    expect(idle.shape === "line" && idle.points.map(Math.round)).toEqual(
      [axes.x(1000), axes.y(2_000_000), axes.x(1000), axes.y(3_000_000)].map(Math.round),
    );
    expect(planeFacts(times, 3).channels.map(({ idle: isIdle }) => isIdle)).toEqual([true, false]);
  });

  it("shades more records than can be told apart, and says so", () => {
    const times = new TaskTimes(0);
    for (let i = 0; i < 10_000; i++) times.records.push(i, i * 100, i % 1000);
    const scene = sceneOf(times, 9_999, 1_000_000);
    expect(of(scene, "event:")).toEqual([]);
    expect(texts(scene).some((text) => text.startsWith("10000 records, drawn as shading"))).toBe(true);
    const few = sceneOf(times, 2_999, 300_000);
    expect(of(few, "event:")).toHaveLength(3000);
  });

  it("keeps its labels inside, however short the time", () => {
    const times = new TaskTimes(0);
    times.records.push(1, 20_003_100, 0);
    times.records.push(2, 20_003_800, 10_000);
    const axes = planeAxes(planeExtent(times)!, WIDTH, HEIGHT, false);
    expect(axes.base).toBe(20_003_000);
    for (const { label } of axes.virtualTicks) expect(label).toMatch(/^\+[\d.]+ (µs|ms)$/);
  });
});

it("density counts every point in its square", () => {
  const xs = [0, 1, 5.9, 6, 13, -1, 100];
  const { cells, most } = density(
    xs.length,
    (i) => xs[i],
    () => 7,
    20,
    20,
  );
  expect(cells).toEqual([
    { x: 0, y: 6, count: 3 },
    { x: 6, y: 6, count: 1 },
    { x: 12, y: 6, count: 1 },
  ]);
  expect(most).toBe(3);
});

describe("a pointer on the plane", () => {
  it("finds the record, the late record or the window under it, and only what has happened", () => {
    const { store } = modelOf("watermark");
    const times = new WindowIndex(store).update().task(2);
    const axes = planeAxes(planeExtent(times)!, WIDTH, HEIGHT, true);
    const end = planeFacts(times, store.count - 1);
    const { seqs, micros, values } = times.records;
    expect(planeHit(end, axes, axes.x(values[0]) + 4, axes.y(micros[0]) - 3)).toBe(seqs[0]);
    const [late] = end.late;
    expect(planeHit(end, axes, axes.x(late.timestampMs), axes.y(late.micros))).toBe(late.seq);
    const inside = [axes.x(1000), axes.y(4_500_000)] as const;
    expect(planeHit(end, axes, ...inside)).toBe(times.windows[0].fires[0].seq);
    expect(planeHit(planeFacts(times, store.seqAt(4_600_000)), axes, ...inside)).toBe(times.windows[0].openSeq);
    expect(planeHit(planeFacts(times, store.seqAt(1_000_000)), axes, ...inside)).toBe(-1);
    expect(planeHit(end, axes, axes.x(-900), axes.y(4_500_000))).toBe(-1);
  });

  it("is answered by an outline", () => {
    const { store } = modelOf("watermark");
    const times = new WindowIndex(store).update().task(2);
    const axes = planeAxes(planeExtent(times)!, WIDTH, HEIGHT, true);
    const facts = planeFacts(times, store.count - 1);
    const outlineOf = (seq: number) => of(planeScene(facts, axes, store.endMicros, seq, "en"), "selected");
    const { seqs, micros, values } = times.records;
    expect(outlineOf(-1)).toEqual([]);
    expect(outlineOf(seqs[3])).toMatchObject([{ shape: "circle", x: axes.x(values[3]), y: axes.y(micros[3]) }]);
    expect(outlineOf(facts.late[0].seq)).toMatchObject([{ shape: "circle", x: axes.x(4200) }]);
    expect(outlineOf(times.windows[1].fires[0].seq)).toMatchObject([{ shape: "rect", x: axes.x(5000) }]);
  });
});
