/** The diagram along cause and effect instead of time: pure, from the model and the columns that are visible. */
import type { Primitive } from "../draw/primitives.ts";
import { drawCell, GROUP_INKS } from "./causal-marks.ts";
import { CausalSketch } from "./causal-sketch.ts";
import { drawCause } from "./draw-cause.ts";
import { drawCutThrough, selectedCut } from "./draw-cut.ts";
import { drawBands } from "./draw-lanes.ts";
import { MOST_MESSAGES } from "./draw-messages.ts";
import { groupOf } from "./event-groups.ts";
import { placeLabels } from "./labels.ts";
import { type Lane, middleOf } from "./lanes.ts";
import type { Scene } from "./scene.ts";
import { clipLine, type SceneInput } from "./sketch.ts";
import { transpose } from "./transpose.ts";

/** A line may come from so many columns beyond the visible ones. */
const MOST_BEYOND = 400;
/** Of more lines than this none is drawn. */
const MOST_VISITED = 20_000;
const BARRIERS: ReadonlySet<string> = new Set(["cp.first", "cp.block", "cp.aligned"]);

/** @param input its range is one of columns; see `spaceTimeScene` for the rest */
export function causalScene(input: SceneInput, turned = false): Scene {
  const sketch = new CausalSketch(input);
  const { list, lanes, width, range, causal } = sketch;
  if (range.to <= range.from || width <= 0) return { list: [], shaded: 0, left: 0 };
  drawBands(sketch);
  drawLives(sketch);
  const left = drawLines(sketch);
  for (const lane of lanes.all)
    for (const source of lane.sources)
      for (const cell of sketch.cellsOf(lane, source, Math.floor(range.from), Math.min(causal.columns, range.to)))
        drawCell(sketch, cell);
  const cut = selectedCut(sketch);
  if (cut !== null) {
    const knees = [...cut.parts].flatMap(([task, { syncSeq }]) => {
      const lane = lanes.byTask.get(task);
      return lane === undefined || syncSeq < 0 ? [] : [{ lane, x: sketch.x(causal.column(syncSeq)), task }];
    });
    drawCutThrough(sketch, cut.id, knees);
  }
  drawCause(sketch);
  if (turned) return { list: transpose(list), shaded: 0, left };
  for (const label of placeLabels(sketch.labels, width, lanes.all[0].height, sketch.marks)) list.push(label);
  return { list, shaded: 0, left };
}

/** From the first event of an attempt to its last one. */
function drawLives(sketch: CausalSketch): void {
  const { list, lanes, causal, width } = sketch;
  for (const lane of lanes.all)
    for (const source of lane.sources) {
      const seqs = causal.of(source);
      const [first, last] = [seqs[0], seqs.at(-1)];
      if (first === undefined || last === undefined) continue;
      const y = middleOf(lane);
      const points = clipLine([sketch.x(causal.column(first)), y, sketch.x(causal.column(last)), y], 0, width);
      if (points !== null) list.push({ shape: "line", points, stroke: "line", width: 1, of: `life:${source}` });
    }
}

/**
 * From each cause to what it caused on another lane.
 * @returns how many found no place
 */
function drawLines(sketch: CausalSketch): number {
  const { lanes, range, causal, list } = sketch;
  const all = lanes.all.flatMap(({ sources }) => sources);
  const hops = all.reduce((sum, source) => sum + causal.hops(source, range.from, range.to), 0);
  // Nothing could be told of so many.
  if (hops > MOST_VISITED) return hops;
  const beyond = Math.min(causal.longestHop, MOST_BEYOND);
  let drawn = 0;
  let left = 0;
  for (const lane of lanes.all)
    for (const source of lane.sources)
      for (const { seqs } of sketch.cellsOf(lane, source, Math.floor(range.from), range.to + beyond))
        for (const seq of seqs) {
          const line = lineTo(sketch, lane, seq);
          if (line === null) continue;
          if (drawn++ < MOST_MESSAGES) list.push(line);
          else left++;
        }
  return left;
}

/** The line that ends at an event; null if its cause is on its own lane, or not on any lane that is drawn. */
function lineTo(sketch: CausalSketch, lane: Lane, seq: number): Primitive | null {
  const { causal, width, model } = sketch;
  const sender = causal.sender(seq);
  const from = sender < 0 ? undefined : sketch.laneOf(sender);
  if (from === undefined || from === lane) return null;
  const line = [sketch.x(causal.column(sender)), middleOf(from), sketch.x(causal.column(seq)), middleOf(lane)] as const;
  const points = clipLine([...line], 0, width);
  if (points === null) return null;
  const kind = model.store.kind(seq);
  const group = groupOf(model.store, seq);
  const of = `hop:${seq}`;
  // Barriers are messages in channels; what else checkpoints send are calls.
  if (BARRIERS.has(kind)) return { shape: "line", points, stroke: "snap", width: 2, of };
  if (group === "checkpoints" || group === "lives" || group === "output")
    return { shape: "line", points, stroke: "line", width: 1, of };
  return { shape: "line", points, stroke: GROUP_INKS[group] ?? "line", width: group === "watermarks" ? 2 : 1, of };
}
