/** Labels that do not lie on each other: the important ones first, the others only where there is room. */
import type { Ink } from "../draw/palette.ts";
import type { Label } from "../draw/primitives.ts";

/** A wish for a label that begins at a place. Lengths are px. */
export interface LabelWish {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** The higher, the earlier it is placed. */
  readonly rank: number;
  readonly ink?: Ink;
  readonly of?: string;
}

/** A mark that only the most important labels may lie on. Lengths are px. */
export interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** From this rank on a label may lie on marks. */
const OVER_MARKS = 7;
const SIZE = 12;
const HALF_LINE = 7;
const GAP = 4;

/** About the width of a text, px: capitals and digits are wider. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += /[A-Z◆✕]/.test(char) ? 8.4 : /[ijl.: ]/.test(char) ? 3.6 : 6.8;
  return width;
}

/**
 * @param width px that labels may fill; what reaches beyond is left out
 * @param lineRoom px across; labels need 14
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  width: number,
  lineRoom: number,
  marks: readonly Obstacle[] = [],
): Label[] {
  if (lineRoom < 2 * HALF_LINE) return [];
  const taken: { readonly from: number; readonly to: number; readonly y: number }[] = [];
  const labels: Label[] = [];
  for (const { x, y, text, rank, ink = "text", of } of [...wishes].sort((a, b) => b.rank - a.rank || a.x - b.x)) {
    const to = x + textWidth(text);
    if (x < 0 || to > width) continue;
    if (taken.some((one) => Math.abs(one.y - y) < 2 * HALF_LINE && x < one.to + GAP && to > one.from - GAP)) continue;
    const hides = (mark: Obstacle): boolean =>
      Math.abs(mark.y - y) < HALF_LINE - 2 + mark.r && mark.x + mark.r > x && mark.x - mark.r < to;
    if (rank < OVER_MARKS && marks.some(hides)) continue;
    taken.push({ from: x, to, y });
    labels.push({ shape: "text", x, y, text, ink, size: SIZE, halo: "surface", ...(of === undefined ? {} : { of }) });
  }
  return labels;
}
