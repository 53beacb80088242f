/** Reads the elements back from a draw list. */
import type { DrawList, Primitive } from "../../../../visualizer/draw/primitives.ts";

export interface Token {
  readonly seq: number;
  readonly x: number;
  readonly y: number;
}

/** Where each element stands: the middle of its first shape, of both bars of a barrier. */
export function tokensOf(list: DrawList): Token[] {
  const shapes = new Map<number, Primitive[]>();
  for (const mark of list) {
    if (mark.of?.startsWith("element:") !== true) continue;
    const seq = Number(mark.of.slice("element:".length));
    shapes.set(seq, [...(shapes.get(seq) ?? []), mark]);
  }
  return [...shapes].map(([seq, marks]) => {
    const bars = marks.filter((mark) => mark.shape === "line").slice(0, 2);
    const parts = (bars.length > 0 ? bars : marks.slice(0, 1)).map(middleOf);
    const mean = (of: (point: { x: number; y: number }) => number) =>
      parts.reduce((sum, part) => sum + of(part), 0) / parts.length;
    return { seq, x: mean(({ x }) => x), y: mean(({ y }) => y) };
  });
}

function middleOf(mark: Primitive): { x: number; y: number } {
  switch (mark.shape) {
    case "circle":
    case "text":
      return mark;
    case "rect":
      return { x: mark.x + mark.w / 2, y: mark.y + mark.h / 2 };
    default: {
      const along = (offset: number) => {
        const values = mark.points.filter((_, i) => i % 2 === offset);
        return values.reduce((a, b) => a + b, 0) / values.length;
      };
      return { x: along(0), y: along(1) };
    }
  }
}
