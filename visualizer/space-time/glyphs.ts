/** Small signs made of primitives; they look the same when the diagram is turned. */
import type { Ink } from "../draw/palette.ts";
import type { Polygon, Polyline, Primitive } from "../draw/primitives.ts";

/** ◆ around a point; hollow without `fill`. `r` px from the middle to a corner. */
export function diamond(x: number, y: number, r: number, stroke: Ink, fill: Ink, of: string): Polygon {
  return { shape: "polygon", points: [x, y - r, x + r, y, x, y + r, x - r, y], stroke, fill, width: 1.5, of };
}

/** ✕ around a point. */
export function cross(x: number, y: number, r: number, stroke: Ink, width: number, of: string): Polyline[] {
  return [
    { shape: "line", points: [x - r, y - r, x + r, y + r], stroke, width, of },
    { shape: "line", points: [x - r, y + r, x + r, y - r], stroke, width, of },
  ];
}

const BURST_RAYS = 8;

/** A failure: ✕ in a star of short rays, r px to the tips. */
export function burst(x: number, y: number, r: number, of: string): Primitive[] {
  const points: number[] = [];
  for (let i = 0; i < 2 * BURST_RAYS; i++) {
    const angle = (Math.PI * i) / BURST_RAYS;
    const reach = i % 2 === 0 ? r : r * 0.62;
    points.push(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
  }
  return [
    { shape: "polygon", points, fill: "surface", stroke: "fail", width: 1.5, of },
    ...cross(x, y, r * 0.38, "fail", 2, of),
  ];
}

/** ❙▸ pointing along time: a watermark, or hollow a status. */
export function chevron(x: number, y: number, r: number, ink: Ink, hollow: boolean, of: string): Polygon {
  const points = [x - r, y - r, x + r, y, x - r, y + r];
  return { shape: "polygon", points, stroke: ink, fill: hollow ? "surface" : ink, width: 1, of };
}

/** ▸ at the end of an arrow that comes from a point. */
export function arrowHead(fromX: number, fromY: number, x: number, y: number, ink: Ink, of: string): Polygon {
  const length = Math.hypot(x - fromX, y - fromY) || 1;
  const [dx, dy] = [(x - fromX) / length, (y - fromY) / length];
  const points = [x, y, x - 7 * dx - 3 * dy, y - 7 * dy + 3 * dx, x - 7 * dx + 3 * dy, y - 7 * dy - 3 * dx];
  return { shape: "polygon", points, fill: ink, of };
}
