/** The same scene with its axes swapped: time runs downwards. */
import type { DrawList, Primitive } from "../draw/primitives.ts";

/** Swaps x and y of everything. Labels stay upright, so what they stand beside may not have room for them. */
export function transpose(list: DrawList): DrawList {
  return list.map(turn);
}

function turn(primitive: Primitive): Primitive {
  switch (primitive.shape) {
    case "rect":
      return { ...primitive, x: primitive.y, y: primitive.x, w: primitive.h, h: primitive.w };
    case "line":
    case "polygon":
      return { ...primitive, points: primitive.points.map((_, i) => primitive.points[i ^ 1]) };
    default:
      return { ...primitive, x: primitive.y, y: primitive.x };
  }
}
