/** The shapes of elements: shape and text carry the meaning, colour comes third. */
import type { Ink } from "../draw/palette.ts";
import type { Primitive } from "../draw/primitives.ts";
import type { ElementType } from "../trace/element-index.ts";

/** Radius of a record, px. */
export const RECORD_RADIUS = 4;

/** What colour family an element belongs to. */
export function inkOf(type: ElementType): Ink {
  if (type === "record") return "data";
  if (type === "watermark" || type === "status") return "time";
  return type === "barrier" || type === "cancel" ? "snap" : "flow";
}

/** An element's shape with its middle at a point; all its parts stand for `of`. @param height of bars, px */
export function elementGlyph(
  type: ElementType,
  x: number,
  y: number,
  of: string,
  flow: "across" | "down",
  alpha = 1,
  height = 18,
): Primitive[] {
  const half = height / 2;
  // Bars stand across the channel, chevrons point the way the data goes.
  const at = (along: number, across: number): [number, number] =>
    flow === "across" ? [x + along, y + across] : [x + across, y + along];
  const bar = (along: number, stroke: Ink, width: number): Primitive => ({
    shape: "line",
    points: [...at(along, -half), ...at(along, half)],
    stroke,
    width,
    of,
    alpha,
  });
  const chevron = [...at(2, -5), ...at(8, 0), ...at(2, 5)];
  switch (type) {
    case "record":
      return [{ shape: "circle", x, y, r: RECORD_RADIUS, fill: "data", of, alpha }];
    case "watermark":
      return [
        bar(0, "time", 4),
        { shape: "polygon", points: chevron, fill: "time", stroke: "text", width: 0.5, of, alpha },
      ];
    case "status":
      return [
        bar(0, "time", 1.5),
        { shape: "polygon", points: chevron, fill: "surface", stroke: "time", width: 1.5, of, alpha },
      ];
    case "barrier":
      return [bar(-2.5, "snap", 3), bar(2.5, "snap", 3)];
    case "cancel":
      return [
        bar(-2.5, "snap", 3),
        bar(2.5, "snap", 3),
        { shape: "line", points: [...at(-7, -half), ...at(7, half)], stroke: "fail", width: 2, of, alpha },
      ];
    case "end-of-data":
      return [{ shape: "rect", x: x - 4.5, y: y - 4.5, w: 9, h: 9, fill: "flow", of, alpha }];
    case "end-of-partition":
      return [
        { shape: "rect", x: x - 4.5, y: y - 4.5, w: 9, h: 9, fill: "surface", stroke: "flow", width: 2, of, alpha },
      ];
  }
}
