/** Checkpoints: on the JobManager's lane, in the subtasks, and restores. */

import type { CheckpointPart, CheckpointTimes } from "./checkpoint-index.ts";
import { arrowHead, burst, diamond } from "./glyphs.ts";
import { type Lane, middleOf } from "./lanes.ts";
import { firstWhere } from "./search.ts";
import { clipLine, type Sketch } from "./sketch.ts";

/** All that is seen of the checkpoints of the visible stretch. */
export function drawCheckpoints(sketch: Sketch): void {
  const { checkpoints } = sketch.index;
  const { all } = checkpoints;
  const jobManager = sketch.lanes.byKey.get("jobmanager");
  if (jobManager === undefined) return;
  // Participants notice a checkpoint after it ended, but not after the next but one: begin a little before the range.
  const first = Math.max(0, firstWhere(all.length, (at) => all[at].triggeredAt >= sketch.range.from) - 4);
  for (let i = first; i < all.length && all[i].triggeredAt <= sketch.range.to; i++) {
    drawOnJobManager(sketch, jobManager, all[i]);
    for (const [task, part] of all[i].parts) {
      const lane = sketch.lanes.byTask.get(task);
      if (lane !== undefined) drawPart(sketch, lane, part, `checkpoint:${all[i].id}:${task}`);
    }
  }
  drawRestores(sketch, jobManager);
}

function drawOnJobManager(sketch: Sketch, lane: Lane, checkpoint: CheckpointTimes): void {
  const { id, isSavepoint, triggeredAt, endedAt, status, acknowledgedAt } = checkpoint;
  const { list, labels } = sketch;
  const span = sketch.span(triggeredAt, endedAt);
  if (span === null) return;
  const of = `checkpoint:${id}`;
  const y = middleOf(lane);
  const r = Math.min(6, lane.height / 2 - 1);
  list.push({ shape: "line", points: [span[0], y, span[1], y], stroke: "snap", width: 3, of });
  const isFar = span[1] - span[0] > 2 * r;
  if (isFar)
    for (const micros of acknowledgedAt)
      if (sketch.sees(micros))
        list.push({ shape: "circle", x: sketch.x(micros), y, r: 3, fill: "snap", of: `ack:${id}` });
  if (sketch.sees(triggeredAt) && (status !== "completed" || isFar))
    list.push(diamond(span[0], y, r, "snap", "surface", of));
  if (sketch.sees(endedAt) && status === "completed") list.push(diamond(span[1], y, r, "snap", "snap", of));
  if (sketch.sees(endedAt) && status === "failed") list.push(...burst(span[1], y, r + 1, of));
  if (sketch.sees(triggeredAt) || sketch.sees(endedAt))
    labels.push({ x: span[1] + r + 3, y, text: `${isSavepoint ? "sp" : "cp"} ${id}`, rank: 7, of });
}

/** The bracket while barriers are awaited; then what is snapshotted at once (filled), and in the background (hollow). */
function drawPart(sketch: Sketch, lane: Lane, part: CheckpointPart, of: string): void {
  const { list } = sketch;
  const { top, height } = lane;
  const aligning = Number.isFinite(part.firstAt) ? sketch.span(part.firstAt, part.alignedAt) : null;
  if (aligning !== null) {
    const [from, to] = aligning;
    list.push({
      shape: "line",
      points: [from, top + 6, from, top + 2, Math.max(to, from + 2), top + 2, Math.max(to, from + 2), top + 6],
      stroke: "snap",
      width: 2,
      of: `align:${of}`,
    });
  }
  const bar = { y: top + height - 6, h: 4, stroke: "snap", width: 1, of: `snapshot:${of}` } as const;
  const sync = Number.isFinite(part.syncAt) ? sketch.span(Math.min(part.alignedAt, part.syncAt), part.syncAt) : null;
  if (sync !== null) list.push({ shape: "rect", x: sync[0], w: Math.max(2, sync[1] - sync[0]), ...bar, fill: "snap" });
  const async = Number.isFinite(part.asyncAt) ? sketch.span(part.syncAt, part.asyncAt) : null;
  if (async !== null && async[1] - async[0] >= 1)
    list.push({ shape: "rect", x: async[0], w: async[1] - async[0], ...bar });
}

/** From the checkpoint to the moment of the restart, and from there into the attempts that get its state. */
function drawRestores(sketch: Sketch, lane: Lane): void {
  const { list, range, width } = sketch;
  for (const { micros, checkpoint, begins, seq } of sketch.index.checkpoints.restores) {
    const of = `restore:${seq}`;
    const y = middleOf(lane);
    const completed = sketch.index.checkpoints.byId.get(checkpoint)?.endedAt ?? micros;
    const back = sketch.span(Math.min(completed, micros), micros);
    if (back !== null) {
      const under = lane.top + lane.height - 3;
      list.push({
        shape: "line",
        points: [back[0], under, back[1], under],
        stroke: "snap",
        width: 1.5,
        dash: [5, 3],
        of,
      });
      if (sketch.sees(micros)) list.push(arrowHead(back[0], under, back[1], under, "snap", of));
    }
    for (const begin of begins) {
      const target = sketch.lanes.byTask.get(begin.task);
      if (target === undefined || micros > range.to || begin.micros < range.from) continue;
      const points = clipLine([sketch.x(micros), y, sketch.x(begin.micros), middleOf(target)], 0, width);
      if (points === null) continue;
      list.push({ shape: "line", points, stroke: "snap", width: 1.5, dash: [5, 3], of });
      if (sketch.sees(begin.micros)) list.push(arrowHead(points[0], points[1], points[2], points[3], "snap", of));
    }
  }
}
