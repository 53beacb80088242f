/** The diagram's state on a page: its size, its lanes, its scene, and what the viewer does to it. */
import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { PageState } from "../page/page-state.ts";
import type { Along } from "./along.ts";
import { CausalAlong } from "./along-causes.ts";
import { TimeAlong } from "./along-time.ts";
import { AreaSelection } from "./area-selection.ts";
import { selectedLane } from "./hits.ts";
import { LaneChoice } from "./lane-choice.ts";
import { type Lane, type Lanes, laneAt, lanesOf } from "./lanes.ts";
import { runIndexOf } from "./run-index.ts";
import type { Scene } from "./scene.ts";
import { momentAt, type TimeRange } from "./time-scale.ts";
import { type Viewport, viewportOf, zoomed } from "./viewport.ts";

/** Sizes around the lanes, CSS px. */
export const HEADER_PX = 176;
export const AXIS_PX = 26;
export const TURNED_HEADER_PX = 112;
export const TURNED_AXIS_PX = 68;
/** A narrower diagram is turned: its axis runs downwards. */
const NARROW_PX = 900;
const ZOOM_STEP = 1.5;
const PAN_SHARE = 0.2;

/** A place in the plot: along the axis and across the lanes, px. */
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
  readonly laneChoice = new LaneChoice();
  readonly lanes: ReadonlySignal<Lanes>;
  /** Records are drawn one by one even where they are many. */
  readonly showsAllRecords = signal(false);
  readonly scene: ReadonlySignal<Scene>;
  readonly area: AreaSelection;
  /** Where the pointer is; null: no pointer. */
  readonly hover: Signal<Place | null> = signal(null);
  readonly #time: Along;
  readonly #causes: Along;

  constructor(page: PageState) {
    this.page = page;
    this.view = viewportOf(page);
    const { size } = this;
    this.turned = computed(() => size.value.width < NARROW_PX);
    this.length = computed(() =>
      Math.max(1, this.turned.value ? size.value.height - TURNED_HEADER_PX : size.value.width - HEADER_PX),
    );
    this.#time = new TimeAlong(page, this.view, this.showsAllRecords);
    this.#causes = new CausalAlong(page, this.length);
    const room = computed(() => (this.turned.value ? size.value.width - TURNED_AXIS_PX : size.value.height - AXIS_PX));
    this.lanes = computed(() => {
      page.grown.value;
      return lanesOf(
        runIndexOf(page.model.value),
        room.value * this.laneChoice.zoom.value,
        this.laneChoice.wishes.value,
      );
    });
    this.scene = computed(() => {
      page.grown.value;
      return this.along.scene(this.lanes.value, this.length.value, this.turned.value);
    });
    this.area = new AreaSelection(this);
  }

  /** Ends what it listens to. */
  start(): () => void {
    // Places of one axis, and lanes of one run, mean nothing on another.
    return effect(() => {
      void [this.view.axis.value, this.page.model.value];
      this.area.clear();
    });
  }

  /** What runs along it now. */
  get along(): Along {
    return this.view.axis.value === "time" ? this.#time : this.#causes;
  }

  /** What lies at so many px along the axis. */
  placeAt(px: number): number {
    return momentAt(this.along.visible.value, this.length.value, px);
  }
  laneAt(px: number): Lane {
    return laneAt(this.lanes.value, px);
  }
  /** The lane of what is selected, if it has one. */
  get selectedLane(): Lane | undefined {
    return selectedLane(this.page.model.value, this.lanes.value, this.page.selection.value);
  }

  /** Selects the event nearest to a place. */
  selectAt({ along, across }: Place): void {
    this.#select(this.laneAt(across), this.placeAt(along));
  }
  /** Makes what is at a place the cursor. */
  seekAt({ along, across }: Place): void {
    this.along.seek(this.laneAt(across), this.placeAt(along));
  }

  /** Selects the next (1) or previous (-1) event of the lane; without a selection, that of the cursor's moment. */
  moveInLane(step: 1 | -1): void {
    const { selection } = this.page;
    const lane = this.selectedLane;
    if (lane === undefined || selection.value?.kind !== "event")
      this.#select(lane ?? this.laneAt(0), this.along.cursor());
    else this.#choose(this.along.neighbour(lane, selection.value.seq, step));
  }

  /** Selects the event at about the same place of the lane above (-1) or below (1) that has any. */
  moveAcross(step: 1 | -1): void {
    const { all } = this.lanes.value;
    const { value } = this.page.selection;
    const lane = this.selectedLane;
    const place = value?.kind === "event" ? this.along.placeOf(value.seq) : this.along.cursor();
    const from = lane === undefined ? (step === 1 ? -1 : all.length) : all.indexOf(lane);
    for (let i = from + step; i >= 0 && i < all.length; i += step) if (this.#select(all[i], place)) return;
  }

  /** Seeks to the selected event. */
  seekToSelection(): void {
    const { value } = this.page.selection;
    if (value?.kind === "event")
      this.page.cursor.value = { micros: this.page.model.value.store.t(value.seq), seq: value.seq };
  }

  /** @param around place that stays where it is, px; the cursor's if it is seen, else the middle */
  zoom(isIn: boolean, around?: number): void {
    const { from, to } = this.along.visible.value;
    const cursor = this.along.cursor();
    const fixed =
      around !== undefined ? this.placeAt(around) : cursor >= from && cursor <= to ? cursor : (from + to) / 2;
    this.along.show(zoomed({ from, to }, isIn ? 1 / ZOOM_STEP : ZOOM_STEP, fixed));
  }

  /** Moves the visible stretch by a share of itself, or by px. */
  pan(direction: 1 | -1): void {
    this.panBy(direction * PAN_SHARE * this.length.value);
  }
  panBy(px: number): void {
    const { from, to } = this.along.visible.value;
    const by = (px / this.length.value) * (to - from);
    this.along.show({ from: from + by, to: to + by });
  }

  /** Shows what is selected; if it is shown already, or nothing is selected, the whole run. */
  frame(): void {
    const wanted = this.along.frame();
    const before = this.along.visible.value;
    this.along.show(wanted ?? this.along.whole());
    const { from, to } = this.along.visible.value;
    if (wanted !== null && from === before.from && to === before.to) this.along.show(this.along.whole());
  }

  show(range: TimeRange): void {
    this.along.show(range);
  }

  #select(lane: Lane, place: number): boolean {
    const { from, to } = this.along.visible.value;
    const seq = this.along.nearest(lane, place, (to - from) / this.length.value);
    if (seq >= 0) this.#choose(seq);
    return seq >= 0;
  }

  #choose(seq: number): void {
    this.page.selection.value = { kind: "event", seq };
    const place = this.along.placeOf(seq);
    const { from, to } = this.along.visible.value;
    if (place < from || place > to) this.along.show({ from: place - (to - from) / 2, to: place + (to - from) / 2 });
  }
}
