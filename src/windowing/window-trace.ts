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
    const ext = cleanupTime === null ? this.#ext(window) : { ...this.#ext(window), cleanupTime };
    this.#ctx.trace.emit(kind, { task: this.#ctx.task, b, ext });
  }

  /** Windows have become one. */
  merge(into: Window, merged: readonly Window[], cleanupTime: number | null): void {
    const from = merged.map(({ start, end }) => [start, end]);
    const ext = { ...this.#ext(into), from, ...(cleanupTime === null ? {} : { cleanupTime }) };
    this.#ctx.trace.emit("win.merge", { task: this.#ctx.task, ext });
  }

  /**
   * Enters `win.fire`, so that what the window emits is caused by it.
   * @param timerTime null when an element made the window fire
   */
  fire(window: Window, contents: unknown, timerTime: number | null): void {
    const watermark = this.#timers.currentWatermark();
    // Tells the firings of one window apart without a counter in checkpointed state: by the time, or by what was gathered.
    const pane = timerTime === null ? valueDigest(contents) : timerTime === window.maxTimestamp() ? 0 : timerTime;
    const ext = { ...this.#ext(window), pane };
    this.#ctx.trace.step("win.fire", {
      task: this.#ctx.task,
      b: paneKind(window, timerTime, watermark),
      x: watermark,
      ext,
    });
  }

  late(window: Window, timestamp: number, cleanupTime: number, toSideOutput: boolean): void {
    const watermark = this.#timers.currentWatermark();
    const ext = { start: window.start, end: window.end, watermark, cleanupTime, timestamp };
    this.#ctx.trace.emit("rec.late", { task: this.#ctx.task, b: toSideOutput ? 1 : 0, x: watermark - timestamp, ext });
  }

  #ext(window: Window): { op: string; key: unknown; kg: number; start: number; end: number } {
    const { start, end } = window;
    return {
      op: this.#ctx.operatorId,
      key: this.#backend.currentKey(),
      kg: this.#backend.currentKeyGroup(),
      start,
      end,
    };
  }
}

function paneKind(window: Window, timerTime: number | null, watermark: number): number {
  const last = window.maxTimestamp();
  if (timerTime === null) return last <= watermark ? LATE : EARLY;
  return timerTime === last ? ON_TIME : timerTime < last ? EARLY : LATE;
}
