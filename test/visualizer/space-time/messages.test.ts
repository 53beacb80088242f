import { describe, expect, it } from "vitest";
import { tolls } from "../../../exercises/scenarios/teaching.ts";
import type { DrawList } from "../../../visualizer/draw/primitives.ts";
import type { RunModel } from "../../../visualizer/run-model.ts";
import { modelOf } from "../support/model.ts";
import { draw, linesOf, WIDTH, whole, xsOf } from "./support.ts";

interface Flight {
  readonly from: string;
  readonly to: string;
  readonly isSignal: boolean;
  readonly emittedAt: number;
  sentAt: number;
  arrivedAt: number;
}

/** When each element was sent and arrived, and between which subtasks, from the events alone: by number of its emission. */
function flightsOf({ store }: RunModel): Map<number, Flight> {
  const flights = new Map<number, Flight>();
  const subtasks = new Map<number, string>();
  const ends = new Map<number, readonly [number, number]>();
  const unsent = new Map<number, Flight[]>();
  const underWay = new Map<string, Flight[]>();
  for (let seq = 0; seq < store.count; seq++) {
    const { kind, ch, a, b, t, task, ext } = store.event(seq);
    if (kind === "exec.def") subtasks.set(task, `${String(ext?.vertex)}/${String(ext?.subtask)}`);
    if (kind === "chan.def") ends.set(ch, [Number(ext?.fromTask), Number(ext?.toTask)]);
    const [from, to] = ends.get(ch) ?? [-1, -1];
    const flight = (isSignal: boolean): Flight => ({
      from: subtasks.get(from) ?? "",
      to: subtasks.get(to) ?? "",
      isSignal,
      emittedAt: t,
      sentAt: Number.NaN,
      arrivedAt: Number.NaN,
    });
    const waiting = unsent.get(ch) ?? [];
    if (kind === "el.emit" && b <= 2) {
      flights.set(seq, flight(b !== 0));
      unsent.set(ch, [...waiting, flights.get(seq)!]);
    }
    if (kind === "buf.send") {
      const sent = ext?.data === false ? [flight(true)] : waiting.slice(0, b);
      if (ext?.data === false) flights.set(seq, sent[0]);
      else unsent.set(ch, waiting.slice(b));
      for (const one of sent) one.sentAt = t;
      underWay.set(`${ch} ${a}`, sent);
    }
    if (kind === "buf.arrive") for (const one of underWay.get(`${ch} ${a}`) ?? []) one.arrivedAt = t;
  }
  return flights;
}

/** A run with 6,000 records. */
function crowded(): RunModel {
  return modelOf("recovery", { inputs: { tolls: { records: tolls(6000, 2) } }, faults: [] });
}

