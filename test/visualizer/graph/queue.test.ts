import { describe, expect, it } from "vitest";
import { COUNT_CELLS, queueUnits } from "../../../visualizer/graph/queue.ts";
import type { Element, ElementType } from "../../../visualizer/trace/element-index.ts";

function queueOf(text: string): Element[] {
  const types: Record<string, ElementType> = { r: "record", w: "watermark", b: "barrier" };
  return [...text].map((letter, seq) => ({
    ch: 0,
    type: types[letter],
    seq,
    x: 0,
    n: 0,
    emittedAt: 0,
    sentAt: 0,
    arrivedAt: 0,
    takenAt: Number.POSITIVE_INFINITY,
  }));
}

function shown(text: string, cells: number): string {
  return queueUnits(queueOf(text), cells)
    .map((unit) => ("count" in unit ? `${unit.all ? "+" : "×"}${unit.count}` : text[unit.element.seq]))
    .join(" ");
}

describe("a queue", () => {
  it("shows each element while there is room", () => {
    expect(shown("rrwrb", 8)).toBe("r r w r b");
    expect(shown("", 8)).toBe("");
  });

  it("counts runs of records and keeps all others in their places", () => {
    expect(shown("rrrrrwrrrrb", 8)).toBe("×5 w ×4 b");
  });

  it("counts everything behind what it has room for", () => {
    expect(shown("wrwrwrwrwr", 6)).toBe("w ×1 w +7");
  });

  it("never takes more cells than there are, and never loses an element", () => {
    for (let n = 0; n < 200; n++) {
      const text = Array.from({ length: n % 40 }, (_, i) => "rrrwb"[(i * (n + 3)) % 5]).join("");
      for (const cells of [2, 5, 8]) {
        const units = queueUnits(queueOf(text), cells);
        const used = units.reduce((sum, unit) => sum + ("count" in unit ? COUNT_CELLS : 1), 0);
        const elements = units.reduce((sum, unit) => sum + ("count" in unit ? unit.count : 1), 0);
        expect(used, text).toBeLessThanOrEqual(cells);
        expect(elements, text).toBe(text.length);
      }
    }
  });
});
