import { describe, expect, it } from "vitest";
import { harnessForStream, ProcessFunctionTestHarnesses } from "../../src/harness/index.ts";
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  MapStateDescriptor,
  type OnTimerContext,
  OutputTag,
  type RuntimeContext,
  TumblingEventTimeWindows,
  type ValueState,
  ValueStateDescriptor,
} from "../../src/index.ts";

const LONG = new OutputTag<string>("long");

/** Counts the words of a key, and says so 10 ms of event time after each. */
class CountPerWord extends KeyedProcessFunction<string, string, string> {
  private count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  override processElement(word: string, context: KeyedProcessContext<string>): void {
    this.count.update((this.count.value() ?? 0) + 1);
    context.timerService().registerEventTimeTimer((context.timestamp() ?? 0) + 10);
    if (word.length > 3) context.output(LONG, word);
  }

  override onTimer(_atMs: number, context: OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} ${this.count.value()}`);
    this.count.clear();
  }
}

describe("a keyed process function in a harness", () => {
  const harness = () =>
    ProcessFunctionTestHarnesses.forKeyedProcessFunction(new CountPerWord(), (word: string) => word);

  it("has state, timers and side outputs that can be counted", () => {
    const one = harness();
    one.processElement("a", 0);
    one.processElement("a", 5);
    one.processElement("long", 5);
    expect(one.numStateEntries()).toBe(2);
    expect(one.numEventTimeTimers()).toBe(3);
    expect(one.numProcessingTimeTimers()).toBe(0);
    expect(one.takeSideOutput()).toMatchObject([{ tag: "long", value: "long" }]);
    one.processWatermark(10);
    expect(one.extractOutputValues()).toEqual(["a 2"]);
    expect(one.numStateEntries()).toBe(1);
  });

  it("goes on from a snapshot with another parallelism", () => {
    const one = harness();
    for (const word of ["a", "b", "c", "d"]) one.processElement(word, 0);
    const snapshot = one.snapshot();
    const other = harness();
    other.open(snapshot, 3);
    expect(other.parallelism).toBe(3);
    expect(other.numStateEntries()).toBe(4);
    other.processElement("b", 0);
    other.processWatermark(20);
    expect(other.extractOutputValues().sort()).toEqual(["a 1", "b 2", "c 1", "d 1"]);
  });
});

describe("a broadcast function in a harness", () => {
  it("keeps a copy of the broadcast state in each subtask", () => {
    const rules = new MapStateDescriptor<string, number>("rules");
    const harness = ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction<string, string, number, string>(
      {
        processElement: (word, context, out) => out.collect(`${word} ${context.getBroadcastState(rules).get("limit")}`),
        processBroadcastElement: (limit, context) => context.getBroadcastState(rules).put("limit", limit),
      },
      (word) => word,
      [rules],
      { parallelism: 4 },
    );
    harness.processElement(2, 7);
    for (const word of ["a", "b", "c", "d"]) harness.processElement(1, word);
    expect(harness.extractOutputValues()).toEqual(["a 7", "b 7", "c 7", "d 7"]);
  });
});

describe("two streams in a harness", () => {
  it("share the state of a key, and go by the smaller watermark", () => {
    const harness = ProcessFunctionTestHarnesses.forKeyedCoProcessFunction<string, string, string, string>(
      {
        processElement1: (word, context) => context.timerService().registerEventTimeTimer(word.length),
        processElement2: (word, context) => context.timerService().registerEventTimeTimer(word.length * 10),
        onTimer: (atMs, context, out) => out.collect(`${context.getCurrentKey()} ${atMs}`),
      },
      (word) => word,
      (word) => word,
    );
    harness.processElement(1, "ab");
    harness.processElement(2, "ab");
    expect(harness.numEventTimeTimers()).toBe(2);
    harness.processWatermark(1, 100);
    expect(harness.extractOutputValues()).toEqual([]);
    harness.processWatermark(2, 15);
    expect(harness.extractOutputValues()).toEqual(["ab 2"]);
  });

  it("that are not keyed have no timers", () => {
    const harness = ProcessFunctionTestHarnesses.forCoProcessFunction<string, string, string>({
      processElement1: (_word, context) => context.timerService().registerEventTimeTimer(1),
      processElement2: (word, _context, out) => out.collect(word),
    });
    harness.processElement(2, "x");
    expect(harness.extractOutputValues()).toEqual(["x"]);
    expect(() => harness.processElement(1, "x")).toThrow("Setting timers is only supported on a keyed streams");
  });
});

describe("a stream in a harness", () => {
  it("runs its last operator", () => {
    const harness = harnessForStream<readonly [string, number]>((input) =>
      input
        .keyBy(([key]) => key)
        .window(TumblingEventTimeWindows.of(10))
        .sum(1),
    );
    harness.processElement(["a", 1], 1);
    harness.processElement(["a", 2], 2);
    harness.processWatermark(9);
    expect(harness.extractOutputValues()).toEqual([["a", 3]]);
    expect(harness.numStateEntries()).toBe(0);
  });
});
