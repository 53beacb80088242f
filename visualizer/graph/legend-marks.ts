/** What the signs mean, in a line below the graph. */
import type { Primitive, Rectangle } from "../draw/primitives.ts";
import { type Language, textOf } from "../text/catalogue.ts";
import { graph } from "../text/graph.ts";
import { lateGlyph } from "./caption-marks.ts";
import { elementGlyph } from "./glyphs.ts";
import type { Box } from "./layout.ts";
import { widthOf } from "./words.ts";

const OF = "legend";
const ROW = 24;

export function legendMarks(box: Box, language: Language): Primitive[] {
  const bar = (x: number, y: number): Rectangle => ({ shape: "rect", x, y: y - 3, w: 16, h: 6, of: OF });
  const items: readonly [(x: number, y: number) => Primitive[], string][] = [
    [(x, y) => elementGlyph("record", x + 8, y, OF, "across"), textOf(graph, language, "legendRecord")],
    [(x, y) => elementGlyph("watermark", x + 6, y, OF, "across", 1, 14), textOf(graph, language, "legendWatermark")],
    [(x, y) => elementGlyph("barrier", x + 8, y, OF, "across", 1, 14), textOf(graph, language, "legendBarrier")],
    [(x, y) => [{ ...bar(x, y), fill: "data" }], textOf(graph, language, "legendBusy")],
    [(x, y) => [{ ...bar(x, y), hatch: "flow", stroke: "flow" }], textOf(graph, language, "legendBackPressured")],
    [(x, y) => lateGlyph(x + 8, y, OF), textOf(graph, language, "legendLate")],
  ];
  const marks: Primitive[] = [];
  let x = box.x;
  let y = box.y + ROW / 2;
  for (const [glyph, text] of items) {
    const w = 22 + widthOf(text) + 12;
    if (x + w > box.x + box.w && x > box.x) {
      x = box.x;
      y += ROW;
    }
    marks.push(...glyph(x, y), { shape: "text", text, x: x + 22, y, ink: "muted", of: OF });
    x += w;
  }
  return marks;
}
