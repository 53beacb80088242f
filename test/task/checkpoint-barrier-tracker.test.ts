import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CheckpointBarrierTracker } from "../../src/task/checkpoint-barrier-tracker.ts";
import { BarrierLog, barrier } from "./support/barrier-log.ts";

function tracker(channels: number, afterTasksFinish = true): { tracker: CheckpointBarrierTracker; log: BarrierLog } {
  const log = new BarrierLog();
  return { tracker: new CheckpointBarrierTracker(channels, afterTasksFinish, log), log };
}

const barrierOf = (id: number) => barrier(id, false);

describe("at least once", () => {
  test("nothing is blocked; the checkpoint is made when all barriers are there", () => {
    const { tracker: t, log } = tracker(3);
    t.onBarrier(barrierOf(1), 0);
    expect(log.take()).toEqual(["start 1 by 0"]);
    t.onBarrier(barrierOf(1), 2);
    expect(log.take()).toEqual([]);
    t.onBarrier(barrierOf(1), 1);
    expect(log.take()).toEqual(["aligned 1 by 1 of 100"]);
    expect(t.aligning).toBe(false);
  });

  test("a single channel makes each checkpoint at its barrier", () => {
    const { tracker: t, log } = tracker(1);
    t.onBarrier(barrierOf(1), 0);
    t.onBarrier(barrierOf(4), 0);
    expect(log.take()).toEqual(["start 1 by 0", "aligned 1 by 0 of 100", "start 4 by 0", "aligned 4 by 0 of 400"]);
  });

  test("several checkpoints are counted beside each other", () => {
    const { tracker: t, log } = tracker(2);
    for (const id of [1, 2, 3]) t.onBarrier(barrierOf(id), 0);
    expect(log.take()).toEqual(["start 1 by 0", "start 2 by 0", "start 3 by 0"]);
    for (const id of [1, 2, 3]) t.onBarrier(barrierOf(id), 1);
    expect(log.take()).toEqual(["aligned 1 by 1 of 100", "aligned 2 by 1 of 200", "aligned 3 by 1 of 300"]);
  });

  test("when a newer checkpoint has all its barriers, the older ones are dropped without a word, and their barriers mean nothing", () => {
    const { tracker: t, log } = tracker(3);
    t.onBarrier(barrierOf(1), 0);
    for (const channel of [0, 1, 2]) t.onBarrier(barrierOf(2), channel);
    expect(log.take()).toEqual(["start 1 by 0", "start 2 by 0", "aligned 2 by 2 of 200"]);
    t.onBarrier(barrierOf(1), 1);
    t.onBarrier(barrierOf(1), 2);
    expect(log.take()).toEqual([]);
  });

  test("no more than 50 checkpoints are counted: the oldest is forgotten", () => {
    const { tracker: t, log } = tracker(2);
    for (let id = 1; id <= 51; id++) t.onBarrier(barrierOf(id), 0);
    log.take();
    t.onBarrier(barrierOf(1), 1);
    expect(log.take()).toEqual([]);
    t.onBarrier(barrierOf(2), 1);
    expect(log.take()).toEqual(["aligned 2 by 1 of 200"]);
  });

  test("a cancelled checkpoint is given up once, and not made when the rest of its barriers come", () => {
    const { tracker: t, log } = tracker(3);
    t.onBarrier(barrierOf(1), 0);
    log.take();
    t.onCancelBarrier(1, 1);
    expect(log.take()).toEqual(["abort 1 cancel-barrier"]);
    t.onBarrier(barrierOf(1), 2);
    expect(log.take()).toEqual([]);
    for (const channel of [0, 1, 2]) t.onBarrier(barrierOf(2), channel);
    expect(log.take()).toEqual(["start 2 by 0", "aligned 2 by 2 of 200"]);
  });

  test("a cancellation that comes first is passed on; barriers of that checkpoint do not begin it", () => {
    const { tracker: t, log } = tracker(2);
    t.onCancelBarrier(3, 0);
    expect(log.take()).toEqual(["abort 3 cancel-barrier"]);
    t.onBarrier(barrierOf(3), 1);
    t.onCancelBarrier(2, 1);
    expect(log.take()).toEqual([]);
  });

  test("a cancellation gives up the older checkpoints too", () => {
    const { tracker: t, log } = tracker(2);
    for (const id of [1, 2, 3]) t.onBarrier(barrierOf(id), 0);
    log.take();
    t.onCancelBarrier(3, 1);
    expect(log.take()).toEqual(["abort 1 cancel-barrier", "abort 2 cancel-barrier", "abort 3 cancel-barrier"]);
  });

  test("a single channel passes each cancellation on", () => {
    const { tracker: t, log } = tracker(1);
    t.onCancelBarrier(1, 0);
    t.onBarrier(barrierOf(2), 0);
    expect(log.take()).toEqual(["abort 1 cancel-barrier", "start 2 by 0", "aligned 2 by 0 of 200"]);
  });

  test("a channel that ends counts for all checkpoints: the newest that waited for it alone is made", () => {
    const { tracker: t, log } = tracker(3);
    for (const id of [1, 2, 3]) t.onBarrier(barrierOf(id), 0);
    for (const id of [1, 2]) t.onBarrier(barrierOf(id), 1);
    log.take();
    t.onEndOfPartition(2);
    expect(log.take()).toEqual(["aligned 2 by 2 of 200"]);
    t.onBarrier(barrierOf(3), 1);
    expect(log.take()).toEqual(["aligned 3 by 1 of 300"]);
  });

  test("a checkpoint that was being counted when the other channel ended is made by the last one", () => {
    const { tracker: t, log } = tracker(2);
    t.onBarrier(barrierOf(1), 0);
    t.onEndOfPartition(0);
    expect(log.take()).toEqual(["start 1 by 0"]);
    t.onBarrier(barrierOf(1), 1);
    t.onBarrier(barrierOf(2), 1);
    expect(log.take()).toEqual(["aligned 1 by 1 of 100", "start 2 by 1", "aligned 2 by 1 of 200"]);
  });

  test("without checkpoints after tasks have finished, a channel that ends gives up all that are being counted", () => {
    const { tracker: t, log } = tracker(3, false);
    for (const id of [1, 2]) t.onBarrier(barrierOf(id), 0);
    log.take();
    t.onEndOfPartition(1);
    expect(log.take()).toEqual(["abort 1 input-ended", "abort 2 input-ended"]);
    t.onBarrier(barrierOf(1), 2);
    expect(log.take()).toEqual([]);
  });
});

