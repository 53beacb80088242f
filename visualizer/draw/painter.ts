/** Puts a draw list on a canvas. */
import type { Palette } from "./palette.ts";
import type { DrawList, Polyline, Primitive, Rectangle } from "./primitives.ts";

const HATCH_STEP = 6;

/** Paints in list order; the canvas is cleared by the caller. */
export function paint(canvas: CanvasRenderingContext2D, list: DrawList, palette: Palette): void {
  canvas.textBaseline = "middle";
  for (let i = 0; i < list.length; i++) {
    const primitive = list[i];
    canvas.globalAlpha = primitive.alpha ?? 1;
    if (primitive.shape === "line") i += paintLines(canvas, list, i, primitive, palette);
    else paintOne(canvas, primitive, palette);
  }
  canvas.globalAlpha = 1;
}

/** Lines of one look that follow each other are one stroke, which costs a fraction of many; gives how many came with the first. */
function paintLines(
  canvas: CanvasRenderingContext2D,
  list: DrawList,
  first: number,
  look: Polyline,
  palette: Palette,
): number {
  let next = first;
  canvas.beginPath();
  for (let line: Primitive | undefined = look; line?.shape === "line" && isAlike(line, look); line = list[++next])
    trace(canvas, line.points);
  canvas.strokeStyle = palette[look.stroke];
  canvas.lineWidth = look.width ?? 1;
  canvas.setLineDash([...(look.dash ?? [])]);
  canvas.stroke();
  return next - first - 1;
}

function isAlike(a: Polyline, b: Polyline): boolean {
  return (
    a.stroke === b.stroke &&
    (a.width ?? 1) === (b.width ?? 1) &&
    (a.alpha ?? 1) === (b.alpha ?? 1) &&
    (a.dash?.join() ?? "") === (b.dash?.join() ?? "")
  );
}

function trace(canvas: CanvasRenderingContext2D, points: readonly number[]): void {
  for (let i = 0; i + 1 < points.length; i += 2)
    if (i === 0) canvas.moveTo(points[0], points[1]);
    else canvas.lineTo(points[i], points[i + 1]);
}

function paintOne(canvas: CanvasRenderingContext2D, primitive: Exclude<Primitive, Polyline>, palette: Palette): void {
  if (primitive.shape === "text") {
    const { text, x, y, size = 12, align = "left", bold = false, ink, halo } = primitive;
    canvas.font = `${bold ? 600 : 400} ${size}px Tidemark, sans-serif`;
    canvas.textAlign = align;
    if (halo !== undefined) {
      canvas.strokeStyle = palette[halo];
      canvas.lineWidth = 4;
      canvas.lineJoin = "round";
      canvas.setLineDash([]);
      canvas.strokeText(text, x, y);
      canvas.lineJoin = "miter";
    }
    canvas.fillStyle = palette[ink];
    canvas.fillText(text, x, y);
    return;
  }
  canvas.beginPath();
  switch (primitive.shape) {
    case "circle":
      canvas.arc(primitive.x, primitive.y, primitive.r, 0, 2 * Math.PI);
      break;
    case "rect":
      if (primitive.radius === undefined) canvas.rect(primitive.x, primitive.y, primitive.w, primitive.h);
      else canvas.roundRect(primitive.x, primitive.y, primitive.w, primitive.h, primitive.radius);
      break;
    case "polygon":
      trace(canvas, primitive.points);
      canvas.closePath();
      break;
  }
  if (primitive.fill !== undefined) {
    canvas.fillStyle = palette[primitive.fill];
    canvas.fill();
  }
  if (primitive.stroke !== undefined) {
    canvas.strokeStyle = palette[primitive.stroke];
    canvas.lineWidth = primitive.width ?? 1;
    const dash = "dash" in primitive ? primitive.dash : undefined;
    canvas.setLineDash(dash === undefined ? [] : [...dash]);
    canvas.lineDashOffset = "dashOffset" in primitive ? (primitive.dashOffset ?? 0) : 0;
    canvas.stroke();
    canvas.lineDashOffset = 0;
  }
  // Last: it leaves another path behind.
  if (primitive.shape === "rect" && primitive.hatch !== undefined) hatch(canvas, primitive, palette[primitive.hatch]);
}

function hatch(canvas: CanvasRenderingContext2D, { x, y, w, h, isCrossed }: Rectangle, colour: string): void {
  canvas.save();
  canvas.clip();
  canvas.beginPath();
  for (let offset = -h; offset < w; offset += HATCH_STEP) {
    canvas.moveTo(x + offset, y + h);
    canvas.lineTo(x + offset + h, y);
    if (isCrossed !== true) continue;
    canvas.moveTo(x + offset, y);
    canvas.lineTo(x + offset + h, y + h);
  }
  canvas.strokeStyle = colour;
  canvas.lineWidth = 1;
  canvas.setLineDash([]);
  canvas.stroke();
  canvas.restore();
}
