import { describe, expect, it } from "vitest";
import {
  type PanelSizes,
  readPanelSizes,
  resized,
  SIZED_PANELS,
  sizeLimits,
} from "../../../visualizer/page/panel-sizes.ts";

const WINDOW = { width: 1440, height: 900 };

describe("the sizes of the panels", () => {
  it("are what the visitor wants, as far as the stage keeps its room", () => {
    expect(resized({}, "rail", 300.4, WINDOW)).toEqual({ rail: 300 });
    for (const wanted of [-1000, 0, 5000])
      for (const window of [WINDOW, { width: 1024, height: 768 }, { width: 900, height: 500 }]) {
        let sizes: PanelSizes = {};
        for (const panel of SIZED_PANELS) sizes = resized(sizes, panel, wanted, window);
        const { rail = 0, inspector = 0, diagram = 0 } = sizes;
        expect(window.width - rail - inspector).toBeGreaterThanOrEqual(wanted > 0 && window.width < 1000 ? 300 : 420);
        expect(diagram).toBeLessThanOrEqual(window.height * 0.6);
        for (const panel of SIZED_PANELS)
          expect(sizes[panel]).toBeGreaterThanOrEqual(sizeLimits(panel, sizes, window)[0]);
      }
  });

  it("come back from where they were kept, and nothing else does", () => {
    const sizes = { rail: 300, diagram: 400 };
    expect(readPanelSizes(JSON.stringify(sizes))).toEqual(sizes);
    for (const text of [null, "", "{", "null", "7", '{"rail":"300px"}', '{"rail":1}', '{"other":300}'])
      expect(readPanelSizes(text), String(text)).toEqual({});
  });
});
