/** What the parts of the causal scene draw on: columns run along x, lanes lie across. */
import type { Primitive } from "../draw/primitives.ts";
import type { Selection } from "../page/selection.ts";
import type { RunModel } from "../run-model.ts";
import { type CausalIndex, causalIndexOf } from "./causal-index.ts";
import type { LabelWish, Obstacle } from "./labels.ts";
import { type Lane, type Lanes, middleOf } from "./lanes.ts";
import { type RunIndex, runIndexOf } from "./run-index.ts";
import { firstWhere } from "./search.ts";
import type { SceneInput } from "./sketch.ts";
import { placeOf, type TimeRange } from "./time-scale.ts";

/** Drawn events of one lane in one column, ascending. */
export interface Cell {
  readonly lane: Lane;
  readonly column: number;
  readonly seqs: readonly number[];
}

/** Width of the smallest mark, px. */
const CELL_PX = 3;

/** A causal scene in the making. */
export class CausalSketch {
  readonly model: RunModel;
  readonly index: RunIndex;
  readonly causal: CausalIndex;
  readonly lanes: Lanes;
  /** Visible columns. */
  readonly range: TimeRange;
  readonly selection: Selection | null;
  readonly width: number;
  readonly list: Primitive[] = [];
  readonly labels: LabelWish[] = [];
  /** Marks that labels keep off. */
  readonly marks: Obstacle[] = [];

  /** @param input its range is one of columns */
  constructor({ model, lanes, range, selection, width }: SceneInput) {
    this.model = model;
    this.index = runIndexOf(model);
    this.causal = causalIndexOf(model);
    this.lanes = lanes;
    this.range = range;
    this.selection = selection;
    this.width = width;
  }

  /** Place of a column, px. */
  x(column: number): number {
    return placeOf(this.range, this.width, column);
  }

  /** Length of a column, px. */
  get step(): number {
    return this.width / (this.range.to - this.range.from);
  }

  laneOf(seq: number): Lane | undefined {
    return this.lanes.byKey.get(this.index.sourceOf(seq));
  }

  /** Where an event stands; one that is not drawn, where the drawn event that led to it stands. */
  pointOf(seq: number): readonly [number, number] | undefined {
    const lane = this.laneOf(seq);
    const column = this.causal.column(seq);
    return lane === undefined || column < 0 ? undefined : [this.x(column), middleOf(lane)];
  }

  /** The cells of a source from one column to another, not nearer to each other than their marks are wide. */
  *cellsOf(lane: Lane, source: string, from: number, to: number): Generator<Cell> {
    const { causal } = this;
    const seqs = causal.of(source);
    let at = firstWhere(seqs.length, (i) => causal.column(seqs[i]) >= from);
    while (at < seqs.length) {
      const column = causal.column(seqs[at]);
      if (column > to) return;
      const next = firstWhere(seqs.length, (i) => causal.column(seqs[i]) > column);
      yield { lane, column, seqs: seqs.slice(at, next) };
      at =
        this.step >= CELL_PX
          ? next
          : Math.max(
              next,
              firstWhere(seqs.length, (i) => causal.column(seqs[i]) >= column + CELL_PX / this.step),
            );
    }
  }
}
