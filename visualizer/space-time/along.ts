/** What runs along the diagram. A place is a moment in virtual µs, or a column of the causal axis. */
import type { ReadonlySignal } from "@preact/signals";
import type { DrawList } from "../draw/primitives.ts";
import type { Lane, Lanes } from "./lanes.ts";
import type { Scene } from "./scene.ts";
import type { TimeRange } from "./time-scale.ts";

/** Sizes of what is drawn, px. */
export interface Extent {
  /** Along the axis. */
  readonly length: number;
  readonly across: number;
  /** The axis runs downwards. */
  readonly turned: boolean;
}

/** One axis with all that depends on it. Everything it reads is a signal, so that views are drawn again. */
export interface Along {
  /** What is shown, places. */
  readonly visible: ReadonlySignal<TimeRange>;
  /** Shows itself where the cursor is, instead of what the viewer chose. */
  readonly isFollowing: ReadonlySignal<boolean>;
  show(range: TimeRange): void;
  follow(): void;
  /** All of the run. */
  whole(): TimeRange;
  /** What shows the selection; null if that is all of the run. */
  frame(): TimeRange | null;
  placeOf(seq: number): number;
  /** Place of the cursor. */
  cursor(): number;
  /** The event of a lane that is nearest to a place, a notable one first; -1 if there is none. */
  nearest(lane: Lane, place: number, placesPerPx: number): number;
  /** The next (1) or previous (-1) event of a lane; `seq` itself if there is none. */
  neighbour(lane: Lane, seq: number, step: 1 | -1): number;
  /** Makes what happens at a place the cursor. */
  seek(lane: Lane, place: number): void;
  /** Notable events that are visible, oldest first, at most `most`. */
  notable(lanes: Lanes, most: number): readonly number[];
  scene(lanes: Lanes, length: number, turned: boolean): Scene;
  /** What moves with the cursor and the pointer. */
  pointers(lanes: Lanes, hover: number | null, extent: Extent): DrawList;
  axis(extent: Extent): DrawList;
}
