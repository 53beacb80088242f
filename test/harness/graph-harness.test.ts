/** Several operators in one harness: who gets what, and when event time goes on. */
import { describe, expect, it } from "vitest";
import { type EndOfStream, GraphEnvironment, GraphHarness, inputStream } from "../../src/harness/index.ts";
import {
  type DataStream,
  OutputTag,
  type ProcessContext,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../../src/index.ts";

const ODD = new OutputTag<number>("odd");

function harnessOf(
  inputs: number,
  build: (...streams: readonly DataStream<number>[]) => EndOfStream,
  timeIsGiven = false,
): GraphHarness {
  const environment = new GraphEnvironment();
  const streams = Array.from({ length: inputs }, () => inputStream<number>(environment));
  const harness = new GraphHarness(streams, build(...streams), { timeIsGiven });
  harness.open();
  return harness;
}

function valuesOf(harness: GraphHarness): unknown[] {
  return harness.takeOutput().flatMap((one) => (one.kind === "record" ? [one.value] : []));
}

const oddAside = {
  processElement(n: number, context: ProcessContext, out: { collect(value: number): void }) {
    if (n % 2 === 0) out.collect(n);
    else context.output(ODD, n);
  },
};

const tens = (numbers: DataStream<number>) =>
  numbers.windowAll(TumblingEventTimeWindows.of(10)).reduce((a, b) => a + b);

describe("a graph of operators", () => {
  it("gives the input itself where nothing is done with it", () => {
    const harness = harnessOf(1, (numbers) => numbers);
    harness.processElement(0, 7, 1);
    harness.processWatermark(0, 5);
    expect(harness.takeOutput()).toEqual([
      { kind: "record", value: 7, timestampMs: 1, subtask: 0 },
      { kind: "watermark", timestampMs: 5, subtask: 0 },
    ]);
    expect(harness.takeOutput()).toEqual([]);
  });

  it("takes each element through all operators before the next one", () => {
    const twice = {
      flatMap(n: number, out: { collect(value: number): void }) {
        out.collect(n);
        out.collect(n);
      },
    };
    let seen = 0;
    const harness = harnessOf(1, (numbers) => numbers.flatMap(twice).map((n) => `${n} as number ${++seen}`));
    harness.processElement(0, 1, 0);
    harness.processElement(0, 2, 0);
    expect(valuesOf(harness)).toEqual(["1 as number 1", "1 as number 2", "2 as number 3", "2 as number 4"]);
  });

  it("hands one stream to two operators, and lets none of them see what the other does to it", () => {
    const harness = harnessOf(1, (numbers) => {
      const boxes = numbers.map((n) => ({ n }));
      return boxes.map((box) => ++box.n).union(boxes.map(({ n }) => n));
    });
    harness.processElement(0, 1, 0);
    expect(valuesOf(harness)).toEqual([2, 1]);
  });

  it("has the least watermark of united streams and of two inputs", () => {
    for (const build of [
      (a: DataStream<number>, b: DataStream<number>) => tens(a.union(b)),
      (a: DataStream<number>, b: DataStream<number>) => tens(a.connect(b).map({ map1: (n) => n, map2: (n) => n })),
    ]) {
      const harness = harnessOf(2, build);
      harness.processElement(0, 1, 1);
      harness.processElement(1, 2, 2);
      harness.processWatermark(0, 9);
      expect(harness.takeOutput()).toEqual([]);
      harness.processWatermark(1, 20);
      expect(harness.takeOutput()).toEqual([
        { kind: "record", value: 3, timestampMs: 9, subtask: 0 },
        { kind: "watermark", timestampMs: 9, subtask: 0 },
      ]);
    }
  });

  it("has the side outputs of the last operator, and feeds those that somebody reads", () => {
    const last = harnessOf(1, (numbers) => numbers.map((n) => n + 1).process(oddAside));
    last.processElement(0, 2, 0);
    expect(last.takeSideOutput().map(({ tag, value }) => [tag, value])).toEqual([["odd", 3]]);
    const read = harnessOf(1, (numbers) =>
      numbers
        .process(oddAside)
        .getSideOutput(ODD)
        .map((n) => -n),
    );
    for (const n of [1, 2, 3]) read.processElement(0, n, 0);
    expect(valuesOf(read)).toEqual([-1, -3]);
    expect(read.takeSideOutput()).toEqual([]);
  });

  it("counts state and timers of all operators, and keys whatever they hold; a restore begins with them", () => {
    const harness = harnessOf(1, (numbers) =>
      tens(
        numbers
          .keyBy((n) => n % 3)
          .window(TumblingEventTimeWindows.of(10))
          .reduce((a, b) => a + b),
      ),
    );
    for (const n of [1, 2, 4, 11]) harness.processElement(0, n, n);
    expect([harness.numStateEntries(), harness.numKeysWithState(), harness.numEventTimeTimers()]).toEqual([3, 2, 3]);
    harness.processWatermark(0, 9);
    expect(harness.numStateEntries()).toBe(1);
    expect(valuesOf(harness)).toEqual([7]);
    harness.processElement(0, 12, 12);
    const snapshot = harness.snapshot();
    harness.processElement(0, 15, 15);
    harness.open(snapshot);
    harness.processWatermark(0, 19);
    expect(valuesOf(harness)).toEqual([23]);
  });

  it("takes the times of the test in place of those that are assigned, where it is told to", () => {
    const strategy = WatermarkStrategy.forMonotonousTimestamps<number>().withTimestampAssigner((n) => n * 100);
    for (const timeIsGiven of [true, false]) {
      const harness = harnessOf(1, (numbers) => numbers.assignTimestampsAndWatermarks(strategy), timeIsGiven);
      harness.processElement(0, 1, 7);
      expect(harness.takeOutput()).toMatchObject([{ timestampMs: timeIsGiven ? 7 : 100 }]);
    }
  });

  it("is refused with a source that is none of the inputs", () => {
    const environment = new GraphEnvironment();
    const [one, other] = [inputStream<number>(environment), inputStream<number>(environment)];
    expect(() => new GraphHarness([one], one.union(other))).toThrow('reads "input", which is none of the inputs');
  });
});