/** What a channel carries: barriers and cancellations in the order of their ids, then perhaps its end. */
type Step = { readonly what: "barrier" | "cancel"; readonly id: number } | { readonly what: "end" };

/**
 * The rules without any economy: every checkpoint that was ever seen is remembered, with the channels that it waits for and
 * those that it has.
 */
class Model {
  readonly log: string[] = [];
  readonly #open: Set<number>;
  readonly #seen = new Map<
    number,
    { waits: ReadonlySet<number>; has: Set<number>; state: "counted" | "aborted" | "over" }
  >();

  constructor(channels: number) {
    this.#open = new Set(Array.from({ length: channels }, (_, channel) => channel));
  }

  on(step: Step, channel: number): void {
    if (step.what === "end") {
      this.#open.delete(channel);
      const counted = [...this.#seen.keys()].sort((a, b) => b - a);
      for (const id of counted) this.#seen.get(id)?.has.add(channel);
      this.#settle(counted, channel);
      return;
    }
    const { id, what } = step;
    const isNew = [...this.#seen.keys()].every((other) => other < id);
    // The one rule that is not like the others: a single channel gives up what it names and nothing before it.
    if (what === "cancel" && isNew && this.#open.size === 1) {
      this.#seen.set(id, { waits: new Set(), has: new Set(), state: "over" });
      this.log.push(`abort ${id}`);
      return;
    }
    if (what === "cancel")
      for (const older of [...this.#seen.keys()].sort((a, b) => a - b)) if (older < id) this.#cancel(older, true);
    if (isNew) this.#seen.set(id, { waits: new Set(this.#open), has: new Set(), state: "counted" });
    this.#seen.get(id)?.has.add(channel);
    if (what === "cancel") this.#cancel(id, false);
    this.#settle([id], channel);
  }

  #cancel(id: number, isOver: boolean): void {
    const one = this.#seen.get(id);
    if (one === undefined) return;
    if (one.state === "counted") this.log.push(`abort ${id}`);
    if (one.state !== "over") one.state = isOver ? "over" : "aborted";
  }

  /** The first of these that waits for nothing ends, and all before it end with it. */
  #settle(ids: readonly number[], channel: number): void {
    for (const id of ids) {
      const one = this.#seen.get(id);
      if (one === undefined || one.state === "over" || [...one.waits].some((needed) => !one.has.has(needed))) continue;
      if (one.state === "counted") this.log.push(`aligned ${id} by ${channel}`);
      for (const [other, older] of this.#seen) if (other <= id) older.state = "over";
      return;
    }
  }
}

const step: fc.Arbitrary<"barrier" | "cancel" | "none"> = fc.constantFrom(
  "barrier",
  "barrier",
  "barrier",
  "cancel",
  "none",
);
const channelSteps = fc.record({ ids: fc.array(step, { maxLength: 12 }), ends: fc.boolean() });

test("for any barriers, cancellations and ends over the channels it does what a model that remembers everything does", () => {
  const seen = { aligned: 0, abort: 0 };
  fc.assert(
    fc.property(
      fc.array(channelSteps, { minLength: 1, maxLength: 4 }),
      fc.infiniteStream(fc.nat({ max: 11 })),
      (plans, choice) => {
        const queues = plans.map(({ ids, ends }): Step[] => [
          ...ids.flatMap((what, i): Step[] => (what === "none" ? [] : [{ what, id: i + 1 }])),
          ...(ends ? [{ what: "end" } as const] : []),
        ]);
        const { tracker: t, log } = tracker(plans.length);
        const model = new Model(plans.length);
        for (;;) {
          const ready = queues.flatMap((queue, channel) => (queue.length > 0 ? [channel] : []));
          if (ready.length === 0) break;
          const channel = ready[(choice.next().value as number) % ready.length];
          const next = queues[channel].shift() as Step;
          if (next.what === "barrier") t.onBarrier(barrierOf(next.id), channel);
          else if (next.what === "cancel") t.onCancelBarrier(next.id, channel);
          else t.onEndOfPartition(channel);
          model.on(next, channel);
        }
        const told = log.log
          .filter((line) => !line.startsWith("start"))
          .map((line) => line.replace(/ of .*| cancel.*/, ""));
        expect(told).toEqual(model.log);
        const made = told.filter((line) => line.startsWith("aligned")).map((line) => Number(line.split(" ")[1]));
        expect(made).toEqual([...new Set(made)].sort((a, b) => a - b));
        seen.aligned += made.length;
        seen.abort += told.length - made.length;
      },
    ),
    { numRuns: 2000, seed: 5 },
  );
  expect(seen.aligned).toBeGreaterThan(1000);
  expect(seen.abort).toBeGreaterThan(1000);
});
