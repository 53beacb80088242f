/** The diagram's state on a page: its size, its lanes, its scene, and what the viewer does to it. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PageState } from "../page/page-state.ts";
import { frameOf, nearestEvent, neighbour, selectedLane } from "./hits.ts";
import { type Lane, type Lanes, laneAt, lanesOf } from "./lanes.ts";
import { runIndexOf } from "./run-index.ts";
import { type Scene, spaceTimeScene } from "./scene.ts";
import { momentAt } from "./time-scale.ts";
import { type Viewport, viewportOf, wholeRun, within, zoomed } from "./viewport.ts";

/** Sizes around the lanes, CSS px. */
export const HEADER_PX = 176;
export const AXIS_PX = 26;
export const TURNED_HEADER_PX = 84;
export const TURNED_AXIS_PX = 68;
/** A narrower diagram is turned: time runs downwards. */
const NARROW_PX = 900;
const ZOOM_STEP = 1.5;
const PAN_SHARE = 0.2;

/** A place in the plot: along time and across the lanes, px. */
export interface Place {
  readonly along: number;
  readonly across: number;
}

/** One diagram. */
export class Diagram {
  readonly page: PageState;
  readonly view: Viewport;
  /** Of the whole diagram with headers and axis, px. */
  readonly size: Signal<{ readonly width: number; readonly height: number }> = signal({ width: 0, height: 0 });
  readonly turned: ReadonlySignal<boolean>;
  /** Length of the visible stretch, px. */
  readonly length: ReadonlySignal<number>;
  readonly lanes: ReadonlySignal<Lanes>;
  readonly scene: ReadonlySignal<Scene>;

  constructor(page: PageState) {
    this.page = page;
    this.view = viewportOf(page);
    const { size } = this;
    this.turned = computed(() => size.value.width < NARROW_PX);
    this.length = computed(() =>
      Math.max(1, this.turned.value ? size.value.height - TURNED_HEADER_PX : size.value.width - HEADER_PX),
    );
    const room = computed(() => (this.turned.value ? size.value.width - TURNED_AXIS_PX : size.value.height - AXIS_PX));
    this.lanes = computed(() => {
      page.grown.value;
      return lanesOf(runIndexOf(page.model.value), room.value);
    });
    this.scene = computed(() => {
      page.grown.value;
      const input = {
        model: page.model.value,
        lanes: this.lanes.value,
        range: this.view.visible.value,
        selection: page.selection.value,
        width: this.length.value,
      };
      return spaceTimeScene(input, this.turned.value);
    });
  }

  /** The moment of a place along time, µs. */
  momentAt(along: number): number {
    return Math.max(0, Math.round(momentAt(this.view.visible.value, this.length.value, along)));
  }

  /** Makes a moment the cursor. */
  seek(micros: number): void {
    const { store } = this.page.model.value;
    const into = Math.min(micros, store.endMicros);
    this.page.cursor.value = { micros: into, seq: store.seqAt(into) };
  }

  /** Selects the event nearest to a place. */
  selectAt({ along, across }: Place): void {
    this.#select(laneAt(this.lanes.value, across), this.momentAt(along));
  }

  /** Selects the next (1) or previous (-1) event of the lane; without a selection, that of the cursor's moment. */
  moveInLane(step: 1 | -1): void {
    const { selection, model } = this.page;
    const lane = selectedLane(model.value, this.lanes.value, selection.value);
    if (lane === undefined || selection.value?.kind !== "event") {
      this.#select(lane ?? laneAt(this.lanes.value, 0), this.page.cursor.value.micros);
      return;
    }
    this.#choose(neighbour(model.value, lane.key, selection.value.seq, step));
  }

  /** Selects the event at about the same moment of the lane above (-1) or below (1) that has any. */
  moveAcross(step: 1 | -1): void {
    const { all } = this.lanes.value;
    const { selection, model, cursor } = this.page;
    const lane = selectedLane(model.value, this.lanes.value, selection.value);
    const { store } = model.value;
    const micros = selection.value?.kind === "event" ? store.t(selection.value.seq) : cursor.value.micros;
    const from = lane === undefined ? -step : all.indexOf(lane);
    for (let i = from + step; i >= 0 && i < all.length; i += step) if (this.#select(all[i], micros)) return;
  }

  /** Seeks to the selected event. */
  seekToSelection(): void {
    const { value } = this.page.selection;
    if (value?.kind === "event")
      this.page.cursor.value = { micros: this.page.model.value.store.t(value.seq), seq: value.seq };
  }

  /** @param around place that stays where it is, px along time; the cursor's if it is seen, else the middle */
  zoom(isIn: boolean, around?: number): void {
    const { visible } = this.view;
    const { from, to } = visible.value;
    const cursor = this.page.cursor.value.micros;
    const fixed =
      around !== undefined ? this.momentAt(around) : cursor >= from && cursor <= to ? cursor : (from + to) / 2;
    this.show(zoomed(visible.value, isIn ? 1 / ZOOM_STEP : ZOOM_STEP, fixed));
  }

  /** Moves the visible stretch by a share of itself, or by px. */
  pan(direction: 1 | -1): void {
    this.panBy(direction * PAN_SHARE * this.length.value);
  }
  panBy(px: number): void {
    const { from, to } = this.view.visible.value;
    const by = (px / this.length.value) * (to - from);
    this.show({ from: from + by, to: to + by });
  }

  /** Shows what is selected; without that, the whole run. */
  frame(): void {
    const { endMicros } = this.page.model.value.store;
    this.show(frameOf(this.page.model.value, this.page.selection.value) ?? wholeRun(endMicros));
  }

  /** Shows what it shows by itself again. */
  follow(): void {
    this.view.chosen.value = null;
  }

  show(range: { readonly from: number; readonly to: number }): void {
    this.view.chosen.value = within(range, this.page.model.value.store.endMicros);
  }

  #select(lane: Lane, micros: number): boolean {
    const { from, to } = this.view.visible.value;
    const seq = nearestEvent(this.page.model.value, lane, micros, (to - from) / this.length.value);
    if (seq >= 0) this.#choose(seq);
    return seq >= 0;
  }

  #choose(seq: number): void {
    this.page.selection.value = { kind: "event", seq };
    const t = this.page.model.value.store.t(seq);
    const { from, to } = this.view.visible.value;
    if (t < from || t > to) this.show({ from: t - (to - from) / 2, to: t + (to - from) / 2 });
  }
}
