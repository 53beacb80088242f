/** Records, watermarks, waits. */
import { type TraceKind, WAIT_REASONS } from "../../src/trace/kinds.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import type { Fold } from "./fold-event.ts";
import type { ViewState } from "./view-state.ts";

export const dataFolds: Partial<Record<TraceKind, Fold>> = {
  "src.emit"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task === undefined) return;
    task.recordsIn++;
    task.splits = new Map([...task.splits, [String(store.ext(seq)?.split), store.b(seq) + 1]]);
  },
  "el.emit"(state, store, seq) {
    if (store.b(seq) !== 0) return;
    const task = state.own(state.tasks, store.task(seq));
    if (task !== undefined) task.recordsOut++;
  },
  "el.take"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task !== undefined) task.recordsIn++;
  },
  "rec.late"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task !== undefined) task.late++;
  },
  "wait.begin"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task === undefined) return;
    task.wait = { reason: WAIT_REASONS[store.a(seq)] ?? "no-input", sinceMicros: store.t(seq), seq };
  },
  "wait.end"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task !== undefined) task.wait = null;
  },
  "wm.gen"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task !== undefined) task.watermarkMs = store.x(seq);
  },
  "wm.channel"(state, store, seq) {
    const channel = state.own(state.channels, store.ch(seq));
    if (channel !== undefined) channel.watermarkMs = store.x(seq);
  },
  "wm.advance"(state, store, seq) {
    const task = state.own(state.tasks, store.task(seq));
    if (task === undefined) return;
    task.watermarkMs = store.x(seq);
    task.holder = holderOf(state, task.inputs);
  },
  "wm.idle": (state, store, seq) => setIdle(state, store, seq, true),
  "wm.active": (state, store, seq) => setIdle(state, store, seq, false),
};

/** The channel with the least watermark among those that are not idle; the first of them. */
function holderOf(state: ViewState, inputs: readonly number[]): number {
  let holder = -1;
  let least = Number.POSITIVE_INFINITY;
  for (const ch of inputs) {
    const channel = state.channels.get(ch);
    if (channel === undefined || channel.idle) continue;
    const watermarkMs = channel.watermarkMs ?? Number.NEGATIVE_INFINITY;
    if (watermarkMs < least) [holder, least] = [ch, watermarkMs];
  }
  return holder;
}

function setIdle(state: ViewState, store: TraceStore, seq: number, idle: boolean): void {
  const ch = store.ch(seq);
  if (ch >= 0) {
    const channel = state.own(state.channels, ch);
    if (channel !== undefined) channel.idle = idle;
    return;
  }
  const task = state.own(state.tasks, store.task(seq));
  if (task !== undefined) task.idle = idle;
}
