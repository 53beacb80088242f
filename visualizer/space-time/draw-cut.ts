/** The consistent cut of the selected checkpoint, through the lanes of the subtasks that took part. */
import type { Primitive } from "../draw/primitives.ts";
import type { Selection } from "../page/selection.ts";
import type { RunModel } from "../run-model.ts";
import type { CheckpointTimes } from "./checkpoint-index.ts";
import { type Lane, middleOf } from "./lanes.ts";
import type { RunIndex } from "./run-index.ts";
import { clipLine, type Sketch } from "./sketch.ts";

/** Where the cut goes through a lane, px. */
export interface Knee {
  readonly lane: Lane;
  readonly x: number;
  readonly task: number;
}

/** The completed checkpoint that is selected, itself or by its trigger or completion; null if none is. */
export function selectedCut({
  selection,
  model: { store },
  index,
}: {
  readonly selection: Selection | null;
  readonly model: RunModel;
  readonly index: RunIndex;
}): CheckpointTimes | null {
  let id = -1;
  if (selection?.kind === "checkpoint") id = selection.id;
  else if (selection?.kind === "event" && selection.seq >= 0 && selection.seq < store.count) {
    const kind = store.kind(selection.seq);
    if (kind === "cp.trigger" || kind === "cp.complete") id = store.ch(selection.seq);
  }
  const checkpoint = index.checkpoints.byId.get(id);
  return checkpoint?.status === "completed" ? checkpoint : null;
}

/** Where each subtask took its snapshot for the selected checkpoint. */
export function drawCut(sketch: Sketch): void {
  const cut = selectedCut(sketch);
  if (cut === null) return;
  const knees = [...cut.parts].flatMap(([task, { syncAt }]) => {
    const lane = sketch.lanes.byTask.get(task);
    return lane === undefined || !Number.isFinite(syncAt) ? [] : [{ lane, x: sketch.x(syncAt), task }];
  });
  drawCutThrough(sketch, cut.id, knees);
}

/**
 * One line through the middles of the lanes. A message between two neighbours that both count on the same side does not
 * cross it.
 */
export function drawCutThrough(
  { list, width }: { readonly list: Primitive[]; readonly width: number },
  id: number,
  places: readonly Knee[],
): void {
  const knees = [...places].sort((a, b) => a.lane.top - b.lane.top);
  const first = knees[0];
  const last = knees.at(-1);
  if (first === undefined || last === undefined) return;
  const points = [first.x, first.lane.top];
  for (const { lane, x } of knees) points.push(x, middleOf(lane));
  points.push(last.x, last.lane.top + last.lane.height);
  const of = `cut:${id}`;
  for (let i = 0; i + 3 < points.length; i += 2) {
    const piece = clipLine([points[i], points[i + 1], points[i + 2], points[i + 3]], 0, width);
    if (piece === null) continue;
    list.push({ shape: "line", points: piece, stroke: "snap", width: 8, alpha: 0.3 });
    list.push({ shape: "line", points: piece, stroke: "text", width: 2, dash: [7, 3], of });
  }
  for (const { lane, x, task } of knees)
    if (x >= 0 && x <= width)
      list.push({
        shape: "circle",
        x,
        y: middleOf(lane),
        r: 4.5,
        fill: "snap",
        stroke: "text",
        width: 2,
        of: `${of}:${task}`,
      });
}
