import { describe, expect, it } from "vitest";
import { createPageState, type PageState } from "../../visualizer/page/page-state.ts";
import { automaticRate } from "../../visualizer/player/pacing.ts";
import { Player } from "../../visualizer/player/player.ts";
import type { RunModel } from "../../visualizer/run-model.ts";
import { modelOf } from "./support/model.ts";

function playerOf(model: RunModel): { page: PageState; player: Player; isRunning: () => boolean } {
  const page = createPageState(model);
  let running = false;
  const player = new Player(page, () => {
    running = true;
    return () => {
      running = false;
    };
  });
  player.onTraceChanged();
  return { page, player, isRunning: () => running };
}

describe("the player", () => {
  it("plays from the first event to the last, never backwards, and stops", () => {
    const model = modelOf("watermark");
    const { page, player, isRunning } = playerOf(model);
    expect(player.phase.value).toBe("paused");
    player.play();
    expect(isRunning()).toBe(true);
    let last = -1;
    let frames = 0;
    while (player.phase.value === "playing" && frames++ < 20_000) {
      player.frame(16.667);
      const { seq, micros } = page.cursor.value;
      expect(seq).toBeGreaterThanOrEqual(last);
      expect(model.store.t(seq < 0 ? 0 : seq)).toBeLessThanOrEqual(micros);
      last = seq;
    }
    expect(player.phase.value).toBe("ended");
    expect(isRunning()).toBe(false);
    expect(last).toBe(model.store.count - 1);
    // A run of nine records is watched, neither flown over nor waited for.
    const seconds = (frames * 16.667) / 1000;
    expect(seconds).toBeGreaterThan(10);
    expect(seconds).toBeLessThan(60);
  });

  it("gives what is under way time to be seen", () => {
    const model = modelOf("watermark");
    const flights = [...model.elements.channels.values()]
      .flatMap(({ elements }) => elements)
      .filter(({ sentAt, arrivedAt }) => arrivedAt > sentAt && Number.isFinite(arrivedAt));
    expect(flights.length).toBeGreaterThan(5);
    for (const { sentAt, arrivedAt } of flights) {
      const rate = automaticRate(model, sentAt + (arrivedAt - sentAt) / 2);
      expect((arrivedAt - sentAt) / rate).toBeGreaterThan(0.1);
    }
  });

  it("waits at the end of what is simulated, and goes on when there is more", () => {
    const whole = modelOf("watermark");
    const model = modelOf("watermark");
    model.end = null;
    const { page, player } = playerOf(model);
    player.seekSeq(model.store.count - 1);
    player.play();
    player.setRate(60_000_000);
    for (let i = 0; i < 10 && player.phase.value === "playing"; i++) player.frame(100);
    expect(player.phase.value).toBe("waiting");
    model.end = whole.end;
    player.onTraceChanged();
    expect(player.phase.value).toBe("playing");
    player.frame(100);
    expect(player.phase.value).toBe("ended");
    expect(page.playing.value).toBe(false);
  });

  it("steps by events, notable events and checkpoints, and back by as many", () => {
    const model = modelOf("recovery");
    const { page, player } = playerOf(model);
    for (const unit of ["event", "notable", "checkpoint"] as const) {
      player.seekSeq(-1);
      const seqs: number[] = [];
      for (let i = 0; i < 3; i++) {
        player.step(unit, 1);
        if (page.cursor.value.seq !== seqs.at(-1)) seqs.push(page.cursor.value.seq);
      }
      for (const seq of seqs.slice(0, -1).reverse()) {
        player.step(unit, -1);
        expect(page.cursor.value.seq, unit).toBe(seq);
      }
    }
  });

  it("repeats the range that is in focus", () => {
    const model = modelOf("recovery");
    const { page, player } = playerOf(model);
    page.focus.value = { from: 1_000_000, to: 2_000_000 };
    player.seekMicros(1_900_000);
    player.setRate(1_000_000);
    player.play();
    const seen: number[] = [];
    for (let i = 0; i < 30; i++) {
      player.frame(50);
      seen.push(page.cursor.value.micros);
    }
    expect(Math.max(...seen)).toBeLessThan(2_000_000);
    expect(seen.filter((micros) => micros === 1_000_000).length).toBe(2);
  });

  it("goes in steps where motion is not wanted", () => {
    const model = modelOf("watermark");
    const { page, player } = playerOf(model);
    page.reducedMotion.value = true;
    player.play();
    const moments = new Set<number>();
    for (let i = 0; i < 100; i++) {
      player.frame(50);
      moments.add(page.cursor.value.seq);
    }
    expect(moments.size).toBeGreaterThan(5);
    expect(moments.size).toBeLessThanOrEqual(11);
    for (const seq of moments) if (seq >= 0) expect(model.notable.seqs).toContain(seq);
  });
});
