/** Why the selected event happened: the chain of its causes, numbered from the root. */
import { why } from "../explain/why.ts";
import type { RunModel } from "../run-model.ts";
import { clipLine, type Sketch } from "./sketch.ts";

/** A chain longer than this is shown from here on. */
const MOST_LINKS = 200;
const NEAR_PX = 12;

/** Numbers of the events from where the chain begins to `seq`, which is the last: the chain that the inspector tells. */
export function causeChain({ store }: RunModel, seq: number): number[] {
  const chain = why(store, seq).flatMap((row) =>
    row.kind === "event" ? [row.seq] : row.kind === "carriers" ? row.seqs : [],
  );
  return chain.slice(0, MOST_LINKS).reverse();
}

/** What a chain is drawn on, whatever runs along it. */
export type CauseSketch = Pick<Sketch, "selection" | "list" | "labels" | "width" | "model" | "pointOf">;

/** The chain as a line, and a ring around the event itself. Numbers that fall together are one: "2–5". */
export function drawCause(sketch: CauseSketch): void {
  const { selection, list, width, model } = sketch;
  if (selection?.kind !== "event" || selection.seq < 0 || selection.seq >= model.store.count) return;
  const of = `cause:${selection.seq}`;
  const points = causeChain(model, selection.seq).flatMap((seq, i) => {
    const point = sketch.pointOf(seq);
    return point === undefined ? [] : [{ x: point[0], y: point[1], number: i + 1 }];
  });
  points.slice(1).forEach((to, i) => {
    const from = points[i];
    const piece = clipLine([from.x, from.y, to.x, to.y], 0, width);
    if (piece !== null && (from.x !== to.x || from.y !== to.y))
      list.push({ shape: "line", points: piece, stroke: "cause", width: 2, of });
  });
  const groups: { x: number; y: number; first: number; last: number }[] = [];
  for (const { x, y, number } of points) {
    const near = groups.find((group) => group.y === y && Math.abs(group.x - x) < NEAR_PX && group.last === number - 1);
    if (near !== undefined) near.last = number;
    else groups.push({ x, y, first: number, last: number });
  }
  for (const { x, y, first, last } of groups) {
    if (x < 0 || x > width) continue;
    list.push({ shape: "circle", x, y, r: 3.5, fill: "cause", of });
    const text = first === last ? `${first}` : `${first}–${last}`;
    sketch.labels.push({ x: x + 6, y: y - 7, text, rank: 9, ink: "cause", of });
  }
  const last = points.at(-1);
  if (last !== undefined && last.x >= 0 && last.x <= width)
    list.push({ shape: "circle", x: last.x, y: last.y, r: 7, stroke: "text", width: 2, of: `event:${selection.seq}` });
}
