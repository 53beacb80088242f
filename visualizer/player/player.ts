/** Moves the cursor: plays, pauses, steps and seeks. The only one who writes it while the run plays. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import type { PageState } from "../page/page-state.ts";
import type { Selection } from "../page/selection.ts";
import { FrameMeter } from "./frame-meter.ts";
import { paceAt } from "./idle.ts";
import { automaticRate, FASTEST_RATE, SLOWEST_RATE } from "./pacing.ts";

/** loading: nothing to show yet; waiting: the cursor has come to where the simulation is. */
export type Phase = "loading" | "paused" | "playing" | "waiting" | "ended" | "failed";

/** What a step is: any event, one worth stopping at, one of what is selected, the end of a checkpoint. */
export type StepUnit = "event" | "notable" | "selection" | "checkpoint";

const MICROS_PER_SECOND = 1_000_000;
/** A frame that took longer counts as this long: a page that was hidden does not jump. */
const LONGEST_FRAME_MS = 100;
/** How long a moment is shown where nothing is to move. */
const JUMP_MS = 500;
/** That a stretch was passed over is told at least so long. */
const SKIP_TOLD_MS = 900;
/** Rates that the faster and slower keys go through, virtual µs per second. */
export const DETENTS = [100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, FASTEST_RATE] as const;

/** Calls back before the next frame; gives what ends it. */
export type Frames = (action: (elapsedMs: number) => void) => () => void;

/** The transport of the page. */
export class Player {
  readonly #page: PageState;
  readonly #frames: Frames;
  readonly #phase = signal<Phase>("loading");
  #stopFrames: (() => void) | null = null;
  #sinceJumpMs = 0;
  #sinceSkipMs = 0;
  readonly #meter = new FrameMeter();
  #isFineWanted = false;

  constructor(page: PageState, frames: Frames) {
    this.#page = page;
    this.#frames = frames;
  }

  get phase(): ReadonlySignal<Phase> {
    return this.#phase;
  }

