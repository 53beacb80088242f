/** The streams of rides and fares are those of the training's generators, event by event. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fareStream, faresFor } from "../../../exercises/taxi/fare-stream.ts";
import { firstBatches, rideBatches } from "../../../exercises/taxi/ride-stream.ts";

interface Golden {
  readonly rideStream: {
    readonly first20Batches: readonly (readonly [rideId: number, kind: "START" | "END", eventTime: number])[];
    readonly checksums: {
      readonly values: readonly { readonly batches: number; readonly events: number; readonly sha256: string }[];
    };
  };
  readonly fareStream: { readonly runForCounts: readonly { readonly durationMs: number; readonly fares: number }[] };
  readonly stats864Batches: {
    readonly startEvents: number;
    readonly endEvents: number;
    readonly outOfOrdernessHistogramMs: Readonly<Record<string, number>>;
  };
}

const { generator } = JSON.parse(readFileSync(new URL("../training-goldens.json", import.meta.url), "utf8")) as {
  readonly generator: Golden;
};

describe("the stream of rides", () => {
  test("begins with the recorded events", () => {
    const events = firstBatches(20)
      .flat()
      .map(({ rideId, isStart, eventTime }) => [rideId, isStart ? "START" : "END", eventTime]);
    expect(events).toEqual(generator.rideStream.first20Batches);
  });

  test.each(generator.rideStream.checksums.values)(
    "has the checksum of the original for $batches batches",
    (golden) => {
      const hash = createHash("sha256");
      let events = 0;
      let batches = 0;
      for (const batch of rideBatches()) {
        if (batches++ === golden.batches) break;
        events += batch.length;
        for (const { rideId, isStart, eventTime } of batch)
          hash.update(`${rideId},${isStart ? "S" : "E"},${eventTime}\n`);
      }
      expect([events, hash.digest("hex")]).toEqual([golden.events, golden.sha256]);
    },
  );

  test("is out of order as far as was counted", () => {
    const golden = generator.stats864Batches;
    const behind: Record<string, number> = {};
    let latest = 0;
    let starts = 0;
    const events = firstBatches(864).flat();
    for (const { eventTime, isStart } of events) {
      latest = Math.max(latest, eventTime);
      const distance = String(latest - eventTime);
      behind[distance] = (behind[distance] ?? 0) + 1;
      if (isStart) starts++;
    }
    expect(behind).toEqual(golden.outOfOrdernessHistogramMs);
    expect([starts, events.length - starts]).toEqual([golden.startEvents, golden.endEvents]);
  });
});

describe("the stream of fares", () => {
  test.each(generator.fareStream.runForCounts)("has $fares fares in $durationMs ms", ({ durationMs, fares }) => {
    expect(faresFor(durationMs)).toHaveLength(fares);
  });

  test("is in order and has no gaps", () => {
    const stream = fareStream();
    const first = Array.from({ length: 1000 }, () => stream.next().value);
    expect(first.map(({ rideId }) => rideId)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
    expect(first.every(({ startTime }, i) => i === 0 || startTime > first[i - 1].startTime)).toBe(true);
  });
});
