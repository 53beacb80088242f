import { describe, expect, it } from "vitest";
import { createPageState } from "../../../visualizer/page/page-state.ts";
import { FrameMeter } from "../../../visualizer/player/frame-meter.ts";
import { Player } from "../../../visualizer/player/player.ts";
import { modelOf } from "../support/model.ts";

/** Was one of the frames found to be slow? */
const isSlow = (meter: FrameMeter, ms: number, frames: number): boolean => {
  let found = false;
  for (let i = 0; i < frames; i++) found = meter.isSlow(ms) || found;
  return found;
};

describe("a device", () => {
  it("is slow when it draws fewer than 30 frames a second for two seconds", () => {
    expect(isSlow(new FrameMeter(), 40, 49)).toBe(false);
    expect(isSlow(new FrameMeter(), 40, 50)).toBe(true);
    expect(isSlow(new FrameMeter(), 16.7, 1000)).toBe(false);
  });

  it("is not slow because it slept", () => {
    const meter = new FrameMeter();
    expect(isSlow(meter, 40, 49)).toBe(false);
    expect(meter.isSlow(60_000)).toBe(false);
    expect(isSlow(meter, 40, 49)).toBe(false);
  });

  it("draws more simply when it is slow, and finely again when that is wanted", () => {
    const page = createPageState(modelOf("recovery"));
    const player = new Player(page, () => () => {});
    player.onTraceChanged();
    player.play();
    for (let i = 0; i < 60; i++) player.frame(40);
    expect(page.simplified.value).toBe(true);
    player.drawFinely();
    for (let i = 0; i < 60; i++) player.frame(40);
    expect(page.simplified.value).toBe(false);
  });
});
