/** Leaves out of a draw list what nobody can see: a graph of many subtasks is higher than its window. */
import type { DrawList, Primitive } from "./primitives.ts";

/** A stretch of the height of a scene, CSS px. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** Lines and outlines reach beyond their points by so much. */
const REACH_PX = 8;

/** The marks that reach into the band, in their order. */
export function visibleIn(list: DrawList, { top, bottom }: Band): DrawList {
  return list.filter((primitive) => {
    const [from, to] = heightOf(primitive);
    return to + REACH_PX >= top && from - REACH_PX <= bottom;
  });
}

function heightOf(primitive: Primitive): readonly [number, number] {
  switch (primitive.shape) {
    case "circle":
      return [primitive.y - primitive.r, primitive.y + primitive.r];
    case "rect":
      return [primitive.y, primitive.y + primitive.h];
    case "text": {
      const half = (primitive.size ?? 12) / 2;
      return [primitive.y - half, primitive.y + half];
    }
    case "line":
    case "polygon": {
      let from = Number.POSITIVE_INFINITY;
      let to = Number.NEGATIVE_INFINITY;
      for (let i = 1; i < primitive.points.length; i += 2) {
        from = Math.min(from, primitive.points[i]);
        to = Math.max(to, primitive.points[i]);
      }
      return [from, to];
    }
  }
}
