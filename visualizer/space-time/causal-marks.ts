/** The marks of the causal axis: one for what happened in a cell, with how many events it stands for. */

import { EXECUTION_STATES, JOB_STATES } from "../../src/trace/kinds.ts";
import type { Ink } from "../draw/palette.ts";
import type { CausalSketch, Cell } from "./causal-sketch.ts";
import { STATE_RANK } from "./draw-lanes.ts";
import { type EventGroup, groupOf } from "./event-groups.ts";
import { burst, chevron, cross, diamond } from "./glyphs.ts";
import { middleOf } from "./lanes.ts";

/** What a cell looks like if it holds several: the first of these. */
const RANK: readonly EventGroup[] = ["failures", "lives", "output", "checkpoints", "windows", "watermarks", "records"];
const MOST_R = 6;
/** A count needs so much room to its right, px. */
const COUNT_PX = 26;

/** Ink of what goes from lane to lane, by what it is. */
export const GROUP_INKS: Readonly<Partial<Record<EventGroup, Ink>>> = {
  records: "data",
  watermarks: "time",
  windows: "time",
  checkpoints: "snap",
  output: "snap",
  failures: "fail",
};

/** Draws one cell. */
export function drawCell(sketch: CausalSketch, { lane, column, seqs }: Cell): void {
  const { list, labels, step, model } = sketch;
  const { store } = model;
  const groups = seqs.map((seq) => groupOf(store, seq));
  const group = RANK.find((one) => groups.includes(one)) ?? "others";
  const seq = seqs[groups.lastIndexOf(group)] ?? seqs[0];
  const [x, y] = [sketch.x(column), middleOf(lane)];
  const r = Math.max(1.5, Math.min(MOST_R, lane.height / 2 - 2, step / 2));
  const of = `event:${seq}`;
  // A label may hide a part of a tick, not a mark.
  if (group !== "lives") sketch.marks.push({ x, y, r });
  switch (group) {
    case "records":
      list.push({ shape: "circle", x, y, r: Math.min(r, 4), fill: "data", of });
      break;
    case "watermarks":
      list.push(chevron(x, y, Math.min(r, 4), "time", false, of));
      break;
    case "windows":
      list.push({ shape: "rect", x: x - r, y: y - r, w: 2 * r, h: 2 * r, fill: "time", of });
      break;
    case "checkpoints":
      if (store.kind(seq) === "cp.fail" || store.kind(seq) === "cp.decline") list.push(...burst(x, y, r + 1, of));
      else list.push(diamond(x, y, r, "snap", store.kind(seq) === "cp.complete" ? "snap" : "surface", of));
      if (store.kind(seq) === "cp.trigger" || store.kind(seq) === "cp.complete")
        labels.push({ x: x + r + 3, y: Math.max(lane.top + 7, y - r - 8), text: `cp ${store.ch(seq)}`, rank: 7, of });
      break;
    case "output":
      list.push({ shape: "rect", x: x - r, y: y - r * 0.7, w: 2 * r, h: 1.4 * r, fill: "snap", of });
      break;
    case "lives":
      drawState(sketch, seq, x, lane.top, lane.height);
      break;
    case "failures":
      list.push(...burst(x, y, r + 2, of));
      break;
    default:
      list.push({ shape: "circle", x, y, r: Math.min(r, 3), fill: "flow", of });
  }
  if (seqs.length > 1 && step >= COUNT_PX)
    labels.push({
      x: x + r + 2,
      y: Math.min(lane.top + lane.height - 7, y + r + 9),
      text: `×${seqs.length}`,
      rank: 1,
      ink: "muted",
      of,
    });
}

function drawState(
  { list, labels, model: { store } }: CausalSketch,
  seq: number,
  x: number,
  top: number,
  height: number,
): void {
  const names: readonly string[] = store.kind(seq) === "exec.state" ? EXECUTION_STATES : JOB_STATES;
  const state = /^(exec|job)\.state$/.test(store.kind(seq)) ? (names[store.b(seq)] ?? "") : "";
  const failed = state === "FAILED" || state === "FAILING";
  const of = `state:${seq}`;
  const stroke = failed ? "fail" : "line-strong";
  list.push({ shape: "line", points: [x, top + 2, x, top + height - 2], stroke, width: 2, of });
  if (failed) list.push(...cross(x, top + height / 2, 4, "fail", 2, of));
  const place = { x: x + (failed ? 8 : 4), y: top + 7, rank: STATE_RANK[state] ?? 3 };
  if (state !== "") labels.push({ ...place, text: state, ink: "muted", of });
}
