import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { labelWidth } from "../../../visualizer/event-time/boxed-label.ts";
import { planeAxes } from "../../../visualizer/event-time/plane-axes.ts";
import { type PlaneFacts, planeFacts } from "../../../visualizer/event-time/plane-facts.ts";
import { PlaneSight } from "../../../visualizer/event-time/plane-sight.ts";
import { TimeBrush } from "../../../visualizer/event-time/time-brush.ts";
import { windowIndexOf } from "../../../visualizer/event-time/window-index.ts";
import { createPageState } from "../../../visualizer/page/page-state.ts";
import { xsOf } from "../space-time/support.ts";
import { modelOf } from "../support/model.ts";

const WHOLE = { from: 0, to: 10_000 };

/** A plane of 1000 px. */
function brushOf(subject: () => unknown = () => "plane") {
  const brush: TimeBrush = new TimeBrush(() => ({
    subject: subject(),
    whole: WHOLE,
    eventMs: (x) => {
      const { from, to } = brush.range.value ?? WHOLE;
      return from + (x / 1000) * (to - from);
    },
  }));
  return brush;
}

function drag(brush: TimeBrush, from: number, to: number): boolean {
  brush.down(from);
  brush.move(to);
  return brush.up();
}

describe("the brush over event time", () => {
  it("shows what a pointer was dragged over, in either direction, and a part of that again", () => {
    const brush = brushOf();
    expect(brush.range.value).toBe(null);
    expect(drag(brush, 600, 200)).toBe(false);
    expect(brush.range.value).toEqual({ from: 2000, to: 6000 });
    drag(brush, 500, 750);
    expect(brush.range.value).toEqual({ from: 4000, to: 5000 });
    brush.reset();
    expect(brush.range.value).toBe(null);
  });

  it("takes a pointer that hardly moves for a click, and one that never went down for nothing", () => {
    const brush = brushOf();
    expect(drag(brush, 600, 603)).toBe(true);
    expect(brush.range.value).toBe(null);
    brush.move(900);
    expect(brush.marked.value).toBe(null);
    expect(brush.up()).toBe(false);
  });

  it("zooms and moves with keys, within what there is, and leaves other keys alone", () => {
    const brush = brushOf();
    brush.press("w");
    const zoomed = brush.range.value!;
    expect(zoomed.to - zoomed.from).toBeCloseTo(10_000 / 1.5);
    for (let i = 0; i < 10; i++) brush.press("d");
    expect(brush.range.value?.to).toBe(WHOLE.to);
    for (let i = 0; i < 20; i++) brush.press("a");
    expect(brush.range.value?.from).toBe(WHOLE.from);
    brush.press("s");
    expect(brush.range.value).toBe(null);
    brush.press("w");
    brush.press("f");
    expect(brush.range.value).toBe(null);
    expect(brush.press("q")).toBe(false);
  });

  it("means nothing on the plane of another subtask", () => {
    const subject = signal("one");
    const brush = brushOf(() => subject.value);
    drag(brush, 100, 200);
    subject.value = "other";
    expect(brush.range.value).toBe(null);
  });
});

describe("a plane that shows a part of event time", () => {
  const model = modelOf("watermark");
  const index = windowIndexOf(model).update();
  const times = index.task([0, 1, 2, 3].find((task) => index.task(task).windows.length > 0)!);

  it("draws nothing beside its area", () => {
    const page = createPageState(model);
    const facts = signal<PlaneFacts | null>(planeFacts(times, model.store.count - 1));
    page.cursor.value = { micros: model.store.endMicros, seq: model.store.count - 1 };
    const sight = new PlaneSight(page, facts);
    sight.size = { width: 700, height: 400 };
    const all = sight.scene().filter(({ shape, of }) => shape === "circle" && of?.startsWith("event:"));
    drag(sight.brush, 250, 400);
    const { left, right } = sight.axes()!;
    const shown = sight.scene();
    const dots = shown.filter(({ shape, of }) => shape === "circle" && of?.startsWith("event:"));
    expect(dots.length).toBeGreaterThan(0);
    expect(dots.length).toBeLessThan(all.length);
    for (const one of shown) {
      if (one.of === undefined || !/^(event|window|fired|purged|watermark|late)/.test(one.of)) continue;
      const xs = xsOf(one);
      for (const x of xs) {
        expect(x, one.of).toBeGreaterThanOrEqual(one.of.startsWith("late") ? 0 : left);
        expect(x, one.of).toBeLessThanOrEqual(right);
      }
    }
  });

  it("has room for the labels of virtual time, however narrow it is", () => {
    for (const [from, to] of [
      [5_613_440, 5_613_600],
      [5_613_440, 5_650_000],
      [1_000_000, 6_500_000],
      [20_000_000, 240_000_000],
    ])
      for (const width of [300, 700]) {
        const axes = planeAxes({ eventFrom: 0, eventTo: 1000, from, to }, width, 270, false);
        for (const { label } of axes.virtualTicks)
          expect(labelWidth(label), label).toBeLessThanOrEqual(axes.gutter - 5);
      }
  });
});
