import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../../exercises/scenarios/index.ts";
import { WorkerClient } from "../../../visualizer/worker/client.ts";
import type { Answer } from "../../../visualizer/worker/protocol.ts";
import { SILENT_AFTER_S } from "../../../visualizer/worker/watchdog.ts";

/** A client whose worker answers only what the test says, with a clock of the test's own. */
function silentWorker() {
  let tick = null as (() => void) | null;
  let answer: (answer: Answer) => void = () => {};
  const told: boolean[] = [];
  let restarts = 0;
  const client = new WorkerClient(
    {
      post: () => {},
      listen: (onAnswer) => {
        answer = onAnswer;
      },
      restart: () => restarts++,
      seconds: (action) => {
        tick = action;
        return () => {
          tick = null;
        };
      },
    },
    { grew: () => {}, failed: () => {}, silent: (isSilent) => told.push(isSilent) },
  );
  const wait = (seconds: number) => {
    for (let i = 0; i < seconds; i++) {
      const due = tick;
      tick = null;
      due?.();
    }
  };
  return {
    client,
    told,
    wait,
    answer: (one: Answer) => answer(one),
    restarts: () => restarts,
    ticks: () => tick !== null,
  };
}

const start = ({ client }: ReturnType<typeof silentWorker>) => client.start(SCENARIOS.watermark, []);

describe("a worker that does not answer", () => {
  it("is told of once, and can be given up: what came of the run remains", () => {
    const worker = silentWorker();
    const model = start(worker);
    worker.wait(SILENT_AFTER_S - 1);
    expect(worker.told).toEqual([]);
    worker.client.abandon();
    expect(worker.restarts()).toBe(0);
    worker.wait(20);
    expect(worker.told).toEqual([true]);
    worker.client.abandon();
    expect([worker.restarts(), model.end?.status, worker.told]).toEqual([1, "BROKEN", [true, false]]);
  });

  it("is replaced by the next run", () => {
    const worker = silentWorker();
    start(worker);
    worker.wait(SILENT_AFTER_S);
    start(worker);
    expect([worker.restarts(), worker.told]).toEqual([1, [true, false]]);
  });

  it("is not waited for any longer when it answers, and not at all without work", () => {
    const worker = silentWorker();
    start(worker);
    worker.wait(SILENT_AFTER_S);
    worker.answer({ type: "ended", run: 1, status: "FINISHED", digest: "", refused: null });
    expect(worker.told).toEqual([true, false]);
    expect(worker.ticks()).toBe(false);
  });
});
