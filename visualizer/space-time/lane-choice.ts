/** How the viewer wants the lanes: their groups, what is collapsed, how high they are. */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { LaneWishes } from "./lane-groups.ts";
import type { Lane } from "./lanes.ts";

const MOST_ZOOM = 4;
const ZOOM_STEP = 1.5;

/** The choices of one diagram. */
export class LaneChoice {
  /** Lanes are so many times as high as they would be by themselves; what then has no room is scrolled to. */
  readonly zoom = signal(1);
  readonly byMachine = signal(false);
  readonly collapsed = signal<ReadonlySet<string>>(new Set());
  readonly wishes: ReadonlySignal<LaneWishes> = computed(() => ({
    byMachine: this.byMachine.value,
    collapsed: this.collapsed.value,
  }));

  /** Makes lanes higher, or lower again. */
  changeZoom(isHigher: boolean): void {
    this.zoom.value = Math.max(1, Math.min(MOST_ZOOM, this.zoom.value * (isHigher ? ZOOM_STEP : 1 / ZOOM_STEP)));
  }

  /** Shows the group of a lane as one lane, or as its lanes again. */
  toggle({ group }: Pick<Lane, "group">): void {
    if (group === "") return;
    const collapsed = new Set(this.collapsed.value);
    if (!collapsed.delete(group)) collapsed.add(group);
    this.collapsed.value = collapsed;
  }
}
