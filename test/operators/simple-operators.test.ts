import { describe, expect, test } from "vitest";
import { OutputTag } from "../../src/api/output-tag.ts";
import { OneInputHarness, type OneInputHarnessOptions } from "../../src/harness/one-input-harness.ts";
import { filterOperatorFactory } from "../../src/operators/filter-operator.ts";
import { flatMapOperatorFactory } from "../../src/operators/flat-map-operator.ts";
import { mapOperatorFactory } from "../../src/operators/map-operator.ts";
import type { OneInputOperator, OperatorFactory } from "../../src/operators/operator.ts";
import { processOperatorFactory } from "../../src/operators/process-operator.ts";
import { reduceOperatorFactory } from "../../src/operators/reduce-operator.ts";

function open(factory: OperatorFactory, options: Partial<OneInputHarnessOptions> = {}): OneInputHarness {
  const harness = new OneInputHarness({ createOperator: () => factory.create() as OneInputOperator, ...options });
  harness.open();
  return harness;
}

function values(harness: OneInputHarness): unknown[] {
  return harness.takeOutput().map((one) => (one.kind === "record" ? [one.value, one.timestampMs] : one.kind));
}

describe("simple operators", () => {
  test("map gives one result with the element's timestamp", () => {
    const harness = open(mapOperatorFactory((value) => Number(value) * 2));
    harness.processElement(4, 9);
    expect(values(harness)).toEqual([[8, 9]]);
  });

  test("an object with a method is a function, too, and is opened and closed", () => {
    const calls: string[] = [];
    const harness = open(
      mapOperatorFactory({
        open: () => void calls.push("open"),
        map: (value) => value,
        close: () => void calls.push("close"),
      }),
    );
    harness.close();
    expect(calls).toEqual(["open", "close"]);
  });

  test("filter passes what the function wants", () => {
    const harness = open(filterOperatorFactory((value) => Number(value) > 1));
    for (const value of [1, 2, 3]) harness.processElement(value, value);
    expect(values(harness)).toEqual([
      [2, 2],
      [3, 3],
    ]);
  });

  test("flatMap gives any number of results", () => {
    const harness = open(
      flatMapOperatorFactory((value, out) => {
        for (const part of String(value)) out.collect(part);
      }),
    );
    harness.processElement("ab", 1);
    harness.processElement("", 2);
    expect(values(harness)).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
  });

  test("process sees timestamp and watermark, writes side outputs and cannot set timers", () => {
    const tag = new OutputTag<unknown>("side");
    const harness = open(
      processOperatorFactory({
        processElement(value, context, out) {
          if (value === "timer") context.timerService().registerEventTimeTimer(1);
          context.output(tag, value);
          out.collect([context.timestamp(), context.timerService().currentWatermark()]);
        },
      }),
    );
    harness.processWatermark(5);
    harness.processElement("x", 7);
    expect(values(harness)).toEqual(["watermark", [[7, 5], 7]]);
    expect(harness.takeSideOutput().map((one) => [one.tag, one.value])).toEqual([["side", "x"]]);
    expect(() => harness.processElement("timer", 8)).toThrow("put keyBy before");
  });

  test("reduce gives the reduction so far of each key, also after a restore", () => {
    const keySelector = (value: unknown): unknown => (value as [string, number])[0];
    const factory = reduceOperatorFactory(
      (a, b) => [(a as [string, number])[0], (a as [string, number])[1] + (b as [string, number])[1]],
      keySelector,
    );
    const harness = open(factory, { keySelector });
    harness.processElement(["a", 1], 1);
    harness.processElement(["b", 10], 2);
    harness.open(harness.snapshot(), 2);
    harness.processElement(["a", 2], 3);
    expect(values(harness)).toEqual([
      [["a", 1], 1],
      [["b", 10], 2],
      [["a", 3], 3],
    ]);
  });
});
