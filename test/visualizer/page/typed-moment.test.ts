import { describe, expect, it } from "vitest";
import { typedMoment } from "../../../visualizer/page/typed-moment.ts";

describe("a moment that is typed", () => {
  it.each([
    ["12.5", 12_500_000],
    [" 12,5 s ", 12_500_000],
    [".25", 250_000],
    ["3.", 3_000_000],
    ["1250 ms", 1_250_000],
    ["800us", 800],
    ["800 µs", 800],
  ])("%s is a virtual time", (text, micros) => {
    expect(typedMoment(text)).toEqual({ micros });
  });

  it("names an event as the page counts them", () => {
    expect(typedMoment("#1")).toEqual({ seq: 0 });
    expect(typedMoment("# 48,211")).toEqual({ seq: 48_210 });
  });

  it.each(["", "soon", "12:30", "-1", "1 h", "#", "1.2.3", "."])("%j is none", (text) => {
    expect(typedMoment(text)).toBe(null);
  });
});
