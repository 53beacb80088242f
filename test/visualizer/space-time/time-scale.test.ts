import { describe, expect, it } from "vitest";
import { ticksOf } from "../../../visualizer/space-time/ticks.ts";
import { momentText, timeText } from "../../../visualizer/space-time/time-scale.ts";
import { followed, within, zoomed } from "../../../visualizer/space-time/viewport.ts";

describe("the time axis", () => {
  it("writes moments in the unit of their distance", () => {
    expect(
      ticksOf({ from: 0, to: 8_000_000 }, 8)
        .map(({ label }) => label)
        .slice(0, 3),
    ).toEqual(["0 s", "1 s", "2 s"]);
    expect(ticksOf({ from: 0, to: 2_000_000 }, 4)[1].label).toBe("0.5 s");
    expect(ticksOf({ from: 1_910_000, to: 1_912_000 }, 4)[1].label).toBe("1\u202f910.5 ms");
    expect(ticksOf({ from: 1_910_000, to: 1_910_030 }, 3)[1].label).toBe("1\u202f910\u202f010 µs");
    expect(timeText(1_500_000, 500_000)).toBe("1.5 s");
    expect(momentText(1_910_572)).toBe("1.910\u202f572 s");
  });

  it("has ticks within the stretch, never more than twice as many as asked for, no label twice", () => {
    for (let length = 20; length < 1e9; length *= 1.7)
      for (const most of [2, 5, 11]) {
        const ticks = ticksOf({ from: 12_345_678, to: 12_345_678 + length }, most);
        expect(ticks.length).toBeLessThanOrEqual(2 * most);
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
        for (const { micros } of ticks) {
          expect(micros).toBeGreaterThanOrEqual(12_345_678);
          expect(micros).toBeLessThanOrEqual(12_345_678 + length);
        }
      }
  });
});

describe("the visible stretch", () => {
  it("is the whole run if that is short, else 12 s around the cursor that move by halves", () => {
    expect(followed(7_000_000, 3_000_000)).toEqual({ from: 0, to: 7_140_000 });
    expect(followed(60_000_000, 0)).toEqual({ from: 0, to: 12_000_000 });
    expect(followed(60_000_000, 8_999_999)).toEqual({ from: 0, to: 12_000_000 });
    expect(followed(60_000_000, 9_000_000)).toEqual({ from: 6_000_000, to: 18_000_000 });
    for (let cursor = 0; cursor <= 60_000_000; cursor += 123_457) {
      const { from, to } = followed(60_000_000, cursor);
      expect(cursor).toBeGreaterThanOrEqual(from);
      expect(cursor).toBeLessThan(to);
    }
  });

  it("stays within the run, and keeps a moment in its place while zooming", () => {
    expect(within({ from: -500, to: 1500 }, 1_000_000)).toEqual({ from: 0, to: 2000 });
    expect(within({ from: 1_019_000, to: 1_022_000 }, 1_000_000)).toEqual({ from: 1_017_000, to: 1_020_000 });
    expect(within({ from: 5, to: 6 }, 1_000_000)).toEqual({ from: 5, to: 25 });
    const { from, to } = zoomed({ from: 100, to: 300 }, 0.5, 150);
    expect((150 - from) / (to - from)).toBeCloseTo(0.25);
    expect(to - from).toBe(100);
  });
});
