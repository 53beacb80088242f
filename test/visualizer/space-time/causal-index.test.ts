import { describe, expect, it } from "vitest";
import type { RunModel } from "../../../visualizer/run-model.ts";
import { type CausalIndex, causalIndexOf } from "../../../visualizer/space-time/causal-index.ts";
import { frontierOf } from "../../../visualizer/space-time/causal-pointers.ts";
import { lanesOf } from "../../../visualizer/space-time/lanes.ts";
import { runIndexOf } from "../../../visualizer/space-time/run-index.ts";
import { modelOf } from "../support/model.ts";

const RUNS = ["watermark", "recovery", "two-phase-commit", "word-count"] as const;

/** Drawn events that lead to an event through events that are not drawn. */
function drawnBefore({ store }: RunModel, causal: CausalIndex, seq: number): number[] {
  const found: number[] = [];
  const ways = [store.cause(seq), store.enabler(seq)];
  for (let one = ways.pop(); one !== undefined; one = ways.pop()) {
    if (one < 0) continue;
    if (causal.isDrawn(one)) found.push(one);
    else ways.push(store.cause(one), store.enabler(one));
  }
  return found;
}

describe("the columns of the causal axis", () => {
  it.each(RUNS)("put every event right of what happened before it on other lanes, in %s", (name) => {
    const model = modelOf(name);
    const causal = causalIndexOf(model);
    const index = runIndexOf(model);
    let hops = 0;
    for (let seq = 0; seq < model.store.count; seq++) {
      if (!causal.isDrawn(seq)) continue;
      for (const before of drawnBefore(model, causal, seq)) {
        expect(causal.column(before), `${before} before ${seq}`).toBeLessThanOrEqual(causal.column(seq));
        if (index.sourceOf(before) === index.sourceOf(seq)) continue;
        expect(causal.column(before), `${before} led to ${seq} on another lane`).toBeLessThan(causal.column(seq));
        hops++;
      }
      const sender = causal.sender(seq);
      if (sender >= 0) expect(causal.column(sender), `sender of ${seq}`).toBeLessThan(causal.column(seq));
    }
    expect(hops).toBeGreaterThan(20);
  });

  it.each(RUNS)("never fall along a lane, in %s", (name) => {
    const model = modelOf(name);
    const causal = causalIndexOf(model);
    for (const { sources } of lanesOf(runIndexOf(model), 400).all)
      for (const source of sources) {
        const columns = causal.of(source).map((seq) => causal.column(seq));
        expect(columns).toEqual([...columns].sort((a, b) => a - b));
      }
  });

  it("are shared by what is concurrent: both subtasks of a source read at the same depth, whatever the clock says", () => {
    const model = modelOf("recovery");
    const causal = causalIndexOf(model);
    const { store } = model;
    const lanes = lanesOf(runIndexOf(model), 400).all.filter(({ kind }) => kind === "subtask");
    const columns = lanes.map(({ sources }) => new Set(causal.of(sources[0]).map((seq) => causal.column(seq))));
    const shared = [...columns[0]].filter((column) => columns[1].has(column));
    expect(shared.length).toBeGreaterThan(3);
    // Far fewer columns than moments: that is what the axis is for.
    const moments = new Set(Array.from({ length: store.count }, (_, seq) => store.t(seq)));
    expect(causal.columns).toBeLessThan(moments.size / 2);
  });

  it("tell how many lines end in a stretch of them", () => {
    const model = modelOf("recovery");
    const causal = causalIndexOf(model);
    for (const lane of lanesOf(runIndexOf(model), 400).all)
      for (const source of lane.sources)
        for (const [from, to] of [
          [-1, 500],
          [7.5, 30.2],
          [12, 12],
        ]) {
          const hops = causal.of(source).filter((seq) => {
            const column = causal.column(seq);
            return column >= from && column <= to && causal.sender(seq) >= 0;
          });
          expect(causal.hops(source, from, to), source).toBe(hops.length);
        }
  });

  it("are the same whether the run came at once or bit by bit", () => {
    const whole = causalIndexOf(modelOf("recovery"));
    const growing = modelOf("recovery", {}, 37, causalIndexOf);
    const bits = causalIndexOf(growing);
    expect(bits.columns).toBe(whole.columns);
    for (let seq = 0; seq < growing.store.count; seq++) {
      expect([bits.column(seq), bits.isDrawn(seq)]).toEqual([whole.column(seq), whole.isDrawn(seq)]);
      if (bits.isDrawn(seq)) expect(bits.sender(seq)).toBe(whole.sender(seq));
    }
  });

  it("let the cursor part each lane into what has happened and what has not", () => {
    const model = modelOf("recovery");
    const causal = causalIndexOf(model);
    const lanes = lanesOf(runIndexOf(model), 400);
    for (let seq = 0; seq < model.store.count; seq += 29)
      for (const lane of lanes.all) {
        const at = frontierOf(causal, lane, seq, 20);
        // What shares a column with the last that happened is not parted from it.
        for (const one of lane.sources.flatMap((source) => causal.of(source)))
          if (one <= seq) expect(causal.column(one)).toBeLessThan(at);
          else expect(causal.column(one)).toBeGreaterThanOrEqual(Math.floor(at));
      }
  });
});
