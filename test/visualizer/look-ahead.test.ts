import { describe, expect, it } from "vitest";
import { pageOf } from "./support/page.ts";

describe("the simulation beside the page", () => {
  it("stays ahead of the cursor and no further, and goes on when the cursor moves", () => {
    const { page, player, controller, work } = pageOf(200);
    controller.openScenario("recovery");
    work();
    const { store } = page.model.value;
    expect(page.model.value.end).toBe(null);
    expect(store.count).toBeGreaterThanOrEqual(200);
    expect(store.count).toBeLessThan(600);
    const before = store.count;
    for (let i = 0; i < 20 && page.model.value.end === null; i++) {
      player.seekSeq(store.count - 1);
      work();
    }
    expect(store.count).toBeGreaterThan(before);
    expect(page.model.value.end?.status).toBe("FINISHED");
  });

  it("shows a branch once it has come to the moment, and the parent again when it is undone", () => {
    const { page, player, controller, work } = pageOf(10_000);
    controller.openScenario("recovery");
    work();
    player.seekMicros(2_500_000);
    const { seq } = page.cursor.value;
    const digest = page.model.value.end?.digest;
    controller.intervene("pause:tm=A@2500ms/1s");
    expect(controller.awaiting).toBe(2_500_000);
    work();
    expect(controller.awaiting).toBe(null);
    expect(page.cursor.value).toEqual({ micros: 2_500_000, seq });
    expect(page.model.value.end?.digest).not.toBe(digest);
    controller.undo();
    work();
    expect([page.cursor.value.seq, page.model.value.end?.digest]).toEqual([seq, digest]);
    controller.redo();
    work();
    expect(controller.branch.value?.fault).toBe("pause:tm=A@2500ms/1s");
  });

  it("drops what an older run still sends", () => {
    const { page, controller, work, commands } = pageOf(10_000);
    controller.openScenario("recovery");
    controller.openScenario("watermark");
    work();
    expect(page.model.value.end?.status).toBe("FINISHED");
    expect(controller.branch.value?.scenario.name).toBe("watermark");
    expect(commands.filter(({ type }) => type === "start").length).toBe(2);
  });

  it("tells in one sentence what cannot be simulated, and stays", () => {
    const { page, controller, work } = pageOf(10_000);
    controller.openScenario("watermark");
    work();
    controller.intervene("no-such-thing@1s");
    work();
    expect(controller.notice.value).toMatchObject({ kind: "broken" });
    controller.undo();
    work();
    expect(page.model.value.end?.status).toBe("FINISHED");
  });
});
