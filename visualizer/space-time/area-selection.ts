/** The area that the viewer selects, with a pointer or with keys. */
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type Area, areaBetween, lanesIn } from "./area.ts";
import { type AreaStatistics, statisticsOfColumns, statisticsOfTime } from "./area-statistics.ts";
import type { Diagram, Place } from "./diagram.ts";
import type { Lane } from "./lanes.ts";

/** Steps of a key through what is visible. */
const KEY_STEPS = 40;

/** A corner of an area: a lane, and a place along the axis. */
interface Corner {
  readonly lane: Lane;
  readonly place: number;
}

/** The area of one diagram. */
export class AreaSelection {
  readonly area: Signal<Area | null> = signal(null);
  /** A pointer is still drawing it: nothing is counted yet. */
  readonly isOpen = signal(false);
  /** Null while there is nothing to tell. */
  readonly statistics: ReadonlySignal<AreaStatistics | null>;
  readonly #diagram: Diagram;
  #anchor: Corner | null = null;
  #end: Corner | null = null;

  constructor(diagram: Diagram) {
    this.#diagram = diagram;
    this.statistics = computed(() => {
      const area = this.area.value;
      const { page, view, lanes } = diagram;
      page.grown.value;
      if (area === null || this.isOpen.value) return null;
      const of = view.axis.value === "time" ? statisticsOfTime : statisticsOfColumns;
      return of(page.model.value, lanesIn(lanes.value, area), area);
    });
  }

  /** Between two places of the plot. */
  between(one: Place, other: Place): void {
    const corner = ({ along, across }: Place): Corner => ({
      lane: this.#diagram.laneAt(across),
      place: this.#place(this.#diagram.placeAt(along)),
    });
    this.#anchor = corner(one);
    this.#end = corner(other);
    this.area.value = areaBetween(this.#anchor, this.#end);
  }

  /** Moves its free corner along the axis or by a lane; begins at the selected event. */
  extend(along: -1 | 0 | 1, across: -1 | 0 | 1): void {
    const diagram = this.#diagram;
    const lanes = diagram.lanes.value.all;
    const start = this.area.value === null ? this.#cornerOfSelection() : this.#end;
    if (start === null) return;
    if (this.area.value === null) this.#anchor = start;
    const lane =
      lanes[Math.max(0, Math.min(lanes.length - 1, lanes.findIndex(({ key }) => key === start.lane.key) + across))];
    const place = along === 0 ? start.place : this.#further(start, along);
    this.#end = { lane, place: this.#place(place) };
    this.area.value = areaBetween(this.#anchor ?? start, this.#end);
  }

  /** The focus range on the selected lane, or on all. */
  ofFocus(): void {
    const { page, view, lanes, selectedLane } = this.#diagram;
    const focus = page.focus.value;
    const [first, last] = [selectedLane ?? lanes.value.all[0], selectedLane ?? lanes.value.all.at(-1)];
    if (focus === null || first === undefined || last === undefined || view.axis.value !== "time") return;
    this.#anchor = { lane: first, place: focus.from };
    this.#end = { lane: last, place: focus.to };
    this.area.value = areaBetween(this.#anchor, this.#end);
  }

  clear(): void {
    this.area.value = null;
    this.isOpen.value = false;
    this.#anchor = null;
    this.#end = null;
  }

  /** A step along the axis, to an event of the lane if one is near. */
  #further({ lane, place }: Corner, direction: -1 | 1): number {
    const { along, length } = this.#diagram;
    const { from, to } = along.visible.value;
    const step = Math.max(1, (to - from) / KEY_STEPS);
    const target = place + direction * step;
    const seq = along.nearest(lane, target, (to - from) / length.value);
    const near = seq < 0 ? Number.NaN : along.placeOf(seq);
    return Math.abs(near - target) < step / 2 ? near : target;
  }

  #cornerOfSelection(): Corner | null {
    const { page, along, lanes, selectedLane } = this.#diagram;
    const { value } = page.selection;
    const lane = selectedLane ?? lanes.value.all[0];
    if (lane === undefined) return null;
    return { lane, place: value?.kind === "event" ? along.placeOf(value.seq) : along.cursor() };
  }

  /** Moments are whole µs, within the run. */
  #place(place: number): number {
    return this.#diagram.view.axis.value === "time" ? Math.max(0, Math.round(place)) : place;
  }
}
