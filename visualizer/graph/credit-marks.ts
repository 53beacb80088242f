/** The credits of a channel, at its receiver: a square for each buffer that was granted, hollow while it is free. */
import type { Primitive, Rectangle } from "../draw/primitives.ts";
import type { CreditsView } from "../fold/view-state.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { type ChannelLine, MOST_CELLS } from "./channel-lines.ts";

/** Px of a square, and from one to the next. */
const SIDE = 6;
const STEP = 8;
/** Px from the middle of a rail to that of the squares beside it. */
const ASIDE = 10;
/** Px between two channels that leave room for the squares and for the texts of the other. */
export const ROOMY_PX = 36;
/** Px between two channels that leave room for the squares alone. */
export const TIGHT_PX = 18;

/**
 * Squares from the receiver's card on, the spent ones first: those stand for what waits there. More than can be seen at a
 * glance are told as numbers. All have `of: "credit:<channel>"`.
 * @param hasText the numbers are told beside them
 */
export function creditMarks(
  line: ChannelLine,
  { free, spent }: CreditsView,
  flow: "across" | "down",
  hasText: boolean,
  language: Language,
): Primitive[] {
  const of = `credit:${line.ch}`;
  const marks: Primitive[] = [];
  const at = (along: number): readonly [number, number] =>
    flow === "across"
      ? [line.in.x - 2 - along - SIDE, line.in.y + ASIDE - SIDE / 2]
      : [line.in.x - ASIDE - SIDE / 2, line.in.y - 2 - along - SIDE];
  const square = (along: number, isSpent: boolean) => {
    const [x, y] = at(along);
    marks.push(creditGlyph(x, y, isSpent, of));
  };
  const count = free + spent;
  if (count <= MOST_CELLS) for (let i = 0; i < count; i++) square(i * STEP, i < spent);
  let end = Math.min(count, MOST_CELLS) * STEP;
  if (hasText || count > MOST_CELLS) {
    if (count > MOST_CELLS) {
      square(0, free === 0);
      end = STEP;
    }
    const [x, y] = at(end);
    const text = textOf(graph, language, "credits", free, count);
    if (flow === "across")
      marks.push({ shape: "text", text, x: x + SIDE - 2, y: y + SIDE / 2, ink: "text", align: "right", of });
    else marks.push({ shape: "text", text, x: x + SIDE, y: y + SIDE / 2 - 2, ink: "text", align: "right", of });
  }
  return marks;
}

/** One square, its corner at x and y. */
export function creditGlyph(x: number, y: number, isSpent: boolean, of: string): Rectangle {
  const fill = isSpent ? "flow" : "surface";
  return { shape: "rect", x, y, w: SIDE, h: SIDE, fill, stroke: "flow", width: 1.25, of };
}
