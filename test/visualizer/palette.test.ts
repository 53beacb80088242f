import { describe, expect, it } from "vitest";
import { type Ink, PALETTES } from "../../visualizer/draw/palette.ts";
import { ciede2000, contrast, difference, VISIONS } from "./graph/support/colour-vision.ts";

const FAMILIES: readonly Ink[] = ["data", "time", "snap", "flow", "fail", "cause"];
const THEMES = ["light", "dark"] as const;

describe("the measure of colours", () => {
  it("gives the published differences", () => {
    // Sharma, Wu, Dalal 2005, pairs 1, 7, 17 and 25 of their test data.
    expect(ciede2000([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
    expect(ciede2000([50, 0, 0], [50, -1, 2])).toBeCloseTo(2.3669, 4);
    expect(ciede2000([50, 2.5, 0], [73, 25, -18])).toBeCloseTo(27.1492, 4);
    expect(ciede2000([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  });
});

describe.each(THEMES)("the %s palette", (theme) => {
  const palette = PALETTES[theme];

  it.each(VISIONS)("keeps its families apart for %s vision", (vision) => {
    for (const [i, a] of FAMILIES.entries())
      for (const b of FAMILIES.slice(i + 1))
        expect(difference(palette[a], palette[b], vision), `${a} and ${b}`).toBeGreaterThanOrEqual(
          vision === "normal" ? 26 : 20,
        );
  });

  it.each(["surface", "panel"] as const)("stands out on its %s", (ground) => {
    const least: readonly [Ink, number][] = [
      ...FAMILIES.map((family): [Ink, number] => [family, 3]),
      ["text", 7],
      ["muted", 4.5],
      ["line-strong", 3],
    ];
    for (const [ink, ratio] of least)
      expect(contrast(palette[ink], palette[ground]), ink).toBeGreaterThanOrEqual(ratio);
  });
});
