import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { pageOf } from "../support/page.ts";

describe("a run that does not come to its end", () => {
  it("stays usable up to the event at which the simulation broke off", () => {
    const { page, player, controller, work, breakAfter } = pageOf(10_000);
    breakAfter(5);
    controller.openScenario("recovery");
    work();
    const { store, end } = page.model.value;
    expect(end?.status).toBe("BROKEN");
    expect(store.count).toBeGreaterThan(0);
    expect(controller.notice.value).toMatchObject({
      kind: "broken",
      message: "broken on purpose",
      events: store.count,
    });
    expect(player.phase.value).toBe("paused");
    player.seekSeq(store.count - 1);
    expect([page.cursor.value.seq, player.phase.value]).toEqual([store.count - 1, "ended"]);
    controller.openScenario("watermark");
    work();
    expect(page.model.value.end?.status).toBe("FINISHED");
  });

  it("is stopped when its trace would not fit, and everything up to there is kept", () => {
    const { page, player, controller, work } = pageOf(10_000, { mostEvents: 1000 });
    controller.openScenario("recovery");
    work();
    const { store, end } = page.model.value;
    expect(end?.status).toBe("FULL");
    expect(store.count).toBeGreaterThanOrEqual(1000);
    player.seekSeq(store.count - 1);
    expect(player.phase.value).toBe("ended");
  });

  it("is stopped when its time is over", () => {
    const { page, controller, work } = pageOf(10_000, { more: { short: { ...SCENARIOS.recovery, limitMs: 2000 } } });
    controller.openScenario("short");
    work();
    expect(page.model.value.end?.status).toBe("LIMIT");
    expect(page.model.value.store.endMicros).toBeLessThanOrEqual(2_000_000);
  });
});
