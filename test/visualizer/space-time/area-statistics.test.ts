import { describe, expect, it } from "vitest";
import { statisticsOfColumns, statisticsOfTime } from "../../../visualizer/space-time/area-statistics.ts";
import { causalIndexOf } from "../../../visualizer/space-time/causal-index.ts";
import { groupOf } from "../../../visualizer/space-time/event-groups.ts";
import { lanesOf } from "../../../visualizer/space-time/lanes.ts";
import { runIndexOf } from "../../../visualizer/space-time/run-index.ts";
import { modelOf } from "../support/model.ts";

const RANGE = { from: 1_500_000, to: 2_600_000 };

describe("the statistics of an area", () => {
  it.each(["recovery", "word-count"])("count every event of its lanes and its stretch once, in %s", (name) => {
    const model = modelOf(name);
    const { store } = model;
    const index = runIndexOf(model);
    for (const lane of lanesOf(index, 400).all) {
      const counts = new Map<string, number>();
      for (let seq = 0; seq < store.count; seq++) {
        if (store.t(seq) < RANGE.from || store.t(seq) > RANGE.to || !lane.sources.includes(index.sourceOf(seq)))
          continue;
        // Whose call it was may be known later than the call; heartbeats are no part of the diagram.
        if (groupOf(store, seq) === "calls") continue;
        counts.set(groupOf(store, seq), (counts.get(groupOf(store, seq)) ?? 0) + 1);
      }
      const told = statisticsOfTime(model, [lane], RANGE).counts.filter(([group]) => group !== "calls");
      expect(new Map(told), lane.key).toEqual(counts);
    }
  });

  it("of the whole run and all lanes leave no event out that the diagram has", () => {
    const model = modelOf("recovery");
    const lanes = lanesOf(runIndexOf(model), 400).all;
    const { counts } = statisticsOfTime(model, lanes, { from: 0, to: model.store.endMicros });
    const told = counts.reduce((sum, [, n]) => sum + n, 0);
    expect(told).toBe(
      lanes.flatMap(({ sources }) => sources).reduce((n, one) => n + runIndexOf(model).lanes.of(one).length, 0),
    );
  });

  it.each(["word-count", "recovery"])("find the longest queue that any channel into the lanes had, in %s", (name) => {
    const model = modelOf(name);
    const index = runIndexOf(model);
    const lanes = lanesOf(index, 400).all;
    for (const range of [RANGE, { from: 0, to: model.store.endMicros }]) {
      let most = 0;
      for (const [ch] of index.topology.channels) {
        const elements = model.elements.channels.get(ch)?.elements ?? [];
        const moments = [range.from, ...elements.map(({ arrivedAt }) => arrivedAt)];
        for (const at of moments.filter((one) => one >= range.from && one <= range.to))
          most = Math.max(most, elements.filter((one) => one.arrivedAt <= at && one.takenAt > at).length);
      }
      expect(statisticsOfTime(model, lanes, range).queue?.elements ?? 0).toBe(most);
    }
  });

  it.each(["word-count", "recovery"])("count the records that were taken as the trace tells of them, in %s", (name) => {
    const model = modelOf(name);
    const { store } = model;
    for (const lane of lanesOf(runIndexOf(model), 400).all) {
      const tasks = new Set(lane.attempts.map(({ task }) => task));
      let records = 0;
      for (let seq = 0; seq < store.count; seq++)
        if (store.kind(seq) === "el.take" && tasks.has(store.task(seq)) && store.t(seq) >= RANGE.from)
          records += store.t(seq) <= RANGE.to ? 1 : 0;
      const { taken } = statisticsOfTime(model, [lane], RANGE);
      expect(taken?.records, lane.key).toBe(records);
      expect(taken?.messages).toBeGreaterThanOrEqual(records);
    }
  });

  it("tell what share of their lives the subtasks were busy, and nothing where none existed", () => {
    const model = modelOf("recovery");
    const lanes = lanesOf(runIndexOf(model), 400).all;
    const all = statisticsOfTime(model, lanes, { from: 0, to: model.store.endMicros });
    expect(all.subtasks).toBe(4);
    expect(all.busy).toBeGreaterThan(0);
    expect(all.busy).toBeLessThan(1);
    // Between the crash and the restart.
    expect(statisticsOfTime(model, lanes, { from: 3_500_000, to: 5_000_000 })).toMatchObject({
      subtasks: 0,
      busy: null,
    });
  });

  it("of columns count what is drawn in them", () => {
    const model = modelOf("recovery");
    const causal = causalIndexOf(model);
    const lanes = lanesOf(runIndexOf(model), 400).all;
    let drawn = 0;
    for (let seq = 0; seq < model.store.count; seq++)
      if (causal.isDrawn(seq) && causal.column(seq) >= 8 && causal.column(seq) <= 30) drawn++;
    const { counts, busy, queue } = statisticsOfColumns(model, lanes, { from: 7.5, to: 30.4 });
    expect(counts.reduce((sum, [, n]) => sum + n, 0)).toBe(drawn);
    expect([busy, queue]).toEqual([null, null]);
  });
});
