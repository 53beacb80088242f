import { describe, expect, it } from "vitest";
import { type PlaneFacts, planeExtent, planeFacts } from "../../../visualizer/event-time/plane-facts.ts";
import { WindowIndex } from "../../../visualizer/event-time/window-index.ts";
import { statusText } from "../../../visualizer/event-time/window-text.ts";
import { TraceStore } from "../../../visualizer/trace/trace-store.ts";
import { modelOf } from "../support/model.ts";
import { batchOf } from "./batch-of.ts";

/** Numbers below `below`, the same ones each time. */
function moments(count: number, below: number): number[] {
  const numbers: number[] = [];
  for (let n = 0, h = 3; n < count; n++) {
    h = (Math.imul(h, 1664525) + 1013904223) >>> 0;
    numbers.push(h % below);
  }
  return numbers;
}

/** What a plane shows, without what comes later. */
function textOf(facts: PlaneFacts, seq: number): string {
  const { times, records, untimed, combined, channels, windows, late } = facts;
  const lines = [combined, ...channels.filter(({ count, idleChanges }) => count + idleChanges > 0)].map(
    ({ line, count, watermarkMs, idle, idleChanges, holds }) => [
      line.ch,
      line.values.slice(0, count),
      line.micros.slice(0, count),
      line.idleMicros.slice(0, idleChanges),
      watermarkMs,
      idle,
      holds,
    ],
  );
  const open = windows.map(({ span, status, elements, fires }) => {
    const { key, start, end, openedAt, restoredFrom, carried } = span;
    const fired = span.fires.filter((fire) => fire.seq <= seq);
    return { key, start, end, openedAt, restoredFrom, carried, status, elements, fires, fired };
  });
  return JSON.stringify([times.records.values.slice(0, records), untimed, lines, open, late]);
}

