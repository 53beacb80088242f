/** A label on a patch of the background, so that lines do not run through its letters. */
import type { Primitive } from "../draw/primitives.ts";

export interface BoxedLabel {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly align?: "left" | "center" | "right";
  readonly bold?: boolean;
  readonly of?: string;
}

const SIZE = 12;
const NARROW = 6.4;
const PAD = 3;
/** From here on letters are as wide as they are high. */
const FIRST_WIDE = 0x2e80;

/** About how wide a text is, CSS px. */
export function labelWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += (letter.codePointAt(0) ?? 0) >= FIRST_WIDE ? SIZE : NARROW;
  return width;
}

export function boxed({ x, y, text, align = "left", bold = false, of }: BoxedLabel): Primitive[] {
  const w = labelWidth(text) + 2 * PAD;
  const left = align === "left" ? x - PAD : align === "right" ? x + PAD - w : x - w / 2;
  return [
    { shape: "rect", x: left, y: y - 8, w, h: 16, radius: 3, fill: "surface", alpha: 0.8 },
    { shape: "text", x, y, text, ink: "text", align, bold, size: SIZE, ...(of === undefined ? {} : { of }) },
  ];
}
