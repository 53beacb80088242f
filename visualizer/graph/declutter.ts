/** Keeps the texts of channels from covering each other and the cards: each moves to the other side, or gives way. */
import type { Label, Primitive } from "../draw/primitives.ts";
import type { Box } from "./layout.ts";
import { widthOf } from "./words.ts";

/** Px from a text above its sign to its place below. */
const OTHER_SIDE = 33;
const HEIGHT = 13;

/**
 * Texts with `of: "note:…"` stay; those of `"label:…"` and `"rate:…"` are left out where there is no room, the faded ones
 * first. All other marks stay as they are.
 * @param taken places where no text may stand
 */
export function declutter(marks: readonly Primitive[], taken: readonly Box[]): Primitive[] {
  const boxes: Box[] = [...taken];
  const movable: [rank: number, index: number, label: Label][] = [];
  const placed: (Primitive | null)[] = [...marks];
  marks.forEach((mark, i) => {
    if (mark.shape !== "text") return;
    const rank = rankOf(mark);
    if (rank === 0) boxes.push(boxOf(mark));
    else movable.push([rank, i, mark]);
  });
  movable.sort(([a, i], [b, j]) => a - b || i - j);
  for (const [, i, label] of movable) {
    const here = boxOf(label);
    const other = { ...here, y: here.y + OTHER_SIDE };
    const box = [here, other].find((one) => !boxes.some((taken) => meet(taken, one)));
    placed[i] = box === undefined ? null : box === here ? label : { ...label, y: label.y + OTHER_SIDE };
    if (box !== undefined) boxes.push(box);
  }
  return placed.filter((mark) => mark !== null);
}

function rankOf({ of, alpha }: Label): number {
  if (of?.startsWith("label:") === true) return (alpha ?? 1) === 1 ? 1 : 3 - (alpha ?? 1);
  return of?.startsWith("rate:") === true ? 4 : 0;
}

function boxOf({ x, y, text, size = 12, align = "left" }: Label): Box {
  const w = widthOf(text, size);
  const left = align === "left" ? x : align === "center" ? x - w / 2 : x - w;
  return { x: left, y: y - HEIGHT / 2, w, h: HEIGHT };
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}
