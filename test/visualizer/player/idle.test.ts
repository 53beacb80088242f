import { describe, expect, it } from "vitest";
import { createPageState } from "../../../visualizer/page/page-state.ts";
import { paceAt } from "../../../visualizer/player/idle.ts";
import { beatsAround, shortestFlight } from "../../../visualizer/player/pacing.ts";
import { Player } from "../../../visualizer/player/player.ts";
import { modelOf } from "../support/model.ts";

const FRAME_MS = 16.667;
const model = modelOf("watermark");

/** The longest stretch in which nothing happens, virtual µs. */
function longestIdle(): { from: number; to: number } {
  let longest = { from: 0, to: 0 };
  for (let micros = 1; micros < model.store.endMicros; micros += 1000) {
    if (shortestFlight(model, micros) !== null) continue;
    const [from, to] = beatsAround(model, micros);
    if (Number.isFinite(to) && to - from > longest.to - longest.from) longest = { from, to };
  }
  return longest;
}

const { from, to } = longestIdle();

/** Plays from the beginning of the stretch to its end; the viewer's time that it took, ms, and what was told of it. */
function playedThrough(rate: number | null, isSkipped: boolean): { ms: number; told: number | null } {
  const page = createPageState(model);
  const player = new Player(page, () => () => {});
  player.onTraceChanged();
  page.skipIdle.value = isSkipped;
  player.setRate(rate);
  player.seekMicros(from + 100);
  player.play();
  let ms = 0;
  let told: number | null = null;
  for (; page.cursor.value.micros < to && ms < 100_000; ms += FRAME_MS) {
    player.frame(FRAME_MS);
    told ??= page.skippedMicros.value;
  }
  return { ms, told };
}

describe("a stretch in which nothing happens", () => {
  it("is there", () => expect(to - from).toBeGreaterThan(200_000));

  it("is passed over at a fixed pace, which is told, and ends where something happens", () => {
    const { ms, told } = playedThrough(10_000, true);
    expect(ms).toBeLessThan(400);
    expect(told).toBe(to - from);
    const { rate, untilMicros } = paceAt(model, from + 100, 10_000, true);
    expect([rate > 10_000, untilMicros]).toEqual([true, to]);
  });

  it("takes its own time where it is not to be passed over", () => {
    const fixed = playedThrough(100_000, false);
    expect(fixed.ms / ((to - from) / 100)).toBeCloseTo(1, 1);
    expect(fixed.told).toBe(null);
    const automatic = playedThrough(null, false);
    expect(automatic.ms).toBeGreaterThanOrEqual((to - from) / 1000 - FRAME_MS);
    expect(automatic.told).toBe(null);
  });

  it("is short at an automatic pace", () => {
    const { ms, told } = playedThrough(null, true);
    expect(ms).toBeLessThan(600);
    expect(told).toBe(to - from);
  });

  it("does not hasten what is under way", () => {
    const flying = [...model.elements.channels.values()]
      .flatMap(({ elements }) => elements)
      .find(({ sentAt, arrivedAt }) => arrivedAt > sentAt && Number.isFinite(arrivedAt));
    const at = flying === undefined ? 0 : (flying.sentAt + flying.arrivedAt) / 2;
    expect(paceAt(model, at, 1000, true)).toEqual({ rate: 1000, skippedMicros: null, untilMicros: Infinity });
  });
});
