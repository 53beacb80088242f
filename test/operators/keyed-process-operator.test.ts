import { describe, expect, it } from "vitest";
import type { Collector } from "../../src/api/functions.ts";
import {
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
} from "../../src/api/functions.ts";
import type { ValueState } from "../../src/api/state.ts";
import { ValueStateDescriptor } from "../../src/api/state-descriptors.ts";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { KeyedProcessOperator } from "../../src/operators/keyed-process-operator.ts";

class CountAndRemind extends KeyedProcessFunction<unknown, unknown, unknown> {
  count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  override processElement(_value: unknown, context: KeyedProcessContext<unknown>): void {
    this.count.update((this.count.value() ?? 0) + 1);
    context.timerService().registerProcessingTimeTimer(100);
    context.timerService().registerEventTimeTimer(50);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<unknown>, out: Collector<unknown>): void {
    out.collect(`${context.timeDomain()} ${timestampMs} ${String(context.getCurrentKey())} ${this.count.value()}`);
  }
}

function open(): OneInputHarness {
  const keySelector = (value: unknown): unknown => value;
  const harness = new OneInputHarness({
    createOperator: () => new KeyedProcessOperator(new CountAndRemind(), keySelector),
    keySelector,
  });
  harness.open();
  return harness;
}

const values = (harness: OneInputHarness): unknown[] =>
  harness.takeOutput().flatMap((one) => (one.kind === "record" ? [one.value] : []));

describe("a keyed process function", () => {
  it("is called once for a timer that was registered twice, with the state of its key", () => {
    const harness = open();
    for (const key of ["a", "b", "a"]) harness.processElement(key, 0);
    harness.processWatermark(50);
    expect(values(harness)).toEqual(["event 50 a 2", "event 50 b 1"]);
  });

  it("has its processing-time timers fire when the clock is greater than their time", () => {
    const harness = open();
    harness.processElement("a", 0);
    harness.setProcessingTime(100);
    expect(values(harness)).toEqual([]);
    harness.setProcessingTime(101);
    expect(values(harness)).toEqual(["processing 100 a 1"]);
  });

  it("has timers that became due during a failure fire as soon as it is restored", () => {
    const harness = open();
    harness.processElement("a", 0);
    const snapshot = harness.snapshot();
    harness.open(snapshot, 2, 500);
    expect(values(harness)).toEqual(["processing 100 a 1"]);
    harness.processWatermark(60);
    expect(values(harness)).toEqual(["event 50 a 1"]);
  });
});
