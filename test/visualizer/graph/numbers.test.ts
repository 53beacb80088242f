import { describe, expect, it } from "vitest";
import { WAIT_REASONS } from "../../../src/trace/kinds.ts";
import type { DrawList, Primitive } from "../../../visualizer/draw/primitives.ts";
import { graphScene } from "../../../visualizer/graph/scene.ts";
import { inputWatermarks } from "../../../visualizer/graph/watermark-ruler.ts";
import type { TraceStore } from "../../../visualizer/trace/trace-store.ts";
import { modelOf } from "../support/model.ts";
import { momentsOf } from "./support/moments.ts";
import { graphModel } from "./support/slow.ts";

const SIZE = { width: 848, height: 560 };
const LOAD_MICROS = 1_000_000;

function pictureOf(model: ReturnType<typeof modelOf>, micros: number): DrawList {
  const state = model.folder.seek(model.store.seqAt(micros));
  const reducedMotion = false;
  return graphScene({ model, state, micros, rate: 1e6, size: SIZE, selection: null, reducedMotion, language: "en" });
}

function widthOf(list: DrawList, of: string): number {
  const mark = list.find((one) => one.of === of);
  return mark?.shape === "rect" ? mark.w : Number.NaN;
}

/** Busy and back-pressured µs of each task between two times, from its own events. */
function loadsOf(store: TraceStore, from: number, to: number): Map<number, { busy: number; backPressured: number }> {
  const loads = new Map<number, { busy: number; backPressured: number }>();
  const working = new Map<number, number>();
  const waiting = new Map<number, [since: number, isBlocked: boolean]>();
  const inside = (a: number, b: number) => Math.max(0, Math.min(b, to) - Math.max(a, from));
  const add = (task: number, busy: number, backPressured: number) => {
    const load = loads.get(task) ?? { busy: 0, backPressured: 0 };
    loads.set(task, { busy: load.busy + busy, backPressured: load.backPressured + backPressured });
  };
  const endWait = (task: number, t: number) => {
    const wait = waiting.get(task);
    waiting.delete(task);
    if (wait?.[1] === true) add(task, 0, inside(wait[0], t));
  };
  for (let seq = 0; seq < store.count; seq++) {
    const task = store.task(seq);
    const t = store.t(seq);
    const kind = store.kind(seq);
    if (kind === "proc.begin") working.set(task, t);
    if (kind === "proc.end") add(task, inside(working.get(task) ?? t, (working.get(task) ?? t) + store.x(seq)), 0);
    if (kind === "wait.begin") waiting.set(task, [t, ["output", "credit"].includes(WAIT_REASONS[store.a(seq)] ?? "")]);
    if (kind === "wait.end" || (kind === "exec.state" && store.b(seq) >= 5)) endWait(task, t);
  }
  for (const task of [...waiting.keys()]) endWait(task, Number.POSITIVE_INFINITY);
  return loads;
}

describe("numbers of the graph", () => {
  it.each(["slow", "slow-task-manager", "checkpoint"])("loads of %s are those of its own events", (name) => {
    const model = graphModel(name);
    let busiest = 0;
    for (const micros of momentsOf(model.store, 40)) {
      const picture = pictureOf(model, micros);
      const from = Math.max(0, micros - LOAD_MICROS);
      const loads = loadsOf(model.store, from, micros);
      for (const { of } of picture) {
        if (of?.startsWith("busy:") !== true) continue;
        const task = Number(of.slice("busy:".length));
        const whole = barOf(picture, task);
        const load = loads.get(task) ?? { busy: 0, backPressured: 0 };
        const span = Math.max(1, micros - from);
        expect(widthOf(picture, of) / whole, `busy of ${task} at ${micros}`).toBeCloseTo(load.busy / span, 9);
        expect(widthOf(picture, `backPressured:${task}`) / whole).toBeCloseTo(load.backPressured / span, 9);
        busiest = Math.max(busiest, load.busy);
      }
    }
    expect(busiest).toBeGreaterThan(name === "slow" ? 900_000 : 0);
  });

  it.each(["watermark", "word-count", "second-crash", "harbour-tolls"])(
    "the pin of %s stands at the least watermark of the active inputs",
    (name) => {
      const model = modelOf(name);
      const { store } = model;
      let pins = 0;
      for (const micros of momentsOf(store, 100)) {
        const known = channelWatermarks(store, store.seqAt(micros));
        const state = model.folder.seek(store.seqAt(micros));
        const picture = pictureOf(model, micros);
        for (const task of state.currentTasks()) {
          const active = task.inputs.filter((ch) => known.get(ch)?.idle !== true);
          const values = active.map((ch) => known.get(ch)?.ms ?? Number.NEGATIVE_INFINITY);
          const least = values.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...values);
          const pin = picture.find(({ of, shape }) => of === `pin:${task.task}` && shape === "line");
          expect(inputWatermarks(state, task).leastMs, `task ${task.task} at ${micros}`).toBe(
            Number.isFinite(least) ? least : null,
          );
          expect(pin === undefined, `pin of ${task.task} at ${micros}`).toBe(!Number.isFinite(least));
          if (pin === undefined) continue;
          pins++;
          const at = active[values.indexOf(least)];
          const ticks = picture.filter((mark) => mark.of === `channel:${at}` && isUpright(mark)).map(xOf);
          expect(ticks).toContain(xOf(pin));
          const others = active.flatMap((ch) =>
            picture.filter((mark) => mark.of === `channel:${ch}` && isTick(mark, pin)).map(xOf),
          );
          expect(xOf(pin)).toBe(Math.min(...others));
        }
      }
      expect(pins).toBeGreaterThan(20);
    },
  );
});

function barOf(picture: DrawList, task: number): number {
  const busy = picture.findIndex(({ of }) => of === `busy:${task}`);
  const bar = picture[busy - 1];
  return bar?.shape === "rect" ? bar.w : Number.NaN;
}

function isUpright(mark: Primitive): boolean {
  return mark.shape === "line" && mark.points.length === 4 && mark.points[0] === mark.points[2];
}

/** An upright line at the height of the pin. */
function isTick(mark: Primitive, pin: Primitive): boolean {
  return mark.shape === "line" && pin.shape === "line" && isUpright(mark) && mark.points[1] === pin.points[1];
}

function xOf(mark: Primitive): number {
  return mark.shape === "line" ? mark.points[0] : Number.NaN;
}

/** What each receiver knows after event `last`. */
function channelWatermarks(store: TraceStore, last: number): Map<number, { ms: number | null; idle: boolean }> {
  const known = new Map<number, { ms: number | null; idle: boolean }>();
  for (let seq = 0; seq <= last; seq++) {
    const ch = store.ch(seq);
    const before = known.get(ch) ?? { ms: null, idle: false };
    if (store.kind(seq) === "wm.channel") known.set(ch, { ...before, ms: store.x(seq) });
    if (store.kind(seq) === "wm.idle" && ch >= 0) known.set(ch, { ...before, idle: true });
    if (store.kind(seq) === "wm.active" && ch >= 0) known.set(ch, { ...before, idle: false });
  }
  return known;
}
