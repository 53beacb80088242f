/** What the parts of the scene draw on: time runs along x, lanes lie across; turned in the end if need be. */
import type { Primitive } from "../draw/primitives.ts";
import type { Selection } from "../page/selection.ts";
import type { RunModel } from "../run-model.ts";
import type { LabelWish } from "./labels.ts";
import { type Lane, type Lanes, middleOf } from "./lanes.ts";
import { type RunIndex, runIndexOf } from "./run-index.ts";
import { placeOf, type TimeRange } from "./time-scale.ts";

/** What a scene is made from. */
export interface SceneInput {
  readonly model: RunModel;
  readonly lanes: Lanes;
  /** Visible stretch, virtual µs. */
  readonly range: TimeRange;
  readonly selection: Selection | null;
  /** Length of the visible stretch, px. */
  readonly width: number;
  /** Records of this stretch are drawn one by one if they are few. */
  readonly focus?: TimeRange | null;
  /** All records are drawn one by one, unless they are far too many. */
  readonly showsAll?: boolean;
}

/** A scene in the making. */
export class Sketch {
  readonly model: RunModel;
  readonly index: RunIndex;
  readonly lanes: Lanes;
  readonly range: TimeRange;
  readonly selection: Selection | null;
  readonly width: number;
  readonly focus: TimeRange | null;
  readonly showsAll: boolean;
  readonly list: Primitive[] = [];
  readonly labels: LabelWish[] = [];

  constructor({ model, lanes, range, selection, width, focus = null, showsAll = false }: SceneInput) {
    this.model = model;
    this.index = runIndexOf(model);
    this.lanes = lanes;
    this.range = range;
    this.selection = selection;
    this.width = width;
    this.focus = focus;
    this.showsAll = showsAll;
  }

  /** Place of a moment, px. */
  x(micros: number): number {
    return placeOf(this.range, this.width, micros);
  }

  /** Is a moment visible? */
  sees(micros: number): boolean {
    return micros >= this.range.from && micros <= this.range.to;
  }

  /** The visible part of a stretch in px; null if there is none. A stretch without an end reaches to the edge. */
  span(from: number, to: number): readonly [number, number] | null {
    if (to < this.range.from || from > this.range.to) return null;
    return [this.x(Math.max(from, this.range.from)), this.x(Math.min(to, this.range.to))];
  }

  /** The lane of an event. */
  laneOf(seq: number): Lane | undefined {
    return this.lanes.byKey.get(this.index.sourceOf(seq));
  }

  /** Where an event is drawn; undefined if its lane is not. It may lie outside of the visible stretch. */
  pointOf(seq: number): readonly [number, number] | undefined {
    const lane = this.laneOf(seq);
    return lane === undefined ? undefined : [this.x(this.model.store.t(seq)), middleOf(lane)];
  }
}

/** The part of a line between two x; null if it has none. Points are x, y. */
export function clipLine(
  [x1, y1, x2, y2]: readonly [number, number, number, number],
  left: number,
  right: number,
): [number, number, number, number] | null {
  if (Math.max(x1, x2) < left || Math.min(x1, x2) > right) return null;
  if (x1 === x2) return [x1, y1, x2, y2];
  const yAt = (x: number): number => y1 + ((x - x1) / (x2 - x1)) * (y2 - y1);
  const into = (x: number): number => Math.max(left, Math.min(right, x));
  const [from, to] = [into(x1), into(x2)];
  return [from, from === x1 ? y1 : yAt(from), to, to === x2 ? y2 : yAt(to)];
}