describe("messages", () => {
  it.each(["checkpoint", "recovery", "second-crash", "word-count", "watermark"])(
    "are lines from where and when they were sent to where and when they arrived, in %s",
    (name) => {
      const model = modelOf(name);
      const flights = flightsOf(model);
      const range = whole(model);
      for (const part of [range, { from: 1_890_000, to: 2_010_000 }, { from: 1_910_000, to: 1_913_000 }]) {
        const { list, lanes } = draw(model, part);
        const x = (micros: number) => ((micros - part.from) / (part.to - part.from)) * WIDTH;
        // Heads have the same name: a line between two lanes is the message.
        const lines = linesOf(list, "element:").filter(({ points }) => Math.abs(points[3] - points[1]) > 12.5);
        if (part === range) expect(lines.length).toBeGreaterThan(15);
        for (const { seq, points } of lines) {
          const flight = flights.get(seq)!;
          const from = lanes.byKey.get(flight.from)!;
          const to = lanes.byKey.get(flight.to)!;
          if (flight.sentAt >= part.from && flight.arrivedAt <= part.to) {
            expect(Math.abs(points[0] - x(flight.sentAt)), `send of ${seq}`).toBeLessThan(0.5);
            expect(Math.abs(points[1] - (from.top + 11))).toBeLessThan(0.5);
            expect(Math.abs(points[2] - x(flight.arrivedAt)), `arrival of ${seq}`).toBeLessThan(0.5);
            expect(Math.abs(points[3] - (to.top + 11))).toBeLessThan(0.5);
          }
        }
      }
    },
  );

  it.each(["recovery", "word-count"])(
    "include every barrier and watermark of the stretch at every zoom, in %s",
    (name) => {
      const model = modelOf(name);
      const byNumber = flightsOf(model);
      const flights = [...byNumber].filter(([, { isSignal, arrivedAt }]) => isSignal && !Number.isNaN(arrivedAt));
      const { endMicros } = model.store;
      let drawn = 0;
      for (let length = endMicros; length > 500; length /= 3)
        for (const from of [0, endMicros * 0.2, 1_910_000, endMicros - length]) {
          const range = { from, to: from + length };
          const lines = linesOf(draw(model, range).list, "element:");
          const x = (micros: number) => ((micros - range.from) / length) * WIDTH;
          for (const [seq, { sentAt, arrivedAt, emittedAt }] of flights) {
            if (arrivedAt < range.from || emittedAt > range.to || sentAt > range.to) continue;
            // Two of one channel within half a px are one line.
            const { from, to } = byNumber.get(seq)!;
            const near = lines.some((one) => {
              const other = byNumber.get(one.seq);
              const isSame = other?.from === from && other?.to === to && Math.abs(x(other.sentAt) - x(sentAt)) <= 0.5;
              return one.seq === seq || isSame;
            });
            expect(near, `signal ${seq} of ${from} + ${length}`).toBe(true);
            drawn++;
          }
        }
      expect(drawn).toBeGreaterThan(20);
    },
  );

  it("are records one by one only while they are few, or asked for", () => {
    const model = modelOf("word-count");
    const records = ({ store }: RunModel, list: DrawList) =>
      linesOf(list, "element:").filter(({ seq }) => store.kind(seq) === "el.emit" && store.b(seq) === 0).length;
    const few = draw(model, { from: 1_000_000, to: 2_500_000 });
    expect(few.shaded).toBe(0);
    expect(records(model, few.list)).toBeGreaterThan(10);
    const many = crowded();
    const all = draw(many, whole(many));
    expect(all.shaded).toBe(6000);
    expect(all.list.some(({ of }) => of?.startsWith("density:"))).toBe(true);
    expect(records(many, all.list)).toBe(0);
    const subtask = all.lanes.all.find(({ kind }) => kind === "subtask")!;
    const asked = draw(many, whole(many), { kind: "subtask", vertex: subtask.vertex, subtask: subtask.subtask });
    expect(asked.shaded).toBeLessThan(all.shaded);
    expect(linesOf(asked.list, "element:").length).toBeGreaterThan(linesOf(all.list, "element:").length);
  });

  it("are at most 2,000, and what is left out is counted", () => {
    const model = crowded();
    let most = 0;
    const { lanes } = draw(model, whole(model));
    for (const { vertex, subtask } of lanes.all.filter(({ kind }) => kind === "subtask")) {
      const { list, left } = draw(model, whole(model), { kind: "subtask", vertex, subtask });
      const lines = [...linesOf(list, "element:"), ...linesOf(list, "rpc:")];
      const between = lines.filter(({ points }) => Math.abs(points[3] - points[1]) > 12.5);
      expect(between.length).toBeLessThanOrEqual(2000);
      if (between.length > 1990) expect(left).toBeGreaterThan(0);
      most = Math.max(most, between.length);
    }
    expect(most).toBeGreaterThan(1900);
  });

  it.each(["recovery", "word-count"])("and everything else stay within the visible stretch, in %s", (name) => {
    const model = modelOf(name);
    for (let i = 0; i < 40; i++) {
      const length = model.store.endMicros / 1.3 ** i;
      const from = ((i * 0.37) % 1) * (model.store.endMicros - length);
      // A sign around a place at the edge may stand out by half of itself.
      for (const one of draw(model, { from, to: from + length }, { kind: "event", seq: model.store.count - 5 }).list)
        for (const x of xsOf(one)) {
          expect(x, JSON.stringify(one)).toBeGreaterThanOrEqual(-9);
          expect(x, JSON.stringify(one)).toBeLessThanOrEqual(WIDTH + 9);
        }
    }
  });
});
