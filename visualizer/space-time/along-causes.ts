/** Cause and effect along the diagram. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { DrawList } from "../draw/primitives.ts";
import type { PageState } from "../page/page-state.ts";
import type { Along, Extent } from "./along.ts";
import { framedColumns, nearestInColumns, neighbourInColumns, newestDrawn, notableInColumns } from "./causal-hits.ts";
import { type CausalIndex, causalIndexOf } from "./causal-index.ts";
import { causalAxisScene, causalPointerScene } from "./causal-pointers.ts";
import { causalScene } from "./causal-scene.ts";
import type { Lane, Lanes } from "./lanes.ts";
import type { Scene } from "./scene.ts";
import type { TimeRange } from "./time-scale.ts";

/** While nothing was chosen, a column has about so many px. */
const COLUMN_PX = 18;
/** Columns that are shown at least. */
const LEAST_COLUMNS = 4;

/** Places are columns. */
export class CausalAlong implements Along {
  readonly visible: ReadonlySignal<TimeRange>;
  readonly isFollowing: ReadonlySignal<boolean>;
  readonly #page: PageState;
  readonly #chosen: Signal<TimeRange | null> = signal(null);

  /** @param length of the visible stretch, px */
  constructor(page: PageState, length: ReadonlySignal<number>) {
    this.#page = page;
    this.isFollowing = computed(() => this.#chosen.value === null);
    let last: TimeRange = { from: 0, to: LEAST_COLUMNS };
    this.visible = computed(() => {
      page.grown.value;
      const next = this.#chosen.value ?? this.#followed(Math.max(LEAST_COLUMNS, Math.floor(length.value / COLUMN_PX)));
      // Compared by value, as that of time is.
      if (next.from !== last.from || next.to !== last.to) last = next;
      return last;
    });
  }

  get #causal(): CausalIndex {
    return causalIndexOf(this.#page.model.value);
  }

  /** Everything if it has room; otherwise columns around the cursor, which move by halves. */
  #followed(columns: number): TimeRange {
    const whole = this.whole();
    if (whole.to - whole.from <= columns) return whole;
    const half = Math.max(1, Math.floor(columns / 2));
    const around = Math.max(0, Math.floor((this.cursor() - half / 2) / half) * half) - 1;
    const from = Math.min(around, whole.to - columns);
    return { from, to: from + columns };
  }

  show({ from, to }: TimeRange): void {
    const whole = this.whole();
    const length = Math.min(whole.to - whole.from, Math.max(LEAST_COLUMNS, to - from));
    const begin = Math.max(whole.from, Math.min(whole.to - length, from));
    this.#chosen.value = { from: begin, to: begin + length };
  }
  follow(): void {
    this.#chosen.value = null;
  }
  whole(): TimeRange {
    this.#page.grown.value;
    return { from: -1, to: Math.max(LEAST_COLUMNS, this.#causal.columns + 1) };
  }
  frame(): TimeRange | null {
    return framedColumns(this.#page.model.value, this.#page.selection.value);
  }
  placeOf(seq: number): number {
    return this.#causal.column(newestDrawn(this.#causal, seq));
  }
  cursor(): number {
    const seq = newestDrawn(this.#causal, this.#page.cursor.value.seq);
    return seq < 0 ? -1 : this.#causal.column(seq);
  }
  nearest(lane: Lane, place: number): number {
    return nearestInColumns(this.#page.model.value, lane, place);
  }
  neighbour(lane: Lane, seq: number, step: 1 | -1): number {
    return neighbourInColumns(this.#causal, lane, seq, step);
  }
  seek(lane: Lane, place: number): void {
    const seq = this.nearest(lane, place);
    if (seq >= 0) this.#page.cursor.value = { micros: this.#page.model.value.store.t(seq), seq };
  }
  notable(lanes: Lanes, most: number): readonly number[] {
    return notableInColumns(this.#page.model.value, lanes, this.visible.value, most);
  }

  scene(lanes: Lanes, length: number, turned: boolean): Scene {
    const { model, selection } = this.#page;
    const range = this.visible.value;
    return causalScene({ model: model.value, lanes, range, selection: selection.value, width: length }, turned);
  }
  pointers(lanes: Lanes, hover: number | null, { length, turned }: Extent): DrawList {
    const { model, cursor, focus } = this.#page;
    const pointers = { seq: cursor.value.seq, cursor: this.cursor(), hover, focus: focus.value };
    return causalPointerScene(model.value, lanes, this.visible.value, length, pointers, turned);
  }
  axis({ length, across, turned }: Extent): DrawList {
    return causalAxisScene(this.visible.value, length, across, this.cursor(), turned);
  }
}