describe("the windows, watermarks and records of a subtask", () => {
  it.each(["watermark", "tide-gauges", "word-count"])(
    "are at 200 moments of %s what the trace up to then tells",
    (name) => {
      const { store } = modelOf(name);
      const whole = new WindowIndex(store).update();
      // Played: fed up to each moment in turn, without anything after it.
      const seqs = moments(200, store.count);
      const wanted = new Map<string, string>();
      const played = new TraceStore();
      const index = new WindowIndex(played);
      for (const seq of [...seqs].sort((one, other) => one - other)) {
        played.append(batchOf(store, played.count, seq + 1));
        index.update();
        for (const task of whole.tasks.keys())
          wanted.set(`${seq}/${task}`, textOf(planeFacts(index.task(task), seq), seq));
      }
      for (const seq of seqs)
        for (const task of whole.tasks.keys())
          expect(textOf(planeFacts(whole.task(task), seq), seq), `task ${task} at ${seq}`).toBe(
            wanted.get(`${seq}/${task}`),
          );
    },
  );

  it("of the watermark scenario are what its events tell", () => {
    const { store } = modelOf("watermark");
    const task = 2;
    const of = (kind: string) =>
      Array.from({ length: store.count }, (_, seq) => store.event(seq)).filter(
        (event) => event.kind === kind && event.task === task,
      );
    const facts = planeFacts(new WindowIndex(store).update().task(task), store.count - 1);
    const fires = of("win.fire");
    expect(facts.windows.map(({ span }) => [span.start, span.end, span.key])).toEqual([
      [0, 5000, "pier"],
      [5000, 10000, "pier"],
    ]);
    expect(fires).toHaveLength(2);
    for (const [i, { span, status, elements, fires: count }] of facts.windows.entries()) {
      const mine = (event: { readonly ext: Readonly<Record<string, unknown>> | null }) =>
        event.ext?.start === span.start;
      expect(elements).toBe(of("win.add").filter(mine).length);
      expect(span.openedAt).toBe(of("win.open").filter(mine)[0].t);
      expect(span.fires).toEqual([{ seq: fires[i].seq, micros: fires[i].t, watermarkMs: fires[i].x, pane: 0 }]);
      expect(span.purgedAt).toBe(of("win.purge").filter(mine)[0].t);
      expect([status, count]).toEqual(["purged", 1]);
    }
    expect(facts.windows.map(({ elements }) => elements)).toEqual([5, 3]);
    const [late] = of("rec.late");
    expect(facts.late).toEqual([
      {
        seq: late.seq,
        micros: late.t,
        timestampMs: 4200,
        latenessMs: late.x,
        watermarkMs: 5499,
        start: 0,
        end: 5000,
        toSideOutput: false,
      },
    ]);
    expect(facts.records).toBe(of("el.take").length);
    expect(facts.times.records.values).toEqual(of("el.take").map(({ x }) => x));
    expect(facts.times.records.micros).toEqual(of("el.take").map(({ t }) => t));
    expect(facts.combined.line.values).toEqual(of("wm.advance").map(({ x }) => x));
    expect(facts.combined.line.micros).toEqual(of("wm.advance").map(({ t }) => t));
    for (const { line } of facts.channels) {
      const mine = of("wm.channel").filter(({ ch }) => ch === line.ch);
      expect(line.values).toEqual(mine.map(({ x }) => x));
      expect(line.micros).toEqual(mine.map(({ t }) => t));
    }
    expect(facts.channels).toHaveLength(2);
  });

  it("name the input that holds the watermark back as the trace does", () => {
    const { store } = modelOf("watermark");
    const times = new WindowIndex(store).update().task(2);
    let compared = 0;
    for (let seq = 0; seq < store.count; seq++) {
      if (store.kind(seq) !== "wm.advance" || store.task(seq) !== 2 || store.x(seq) >= Number.MAX_SAFE_INTEGER)
        continue;
      expect(planeFacts(times, seq).channels.find(({ holds }) => holds)?.line.ch).toBe(store.ch(seq));
      compared++;
    }
    expect(compared).toBe(4);
  });

  it("tell what an open window waits for", () => {
    const { store } = modelOf("watermark");
    const times = new WindowIndex(store).update().task(2);
    const facts = planeFacts(times, store.seqAt(4_200_000));
    expect(facts.windows.map((window) => statusText(window, facts.combined.watermarkMs, "en"))).toEqual([
      "waits: watermark 0.999\u00a0s, needs 4.999\u00a0s",
      "waits: watermark 0.999\u00a0s, needs 9.999\u00a0s",
    ]);
    const after = planeFacts(times, store.seqAt(5_200_000));
    expect(statusText(after.windows[0], after.combined.watermarkMs, "en")).toBe("✓ fired at 5.100 s");
  });

  it("come back with a restart, with what they held at the checkpoint", () => {
    const { store } = modelOf("tide-gauges");
    const index = new WindowIndex(store).update();
    const restored = [...index.tasks.values()].flatMap(({ task, windows }) =>
      windows.filter(({ restoredFrom }) => restoredFrom > 0).map((span) => ({ task, span })),
    );
    expect(restored.map(({ span }) => [span.start, span.end, span.key, span.restoredFrom])).toEqual([
      [0, 5000, "pier", 3],
    ]);
    const [{ task, span }] = restored;
    // Independent: what the old attempt had added when it made the snapshot.
    let added = 0;
    for (let seq = 0; seq < store.count; seq++) {
      if (store.kind(seq) === "win.add" && store.task(seq) === 2 && store.ext(seq)?.start === 0) added++;
      if (store.kind(seq) === "cp.sync" && store.task(seq) === 2 && store.ch(seq) === 3) break;
    }
    expect(span.carried).toBe(added);
    expect(added).toBeGreaterThan(0);
    const facts = planeFacts(index.task(task), store.count - 1);
    expect(facts.windows.map(({ status, fires }) => [status, fires])).toEqual([
      ["purged", 1],
      ["purged", 1],
    ]);
  });

  it("fit into the plane", () => {
    const { store } = modelOf("watermark");
    const extent = planeExtent(new WindowIndex(store).update().task(2));
    expect(extent).toEqual({ eventFrom: -1001, eventTo: 10_000, from: 1_100_000, to: 6_500_002 });
    expect(planeExtent(new WindowIndex(store).update().task(99))).toBeNull();
  });
});
