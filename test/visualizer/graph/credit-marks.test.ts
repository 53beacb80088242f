import { describe, expect, it } from "vitest";
import { creditMarks } from "../../../visualizer/graph/credit-marks.ts";
import { textsOf } from "./support/scene-at.ts";

describe("credits of a channel", () => {
  const point = { x: 100, y: 50 };
  const line = { ch: 3, edge: "e", fromTask: 0, toTask: 1, out: point, from: point, to: point, in: point };
  const squares = (free: number, spent: number) =>
    creditMarks(line, { free, spent }, "across", false, "en").flatMap((mark) =>
      mark.shape === "rect" ? [mark.fill] : [],
    );

  it("are squares, hollow while they are free and filled when they are spent", () => {
    expect(squares(3, 2)).toEqual(["flow", "flow", "surface", "surface", "surface"]);
    expect(squares(0, 0)).toEqual([]);
  });

  it("are told as numbers where they are more than can be counted at a glance", () => {
    const marks = creditMarks(line, { free: 4, spent: 8 }, "across", false, "en");
    expect(textsOf(marks, "credit:3")).toEqual(["credits 4/12"]);
    expect(squares(4, 8).length).toBe(1);
  });
});
