import { expect, test } from "vitest";
import { ProcessFunctionTestHarnesses } from "../../src/harness/index.ts";
import { type KeyedProcessContext, KeyedProcessFunction, MAX_TIMESTAMP, type OnTimerContext } from "../../src/index.ts";

/** Every hour, for ever: a report that nobody ends. */
class HourlyReport extends KeyedProcessFunction<string, string, string> {
  override processElement(_value: string, context: KeyedProcessContext<string>): void {
    context.timerService().registerEventTimeTimer(0);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<string>): void {
    context.timerService().registerEventTimeTimer(timestampMs + 1);
  }
}

function harness() {
  const one = ProcessFunctionTestHarnesses.forKeyedProcessFunction(new HourlyReport(), (value) => value);
  one.processElement("shop", 0);
  return one;
}

test("timers that register themselves again without end are refused when the input has ended", () => {
  expect(() => harness().processWatermark(MAX_TIMESTAMP)).toThrow(
    "The input has ended, and onTimer goes on registering timers: 1000000 so far, the last for the key shop.",
  );
});

test("before the end a chain of timers may be as long as the watermark goes", () => {
  const one = harness();
  one.processWatermark(1_200_000);
  expect(one.numEventTimeTimers()).toBe(1);
});
