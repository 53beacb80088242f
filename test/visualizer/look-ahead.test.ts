import { describe, expect, it } from "vitest";
import { JOBS } from "../../exercises/jobs/index.ts";
import { SCENARIOS } from "../../exercises/scenarios/index.ts";
import { Controller } from "../../visualizer/page/controller.ts";
import { createPageState } from "../../visualizer/page/page-state.ts";
import { Player } from "../../visualizer/player/player.ts";
import { RunModel } from "../../visualizer/run-model.ts";
import { WorkerClient } from "../../visualizer/worker/client.ts";
import { WorkerHost } from "../../visualizer/worker/host.ts";
import type { Answer, Command } from "../../visualizer/worker/protocol.ts";

/** A page whose worker is in the same thread: commands and answers wait until `work` is called. */
function pageOf(aheadEvents: number) {
  const page = createPageState(new RunModel(null));
  const player = new Player(page, () => () => {});
  const pending: (() => void)[] = [];
  let onAnswer: (answer: Answer) => void = () => {};
  let clock = 0;
  const host = new WorkerHost({
    send: (answer) => onAnswer(answer),
    // Slices of a few steps: the clock moves with every look at it.
    now: () => clock++,
    soon: (action) => pending.push(action),
    load: ({ module }) => JOBS[module].program,
  });
  const commands: Command[] = [];
  const client: WorkerClient = new WorkerClient(
    {
      post: (command) => {
        commands.push(command);
        host.onCommand(command);
      },
      listen: (listener) => {
        onAnswer = listener;
      },
    },
    {
      grew: (model) => controller.onGrew(model),
      failed: (model, message, stack) => controller.onFailed(model, message, stack),
    },
    aheadEvents,
  );
  const scenarios = Object.entries(SCENARIOS).map(([name, scenario]) => ({ name, purpose: "", scenario }));
  const jobs = Object.keys(JOBS).map((module) => ({ module, sha256: "", code: "" }));
  const controller = new Controller(page, player, client, { engine: "0.0.0", scenarios, jobs });
  const work = () => {
    for (let action = pending.shift(); action !== undefined; action = pending.shift()) action();
  };
  return { page, player, controller, work, commands };
}

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
