import { describe, expect, it } from "vitest";
import { LEGEND_LINE } from "../../../visualizer/graph/layout.ts";
import { legendLines } from "../../../visualizer/graph/legend-lines.ts";
import { legendMarks } from "../../../visualizer/graph/legend-marks.ts";
import { widthOf } from "../../../visualizer/graph/words.ts";
import { graph } from "../../../visualizer/text/graph.ts";

describe("the legend", () => {
  it("explains every sign inside of its box, in both languages and at every width", () => {
    for (const language of ["en", "zh"] as const)
      for (let w = 280; w <= 1400; w += 40) {
        const h = legendLines(w, language) * LEGEND_LINE;
        const marks = legendMarks({ x: 12, y: 100, w, h }, language);
        const texts = marks.flatMap((mark) => (mark.shape === "text" ? [mark] : []));
        for (const { text, x, y } of texts) {
          expect(x + widthOf(text)).toBeLessThanOrEqual(12 + w);
          expect(y + 6).toBeLessThanOrEqual(100 + h);
        }
        const named = Object.entries(graph[language]).flatMap(([name, text]) =>
          name.startsWith("legend") ? [text] : [],
        );
        expect(texts.map(({ text }) => text).sort()).toEqual(named.sort());
      }
  });
});