  /** The trace grew, ended, or was exchanged for that of another run. */
  onTraceChanged(): void {
    const { model, grown, cursor } = this.#page;
    grown.value++;
    if (model.value.store.count === 0) this.#phase.value = "loading";
    else if (this.#phase.value === "loading" || this.#phase.value === "failed") this.#phase.value = "paused";
    else if (this.#phase.value === "waiting") this.#phase.value = "playing";
    // The same moment, but what happened at it may have grown.
    const seq = model.value.store.seqAt(cursor.value.micros);
    if (this.#phase.value !== "playing" && cursor.value.seq > model.value.store.count - 1)
      cursor.value = { micros: cursor.value.micros, seq };
  }

  fail(): void {
    this.#halt("failed");
  }

  play(): void {
    const { model, cursor } = this.#page;
    if (this.#phase.value === "loading" || this.#phase.value === "playing") return;
    if (this.#isAtEnd()) cursor.value = { micros: 0, seq: -1 };
    if (model.value.store.count === 0) return;
    this.#phase.value = "playing";
    this.#page.playing.value = true;
    this.#stopFrames ??= this.#frames((elapsedMs) => this.frame(elapsedMs));
  }

  pause(): void {
    this.#halt(this.#isAtEnd() ? "ended" : "paused");
  }

  toggle(): void {
    if (this.#page.playing.value) this.pause();
    else this.play();
  }

  /** A moment in virtual time, µs: everything up to it has happened. */
  seekMicros(micros: number): void {
    const { store } = this.#page.model.value;
    const at = Math.min(Math.max(0, micros), store.endMicros);
    this.#move(at, store.seqAt(at));
  }

  /** Right after event `seq`; -1: before the first. */
  seekSeq(seq: number): void {
    const { store } = this.#page.model.value;
    const at = Math.min(Math.max(-1, seq), store.count - 1);
    this.#move(at < 0 ? 0 : store.t(at), at);
  }

  /** To a moment between the events of one virtual time: after event `seq`, which is not later than `micros`. */
  seekTo(micros: number, seq: number): void {
    this.#move(micros, seq);
  }

  /** Pauses and goes to the next or the previous event of the unit; stays if there is none. */
  step(unit: StepUnit, direction: 1 | -1): void {
    this.pause();
    const target = this.#neighbour(unit, direction);
    if (target !== null) this.seekSeq(target);
  }

  /** A fixed rate, virtual µs per second; null: automatic. */
  setRate(rate: number | null): void {
    const { autoPace, rate: current } = this.#page;
    batch(() => {
      autoPace.value = rate === null;
      if (rate !== null) current.value = Math.min(FASTEST_RATE, Math.max(SLOWEST_RATE, rate));
    });
  }

  /** One detent faster or slower than now. */
  changeRate(direction: 1 | -1): void {
    const rate = this.#page.rate.value;
    const next =
      direction === 1 ? DETENTS.find((one) => one > rate * 1.01) : DETENTS.findLast((one) => one < rate / 1.01);
    this.setRate(next ?? rate);
  }

  /** Pictures are drawn finely, however slow the device is. */
  drawFinely(): void {
    this.#isFineWanted = true;
    this.#page.simplified.value = false;
  }

  /** Moves on by the time that a frame took, ms. */
  frame(elapsedMs: number): void {
    const { model, cursor, focus, autoPace, rate, simplified, skipIdle } = this.#page;
    if (this.#meter.isSlow(elapsedMs) && !this.#isFineWanted) simplified.value = true;
    if (this.#phase.value !== "playing") return;
    if (this.#page.reducedMotion.value) {
      this.#jumpAfter(elapsedMs);
      return;
    }
    const { store, end } = model.value;
    const { micros } = cursor.value;
    const pace = paceAt(model.value, micros, autoPace.value ? null : rate.value, skipIdle.value);
    if (autoPace.value) rate.value = pace.rate;
    this.#tellSkip(pace.skippedMicros, elapsedMs);
    const range = focus.value;
    const last = range === null ? store.endMicros : Math.min(range.to, store.endMicros);
    // What is passed over ends where something happens, and that is not passed over.
    const until = pace.untilMicros > micros ? pace.untilMicros : Number.POSITIVE_INFINITY;
    const moved = Math.min(until, micros + (pace.rate * Math.min(elapsedMs, LONGEST_FRAME_MS)) / 1000);
    if (moved < last) {
      cursor.value = { micros: moved, seq: store.seqAt(moved) };
      return;
    }
    if (range !== null && range.to <= store.endMicros)
      cursor.value = { micros: range.from, seq: store.seqAt(range.from) };
    else {
      cursor.value = { micros: last, seq: store.count - 1 };
      if (end === null) this.#phase.value = "waiting";
      else this.#halt("ended");
    }
  }

  /** Without motion: from one notable event to the next, with time to look at each. */
  #jumpAfter(elapsedMs: number): void {
    this.#sinceJumpMs += Math.min(elapsedMs, LONGEST_FRAME_MS);
    if (this.#sinceJumpMs < JUMP_MS) return;
    this.#sinceJumpMs = 0;
    const next = this.#neighbour("notable", 1);
    if (next !== null) this.seekSeq(next);
    else if (this.#page.model.value.end === null) this.#phase.value = "waiting";
    else {
      this.seekSeq(this.#page.model.value.store.count - 1);
      this.#halt("ended");
    }
  }

  /** Tells of a stretch that is passed over, long enough to be read. */
  #tellSkip(skippedMicros: number | null, elapsedMs: number): void {
    const { skippedMicros: told } = this.#page;
    this.#sinceSkipMs = skippedMicros === null ? this.#sinceSkipMs + elapsedMs : 0;
    if (skippedMicros !== null) told.value = skippedMicros;
    else if (this.#sinceSkipMs > SKIP_TOLD_MS) told.value = null;
  }

  #move(micros: number, seq: number): void {
    const { cursor, playing, model, autoPace, rate } = this.#page;
    batch(() => {
      cursor.value = { micros, seq };
      // Views that show what is too fast to be seen go by the pace at which it would be played.
      if (autoPace.value) rate.value = automaticRate(model.value, micros);
      if (!playing.value && this.#phase.value !== "loading" && this.#phase.value !== "failed")
        this.#phase.value = this.#isAtEnd() ? "ended" : "paused";
    });
  }

  #halt(phase: Phase): void {
    this.#stopFrames?.();
    this.#stopFrames = null;
    this.#meter.restart();
    batch(() => {
      this.#page.playing.value = false;
      this.#page.skippedMicros.value = null;
      if (this.#phase.value !== "loading" || phase === "failed") this.#phase.value = phase;
    });
  }

  #isAtEnd(): boolean {
    const { model, cursor } = this.#page;
    const { store, end } = model.value;
    return end !== null && store.count > 0 && cursor.value.seq >= store.count - 1;
  }

  #neighbour(unit: StepUnit, direction: 1 | -1): number | null {
    const { model, cursor, selection } = this.#page;
    const { store, notable } = model.value;
    const { seq } = cursor.value;
    if (unit === "event") return seq + direction;
    if (unit === "notable") {
      const found = direction === 1 ? notable.after(seq) : notable.before(seq);
      return found < 0 ? null : found;
    }
    const wanted = unit === "checkpoint" ? isCheckpointEnd : touches(this.#page, selection.value);
    for (let at = seq + direction; at >= 0 && at < store.count; at += direction) if (wanted(this.#page, at)) return at;
    return null;
  }
}

type Wanted = (page: PageState, seq: number) => boolean;

function isCheckpointEnd({ model }: PageState, seq: number): boolean {
  const kind = model.value.store.kind(seq);
  return kind === "cp.complete" || kind === "cp.fail";
}

/** Events that tell of the selected thing. */
function touches({ view }: PageState, selection: Selection | null): Wanted {
  const { state } = view.value;
  switch (selection?.kind) {
    case "subtask": {
      // All attempts of the subtask that were defined by now, and what comes of them later.
      const { vertex, subtask } = selection;
      const tasks = new Set<number>();
      for (const task of state.tasks.values())
        if (task.vertex === vertex && task.subtask === subtask) tasks.add(task.task);
      return ({ model }, seq) => tasks.has(model.value.store.task(seq));
    }
    case "channel":
      return ({ model: { value } }, seq) =>
        value.store.ch(seq) === selection.ch && /^(el|buf|credit|wm)\./.test(value.store.kind(seq));
    case "checkpoint":
      return ({ model: { value } }, seq) => value.store.ch(seq) === selection.id && /^cp\./.test(value.store.kind(seq));
    case "transaction":
      return ({ model: { value } }, seq) =>
        /^txn\./.test(value.store.kind(seq)) && value.store.ext(seq)?.txn === selection.txn;
    case "machine":
      return ({ model: { value } }, seq) =>
        /^(tm|slot)\./.test(value.store.kind(seq)) &&
        state.machines.get(value.store.ch(seq))?.letter === selection.letter;
    case "event":
      return ({ model: { value } }, seq) =>
        value.store.cause(seq) === selection.seq || value.store.cause(selection.seq) === seq;
    case undefined:
      return () => true;
  }
}

/** Virtual seconds per second of the viewer's time, as a short text: "1 ms/s". */
export function rateText(rate: number): string {
  if (rate >= MICROS_PER_SECOND) return `${trim(rate / MICROS_PER_SECOND)} s/s`;
  if (rate >= 1000) return `${trim(rate / 1000)} ms/s`;
  return `${trim(rate)} µs/s`;
}

function trim(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(2)));
}
