/** What a window operator says of its windows at the level of records. */
import type { Window } from "../api/functions.ts";
import type { OperatorContext } from "../operators/operator.ts";
import type { KeyedStateBackend } from "../state/keyed-state-backend.ts";
import type { InternalTimerService } from "../time/internal-timer-service.ts";
import { valueDigest } from "../types/value-codec.ts";

/** `b` of `win.fire`. */
const ON_TIME = 0;
const EARLY = 1;
const LATE = 2;

/** Callers test `trace.records` first. */
export class WindowTrace {
  readonly #ctx: OperatorContext;
  readonly #backend: KeyedStateBackend;
  readonly #timers: InternalTimerService;

  constructor(ctx: OperatorContext, backend: KeyedStateBackend, timers: InternalTimerService) {
    this.#ctx = ctx;
    this.#backend = backend;
    this.#timers = timers;
  }

  /** @param cleanupTime event time after which nothing is left of the window; null if no watermark decides that */
  window(kind: "win.open" | "win.add" | "win.purge", window: Window, cleanupTime: number | null, b = 0): void {
    const { trace, task, operatorId: op } = this.#ctx;
    const key = this.#backend.currentKey();
    const kg = this.#backend.currentKeyGroup();
    const { start, end } = window;
    // Literals, not spreads: this is written for every record of a window.
    const ext = cleanupTime === null ? { op, key, kg, start, end } : { op, key, kg, start, end, cleanupTime };
    trace.emit(kind, { task, b, ext });
  }

  /** Windows have become one. */
  merge(into: Window, merged: readonly Window[], cleanupTime: number | null): void {
    const from = merged.map(({ start, end }) => [start, end]);
    const { trace, task, operatorId: op } = this.#ctx;
    const kg = this.#backend.currentKeyGroup();
    const ext = { op, key: this.#backend.currentKey(), kg, start: into.start, end: into.end, from };
    trace.emit("win.merge", { task, ext: cleanupTime === null ? ext : { ...ext, cleanupTime } });
  }

  /**
   * Enters `win.fire`, so that what the window emits is caused by it.
   * @param timerTime null when an element made the window fire
   */
  fire(window: Window, contents: unknown, timerTime: number | null): void {
    const watermark = this.#timers.currentWatermark();
    // Tells the firings of one window apart without a counter in checkpointed state: by the time, or by what was gathered.
    const pane = timerTime === null ? valueDigest(contents) : timerTime === window.maxTimestamp() ? 0 : timerTime;
    const { trace, task, operatorId: op } = this.#ctx;
    const key = this.#backend.currentKey();
    const ext = { op, key, kg: this.#backend.currentKeyGroup(), start: window.start, end: window.end, pane };
    trace.step("win.fire", { task, b: paneKind(window, timerTime, watermark), x: watermark, ext });
  }

  late(window: Window, timestamp: number, cleanupTime: number, toSideOutput: boolean): void {
    const watermark = this.#timers.currentWatermark();
    const ext = { start: window.start, end: window.end, watermark, cleanupTime, timestamp };
    this.#ctx.trace.emit("rec.late", { task: this.#ctx.task, b: toSideOutput ? 1 : 0, x: watermark - timestamp, ext });
  }
}

function paneKind(window: Window, timerTime: number | null, watermark: number): number {
  const last = window.maxTimestamp();
  if (timerTime === null) return last <= watermark ? LATE : EARLY;
  return timerTime === last ? ON_TIME : timerTime < last ? EARLY : LATE;
}
