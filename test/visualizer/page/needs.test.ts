import { describe, expect, it } from "vitest";
import { missingNeeds } from "../../../visualizer/page/needs.ts";

const withCanvas = { createElement: () => ({ getContext: () => ({}) }) };
const withoutCanvas = { createElement: () => ({ getContext: () => null }) };

describe("what a browser lacks", () => {
  it("is nothing where there are workers and a canvas", () => {
    expect(missingNeeds({ Worker: class {}, document: withCanvas })).toEqual([]);
  });

  it("is named, worst first", () => {
    expect(missingNeeds({ document: withoutCanvas })).toEqual(["worker", "canvas"]);
    expect(missingNeeds({ Worker: class {}, document: { createElement: () => ({}) } })).toEqual(["canvas"]);
  });
});
