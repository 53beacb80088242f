/** What the signs mean, in lines below the graph. */
import type { Primitive, Rectangle } from "../draw/primitives.ts";
import type { Language } from "../text/catalogue.ts";
import { lateGlyph } from "./caption-marks.ts";
import { creditGlyph } from "./credit-marks.ts";
import { envelopeGlyph } from "./envelope-marks.ts";
import { elementGlyph } from "./glyphs.ts";
import { type Box, LEGEND_LINE } from "./layout.ts";
import { type LegendName, legendPlaces } from "./legend-lines.ts";

const OF = "legend";

/** Each with its left edge at x, its middle at y. */
const SIGNS: Readonly<Record<LegendName, (x: number, y: number) => Primitive[]>> = {
  legendRecord: (x, y) => elementGlyph("record", x + 8, y, OF, "across"),
  legendWatermark: (x, y) => elementGlyph("watermark", x + 6, y, OF, "across", 1, 14),
  legendBarrier: (x, y) => elementGlyph("barrier", x + 8, y, OF, "across", 1, 14),
  legendBusy: (x, y) => [{ ...bar(x, y), fill: "data" }],
  legendBackPressured: (x, y) => [{ ...bar(x, y), hatch: "flow", stroke: "flow" }],
  legendLate: (x, y) => lateGlyph(x + 8, y, OF),
  legendCredit: (x, y) => [creditGlyph(x + 1, y - 3, true, OF), creditGlyph(x + 9, y - 3, false, OF)],
  legendOpen: (x, y) => envelopeGlyph("open", x, y, OF),
  legendPreCommitted: (x, y) => envelopeGlyph("pre-committed", x, y, OF),
  legendCommitted: (x, y) => envelopeGlyph("committed", x, y, OF),
  legendAborted: (x, y) => envelopeGlyph("aborted", x, y, OF),
};

export function legendMarks(box: Box, language: Language): Primitive[] {
  return legendPlaces(box.w, language).flatMap(({ name, text, x, textX, line }): Primitive[] => {
    const y = box.y + (line + 0.5) * LEGEND_LINE;
    return [...SIGNS[name](box.x + x, y), { shape: "text", text, x: box.x + textX, y, ink: "muted", of: OF }];
  });
}

function bar(x: number, y: number): Rectangle {
  return { shape: "rect", x, y: y - 3, w: 16, h: 6, of: OF };
}
