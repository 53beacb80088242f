/** Virtual time along the diagram. */
import { computed, type ReadonlySignal, type Signal } from "@preact/signals";
import type { DrawList } from "../draw/primitives.ts";
import type { PageState } from "../page/page-state.ts";
import type { Along, Extent } from "./along.ts";
import { frameOf, nearestEvent, neighbour, notableIn } from "./hits.ts";
import type { Lane, Lanes } from "./lanes.ts";
import { axisScene, pointerScene, type Scene, spaceTimeScene } from "./scene.ts";
import type { TimeRange } from "./time-scale.ts";
import { type Viewport, wholeRun, within } from "./viewport.ts";

/** Places are virtual µs. */
export class TimeAlong implements Along {
  readonly visible: ReadonlySignal<TimeRange>;
  readonly isFollowing: ReadonlySignal<boolean>;
  readonly #page: PageState;
  readonly #chosen: Signal<TimeRange | null>;
  readonly #showsAll: ReadonlySignal<boolean>;

  /** @param showsAll records are drawn one by one even where they are many */
  constructor(page: PageState, { visible, chosen }: Viewport, showsAll: ReadonlySignal<boolean>) {
    this.#page = page;
    this.#chosen = chosen;
    this.#showsAll = showsAll;
    this.visible = visible;
    this.isFollowing = computed(() => chosen.value === null);
  }

  show(range: TimeRange): void {
    this.#chosen.value = within(range, this.#page.model.value.store.endMicros);
  }
  follow(): void {
    this.#chosen.value = null;
  }
  whole(): TimeRange {
    return wholeRun(this.#page.model.value.store.endMicros);
  }
  frame(): TimeRange | null {
    return frameOf(this.#page.model.value, this.#page.selection.value);
  }
  placeOf(seq: number): number {
    return this.#page.model.value.store.t(seq);
  }
  cursor(): number {
    return this.#page.cursor.value.micros;
  }
  nearest(lane: Lane, place: number, placesPerPx: number): number {
    return nearestEvent(this.#page.model.value, lane, place, placesPerPx);
  }
  neighbour(lane: Lane, seq: number, step: 1 | -1): number {
    return neighbour(this.#page.model.value, lane, seq, step);
  }
  seek(_lane: Lane, place: number): void {
    const { store } = this.#page.model.value;
    const micros = Math.min(Math.max(0, Math.round(place)), store.endMicros);
    this.#page.cursor.value = { micros, seq: store.seqAt(micros) };
  }
  notable(_lanes: Lanes, most: number): readonly number[] {
    return notableIn(this.#page.model.value, this.visible.value, most);
  }

  scene(lanes: Lanes, length: number, turned: boolean): Scene {
    const { model, selection, focus } = this.#page;
    const input = {
      model: model.value,
      lanes,
      range: this.visible.value,
      selection: selection.value,
      width: length,
      focus: focus.value,
      showsAll: this.#showsAll.value,
    };
    return spaceTimeScene(input, turned);
  }
  pointers(lanes: Lanes, hover: number | null, { length, turned }: Extent): DrawList {
    const pointers = { cursor: this.cursor(), hover, focus: this.#page.focus.value };
    return pointerScene(this.visible.value, length, lanes.height, pointers, turned);
  }
  axis({ length, across, turned }: Extent): DrawList {
    return axisScene(this.visible.value, length, across, this.cursor(), turned);
  }
}
