import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { CHECKPOINTED } from "../../visualizer/page/moments.ts";
import { pageOf } from "./support/page.ts";

const NAMES = Object.keys(SCENARIOS);

describe("a scenario that is opened", () => {
  it.each(NAMES)("shows the job of %s before its first record is on its way", (name) => {
    const { page, player, controller, work } = pageOf(10_000);
    controller.openScenario(name);
    expect(player.phase.value).toBe("loading");
    work();
    const { store } = page.model.value;
    const { state } = page.view.value;
    expect([controller.awaiting, player.phase.value]).toEqual([null, "paused"]);
    expect(store.kind(page.cursor.value.seq)).toBe("src.emit");
    expect(state.jobState).toBe("RUNNING");
    expect(state.currentTasks().length).toBeGreaterThan(0);
  });

  it("shows the job with another seed, and with the faults of a link that names no moment", () => {
    const { page, controller, work } = pageOf(10_000);
    controller.openScenario("recovery");
    work();
    controller.changeSeed(77);
    work();
    expect(page.model.value.scenario?.seed).toBe(77);
    expect(page.view.value.state.jobState).toBe("RUNNING");
    controller.openLink({ scenario: "recovery", faults: ["pause:tm=A@2s/1s"] }, "watermark");
    work();
    expect(page.view.value.state.jobState).toBe("RUNNING");
    expect(controller.branch.value?.fault).toBe("pause:tm=A@2s/1s");
  });

  it("shows the moment that is wanted if it comes, and else the first frame", () => {
    const { page, controller, work } = pageOf(10_000);
    controller.openScenario("recovery", {}, CHECKPOINTED);
    work();
    expect(page.model.value.store.kind(page.cursor.value.seq)).toBe("cp.complete");
    controller.openScenario("recovery", {}, { kind: "cp.complete", n: 1000 });
    work();
    expect(page.model.value.store.kind(page.cursor.value.seq)).toBe("src.emit");
  });

  it("leaves who has gone elsewhere where they are", () => {
    const { page, player, controller, work } = pageOf(200);
    controller.openScenario("recovery", {}, { kind: "job.state", n: 1, where: { b: 8 } });
    work();
    // That far it is not simulated yet.
    expect([page.cursor.value.seq, page.model.value.end]).toEqual([-1, null]);
    player.seekSeq(150);
    work();
    expect(controller.awaiting).toBe(null);
    for (let i = 0; i < 20; i++) {
      player.seekSeq(page.model.value.store.count - 1);
      work();
    }
    expect([player.phase.value, page.cursor.value.seq]).toEqual(["ended", page.model.value.store.count - 1]);
  });

  it("shows the start of a run in which nothing is deployed", () => {
    const { page, controller, work } = pageOf(10_000, {
      more: { empty: { ...SCENARIOS.watermark, limitMs: 1 } },
    });
    controller.openScenario("empty");
    work();
    expect(controller.awaiting).toBe(null);
    expect(page.model.value.end?.status).toBe("LIMIT");
  });
});
