import { describe, expect, it } from "vitest";
import type { Label } from "../../../visualizer/draw/primitives.ts";
import { declutter } from "../../../visualizer/graph/declutter.ts";

const label = (of: string, x: number, y: number, alpha = 1): Label => ({
  shape: "text",
  text: "WM 12.400",
  x,
  y,
  ink: "text",
  align: "center",
  of,
  alpha,
});

describe("texts of channels", () => {
  it("move to the other side of their sign, or give way, the faded ones first", () => {
    const marks = [label("label:1", 100, 50, 0.4), label("label:2", 110, 52), label("label:3", 90, 54)];
    expect(declutter([marks], [])[0].map(({ of, ...mark }) => [of, "y" in mark ? mark.y : 0])).toEqual([
      ["label:2", 52],
      ["label:3", 87],
    ]);
  });

  it("leave cards and notes free, and have a rim that keeps them readable on lines", () => {
    const card = { x: 0, y: 0, w: 200, h: 100 };
    const note = { ...label("note:1", 300, 50), text: "no credit" };
    const circle = { shape: "circle", x: 10, y: 10, r: 4, of: "element:1" } as const;
    expect(declutter([[note, circle, label("label:1", 100, 50), label("rate:1", 300, 50)]], [card])[0]).toEqual([
      { ...note, halo: "surface" },
      circle,
      { ...label("rate:1", 300, 50), y: 83, halo: "surface" },
    ]);
  });

  it("hide nothing that waits in the queue of another channel", () => {
    const cell = { shape: "rect", x: 94, y: 28, w: 13, h: 13, of: "channel:1" } as const;
    const bar = { shape: "line", points: [300, 41, 300, 59], stroke: "time", of: "element:4" } as const;
    expect(declutter([[cell, bar, label("label:1", 100, 34), label("label:4", 300, 34)]], [])[0].slice(2)).toEqual([
      { ...label("label:1", 100, 34), y: 67, halo: "surface" },
      { ...label("label:4", 300, 34), halo: "surface" },
    ]);
  });

  it("move a note above its channel where a count stands below it", () => {
    const note = { ...label("note:1", 300, 50), text: "held back by cp 4" };
    const count = { ...label("channel:2", 310, 52), text: "×16" };
    expect(declutter([[note], [count]], [])).toEqual([[{ ...note, y: 21, halo: "surface" }], [count]]);
  });
});
