import { describe, expect, it } from "vitest";
import type { Primitive } from "../../../visualizer/draw/primitives.ts";
import { modelOf } from "../support/model.ts";
import { draw, whole } from "./support.ts";

/** The points of a primitive as [x, y] pairs, and all that is not a length. */
function placesOf(one: Primitive): { readonly places: [number, number][]; readonly rest: unknown } {
  switch (one.shape) {
    case "rect": {
      const { x, y, w, h, ...rest } = one;
      return {
        places: [
          [x, y],
          [w, h],
        ],
        rest,
      };
    }
    case "line":
    case "polygon": {
      const { points, ...rest } = one;
      const places: [number, number][] = [];
      for (let i = 0; i < points.length; i += 2) places.push([points[i], points[i + 1]]);
      return { places, rest };
    }
    default: {
      const { x, y, ...rest } = one;
      return { places: [[x, y]], rest };
    }
  }
}

describe("the turned scene", () => {
  it.each(["recovery", "word-count"])("is the other one with its axes swapped, without labels, in %s", (name) => {
    const model = modelOf(name);
    const selection = { kind: "checkpoint", id: 1 } as const;
    for (const range of [whole(model), { from: 900_000, to: 2_000_000 }]) {
      const level = draw(model, range, selection).list.filter(({ shape, of }) => shape !== "text" && of !== "grid");
      const turned = draw(model, range, selection, true).list.filter(({ of }) => of !== "grid");
      expect(turned.some(({ shape }) => shape === "text")).toBe(false);
      expect(turned).toHaveLength(level.length);
      turned.forEach((one, i) => {
        const there = placesOf(level[i]);
        expect(placesOf(one)).toEqual({ places: there.places.map(([x, y]) => [y, x]), rest: there.rest });
      });
    }
  });
});
