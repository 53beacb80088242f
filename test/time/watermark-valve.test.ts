import { describe, expect, it } from "vitest";
import { CombinedWatermark } from "../../src/time/combined-watermark.ts";
import { WatermarkValve } from "../../src/time/watermark-valve.ts";

function valve(channels: number): [WatermarkValve, unknown[]] {
  const out: unknown[] = [];
  const output = {
    onWatermark: (watermark: number, holder: number) => void out.push([watermark, holder]),
    onStatus: (idle: boolean) => void out.push(idle ? "idle" : "active"),
  };
  return [new WatermarkValve(channels, output), out];
}

describe("the watermark of an input", () => {
  it("is the minimum over its channels, and names the channel that holds it", () => {
    const [input, out] = valve(2);
    input.inputWatermark(5, 0);
    input.inputWatermark(3, 1);
    input.inputWatermark(9, 1);
    expect(out).toEqual([
      [3, 1],
      [5, 0],
    ]);
  });

  it("is not held back by an idle channel, nor by one that is behind after it was idle", () => {
    const [input, out] = valve(2);
    input.inputWatermark(5, 0);
    input.inputStatus(true, 1);
    input.inputStatus(false, 1);
    input.inputWatermark(7, 0);
    expect(out).toEqual([
      [5, 0],
      [7, 0],
    ]);
    expect(input.channels[1]).toMatchObject({ idle: false, aligned: false });
  });

  it("when the last channel becomes idle, jumps to the greatest only if that channel held it", () => {
    const [held, heldOut] = valve(2);
    held.inputWatermark(5, 0);
    held.inputWatermark(3, 1);
    held.inputStatus(true, 0);
    held.inputStatus(true, 1);
    expect(heldOut).toEqual([[3, 1], [5, 0], "idle"]);
    const [ahead, aheadOut] = valve(2);
    ahead.inputStatus(true, 0);
    ahead.inputStatus(true, 1);
    expect(aheadOut).toEqual(["idle"]);
  });
});

describe("the watermark of an operator with two inputs", () => {
  it("is the minimum over the inputs that are not idle and never falls", () => {
    const combined = new CombinedWatermark(2);
    expect(combined.updateWatermark(0, 10)).toBe(false);
    expect(combined.updateStatus(1, true)).toBe(true);
    expect(combined.watermark).toBe(10);
    expect(combined.updateWatermark(1, 4)).toBe(false);
    expect([combined.watermark, combined.idle]).toEqual([10, false]);
    combined.updateStatus(0, true);
    combined.updateStatus(1, true);
    expect(combined.idle).toBe(true);
  });
});
