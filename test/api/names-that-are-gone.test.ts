import { expect, test } from "vitest";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { TumblingEventTimeWindows } from "../../src/index.ts";

const env = new GraphEnvironment();
const stream = env.fromElements(1);
const keyed = stream.keyBy((n) => n);
const windowed = keyed.window(TumblingEventTimeWindows.of(5));

/** Calls as someone makes them who has no types. */
function untyped(target: object, method: string, ...args: unknown[]): () => unknown {
  return () => (target as Record<string, (...args: unknown[]) => unknown>)[method](...args);
}

test.each([
  ["iterate", stream, "iterate is gone: send the records back through an outside system"],
  ["split", stream, "split is gone: use side outputs"],
  ["select", stream, "select is gone: use getSideOutput(tag)"],
  ["fold", keyed, "fold is gone: use aggregate on windows, or a KeyedProcessFunction"],
  ["fold", windowed, "fold is gone: use aggregate."],
  ["timeWindow", keyed, "timeWindow is gone: use window(TumblingEventTimeWindows.of(size))"],
  ["timeWindowAll", stream, "timeWindowAll is gone: use windowAll(TumblingEventTimeWindows.of(size))"],
  ["assignAscendingTimestamps", stream, "use assignTimestampsAndWatermarks with WatermarkStrategy"],
  ["writeAsText", stream, "writeAsText is gone: use sinkTo"],
  ["setStreamTimeCharacteristic", env, "setStreamTimeCharacteristic is gone: event time is the default"],
  ["generateSequence", env, "generateSequence is gone: use fromSequence(from, to)."],
  ["readTextFile", env, "readTextFile is gone: use fromSource with FileSource"],
] as const)("%s says what to use instead", (method, target, sentence) => {
  expect(untyped(target, method, 1)).toThrow(sentence);
  // One sentence.
  expect(untyped(target, method, 1)).toThrow(/^[^\n]+\.$/);
});

test("a size in place of an assigner says which assigner", () => {
  expect(untyped(keyed, "window", 5)).toThrow(
    "window with a number is gone: use window(TumblingEventTimeWindows.of(5)), or the like.",
  );
  expect(untyped(stream, "windowAll", 5)).toThrow(
    "windowAll with a number is gone: use windowAll(TumblingEventTimeWindows.of(5)), or the like.",
  );
});

test("the compiler refuses them, too", () => {
  // Never called: what counts is that each line is an error.
  const calls = () => {
    // @ts-expect-error gone
    stream.iterate();
    // @ts-expect-error gone
    stream.split();
    // @ts-expect-error gone
    keyed.timeWindow();
    // @ts-expect-error gone
    windowed.fold();
    // @ts-expect-error gone
    env.setStreamTimeCharacteristic();
  };
  expect(calls).toBeTypeOf("function");
});
