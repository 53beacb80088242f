import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SingleCheckpointBarrierHandler } from "../../src/task/single-checkpoint-barrier-handler.ts";
import { BarrierLog, barrier } from "./support/barrier-log.ts";

function handler(
  channels: number,
  afterTasksFinish = true,
): { handler: SingleCheckpointBarrierHandler; log: BarrierLog } {
  const log = new BarrierLog();
  return { handler: new SingleCheckpointBarrierHandler(channels, afterTasksFinish, log), log };
}

describe("exactly once", () => {
  test("channels wait behind their barriers until the last one has come", () => {
    const { handler: h, log } = handler(3);
    h.onBarrier(barrier(1), 1);
    expect(log.take()).toEqual(["start 1 by 1", "block 1 for 1"]);
    h.onBarrier(barrier(1), 0);
    expect(log.take()).toEqual(["block 0 for 1"]);
    h.onBarrier(barrier(1), 2);
    expect(log.take()).toEqual([
      "block 2 for 1",
      "aligned 1 by 2 of 100",
      "unblock 1 for 1",
      "unblock 0 for 1",
      "unblock 2 for 1",
    ]);
  });

  test("a single channel is never blocked", () => {
    const { handler: h, log } = handler(1);
    h.onBarrier(barrier(1), 0);
    expect(log.take()).toEqual(["start 1 by 0", "aligned 1 by 0 of 100", "unblock 0 for 1"]);
  });

  test("an obsolete barrier only lets its channel go on", () => {
    const { handler: h, log } = handler(2);
    for (const channel of [0, 1]) h.onBarrier(barrier(3), channel);
    log.take();
    h.onBarrier(barrier(2), 0);
    h.onBarrier(barrier(3), 1);
    expect(log.take()).toEqual(["unblock 0 for 2", "unblock 1 for 3"]);
  });

  test("a newer barrier gives up the checkpoint that was being aligned", () => {
    const { handler: h, log } = handler(2);
    h.onBarrier(barrier(1), 0);
    log.take();
    h.onBarrier(barrier(2), 1);
    expect(log.take()).toEqual(["abort 1 subsumed", "unblock 0 for 1", "start 2 by 1", "block 1 for 2"]);
    h.onBarrier(barrier(2), 0);
    expect(log.take().filter((line) => line.startsWith("aligned"))).toEqual(["aligned 2 by 0 of 200"]);
  });

  test("a cancelled checkpoint is given up once; its barriers that still come are obsolete", () => {
    const { handler: h, log } = handler(2);
    h.onBarrier(barrier(1), 0);
    log.take();
    h.onCancelBarrier(1);
    expect(log.take()).toEqual(["abort 1 cancel-barrier", "unblock 0 for 1"]);
    h.onCancelBarrier(1);
    h.onBarrier(barrier(1), 1);
    expect(log.take()).toEqual(["unblock 1 for 1"]);
  });

  test("the cancellation of a checkpoint without barriers is passed on, and gives up an older one", () => {
    const { handler: h, log } = handler(2);
    h.onCancelBarrier(4);
    expect(log.take()).toEqual(["abort 4 cancel-barrier"]);
    h.onBarrier(barrier(5), 0);
    log.take();
    h.onCancelBarrier(6);
    expect(log.take()).toEqual(["abort 5 subsumed", "unblock 0 for 5", "abort 6 cancel-barrier"]);
    h.onCancelBarrier(5);
    expect(log.take()).toEqual([]);
  });

  test("a channel that has ended counts as aligned", () => {
    const { handler: h, log } = handler(3);
    h.onBarrier(barrier(1), 0);
    h.onEndOfPartition(1);
    log.take();
    h.onEndOfPartition(2);
    expect(log.take()).toEqual(["aligned 1 by 2 of 100", "unblock 0 for 1"]);
    h.onBarrier(barrier(2), 0);
    expect(log.take()).toContain("aligned 2 by 0 of 200");
  });

  test("an injected barrier counts and neither stops its channel nor lets it go on", () => {
    const { handler: h, log } = handler(3);
    for (const channel of [0, 2]) h.onBarrier(barrier(1, false), channel);
    expect(log.take()).toEqual(["start 1 by 0"]);
    h.onBarrier(barrier(1), 1);
    expect(log.take()).toEqual(["block 1 for 1", "aligned 1 by 1 of 100", "unblock 1 for 1"]);
    h.onBarrier(barrier(1, false), 0);
    expect(log.take()).toEqual([]);
  });

  test("injected barriers of a newer checkpoint give up the one that was being aligned and free its channels", () => {
    const { handler: h, log } = handler(2);
    h.onBarrier(barrier(1), 0);
    log.take();
    for (const channel of [0, 1]) h.onBarrier(barrier(2, false), channel);
    expect(log.take()).toEqual(["abort 1 subsumed", "unblock 0 for 1", "start 2 by 0", "aligned 2 by 1 of 200"]);
  });

  test("without checkpoints after tasks have finished, a channel that ends gives up the checkpoint that misses it", () => {
    const { handler: h, log } = handler(3, false);
    h.onEndOfPartition(0);
    expect(log.take()).toEqual([]);
    h.onBarrier(barrier(1), 1);
    log.take();
    h.onEndOfPartition(2);
    expect(log.take()).toEqual(["abort 1 input-ended", "unblock 1 for 1"]);
  });

  test("for any order of barriers over the channels each complete checkpoint is made once, in order", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.infiniteStream(fc.nat({ max: 3 })), (channels, choice) => {
        const { handler: h, log } = handler(channels);
        const next = new Array<number>(channels).fill(1);
        const blocked = new Set<number>();
        for (let step = 0; step < 60; step++) {
          const free = next.map((_, c) => c).filter((c) => !blocked.has(c));
          const channel = free[(choice.next().value as number) % free.length];
          h.onBarrier(barrier(next[channel]++), channel);
          for (const line of log.log.slice(-channels * 2 - 2)) {
            const [what, which] = line.split(" ");
            if (what === "block") blocked.add(Number(which));
            if (what === "unblock") blocked.delete(Number(which));
          }
          // A task that blocks all its channels would stand still.
          expect(blocked.size).toBeLessThan(channels);
        }
        const made = log.log.filter((line) => line.startsWith("aligned")).map((line) => Number(line.split(" ")[1]));
        expect(made).toEqual(made.map((_, i) => i + 1));
        expect(made.length).toBe(Math.min(...next) - 1);
        expect(log.log.filter((line) => line.startsWith("abort"))).toEqual([]);
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});
