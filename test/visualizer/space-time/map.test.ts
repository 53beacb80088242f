import { describe, expect, it } from "vitest";
import { mapPointerScene, mapRange, mapScene } from "../../../visualizer/space-time/map-scene.ts";
import { modelOf } from "../support/model.ts";
import { xsOf } from "./support.ts";

const WIDTH = 1000;

describe("the mini-map", () => {
  it("marks checkpoints, failures and restores of the whole run where they happened", () => {
    const model = modelOf("recovery");
    const { store } = model;
    const { to } = mapRange(model);
    const list = mapScene(model, WIDTH, 32);
    const middle = (of: string) => {
      const xs = list.filter((one) => one.of === of).flatMap(xsOf);
      expect(xs.length, of).toBeGreaterThan(0);
      return (Math.min(...xs) + Math.max(...xs)) / 2;
    };
    for (let seq = 0; seq < store.count; seq++) {
      const x = (store.t(seq) / to) * WIDTH;
      if (store.kind(seq) === "cp.complete") expect(middle(`checkpoint:${store.ch(seq)}`)).toBeCloseTo(x);
      if (["iv.apply", "fail.task", "tm.lost"].includes(store.kind(seq)))
        expect(middle(`failure:${seq}`)).toBeCloseTo(x);
      if (store.kind(seq) === "cp.restore") expect(Math.abs(middle(`restore:${seq}`) - x)).toBeLessThan(1);
    }
  });

  it("hatches what is not simulated yet", () => {
    const model = modelOf("recovery");
    expect(mapScene(model, WIDTH, 32).some(({ of }) => of === "unknown")).toBe(false);
    model.end = null;
    const unknown = mapScene(model, WIDTH, 32).find(({ of }) => of === "unknown");
    if (unknown?.shape !== "rect") throw new Error("nothing is hatched");
    expect(unknown.hatch).toBeDefined();
    expect(unknown.x).toBeCloseTo((model.store.endMicros / mapRange(model).to) * WIDTH);
    expect(unknown.x + unknown.w).toBeCloseTo(WIDTH);
  });

  it("shows the visible stretch, the focus range and the cursor", () => {
    const model = modelOf("recovery");
    const { to } = mapRange(model);
    const focus = { from: 2_000_000, to: 3_000_000 };
    const visible = { from: 1_000_000, to: 4_000_000 };
    const list = mapPointerScene(model, WIDTH, 32, { visible, focus, cursor: 2_500_000 });
    const xs = (of: string) => list.filter((one) => one.of === of).flatMap(xsOf);
    expect(xs("focus")[0]).toBeCloseTo((focus.from / to) * WIDTH);
    expect(xs("focus")[1]).toBeCloseTo((focus.to / to) * WIDTH);
    expect(xs("cursor")[0]).toBeCloseTo((2_500_000 / to) * WIDTH);
    expect(Math.abs(xs("visible")[0] - (visible.from / to) * WIDTH)).toBeLessThan(1);
    expect(Math.abs(xs("visible")[1] - (visible.to / to) * WIDTH)).toBeLessThan(1);
  });
});
