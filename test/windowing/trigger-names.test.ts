import { expect, test } from "vitest";
import {
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  CountTrigger,
  DeltaTrigger,
  EventTimeTrigger,
  ProcessingTimeoutTrigger,
  ProcessingTimeTrigger,
  PurgingTrigger,
} from "../../src/index.ts";

test("triggers can be had by Flink's static names", () => {
  const distance = (a: number, b: number) => Math.abs(a - b);
  expect(EventTimeTrigger.create()).toEqual(new EventTimeTrigger());
  expect(ProcessingTimeTrigger.create()).toBeInstanceOf(ProcessingTimeTrigger);
  expect(CountTrigger.of(3)).toEqual(new CountTrigger(3));
  expect(PurgingTrigger.of(CountTrigger.of(3))).toEqual(new PurgingTrigger(new CountTrigger(3)));
  expect(ContinuousEventTimeTrigger.of(5)).toEqual(new ContinuousEventTimeTrigger(5));
  expect(ContinuousProcessingTimeTrigger.of(5)).toEqual(new ContinuousProcessingTimeTrigger(5));
  expect(DeltaTrigger.of(2, distance)).toEqual(new DeltaTrigger(2, distance));
});

test("a timeout begins with the first element and clears the nested trigger, unless it is told otherwise", () => {
  const nested = CountTrigger.of(3);
  expect(ProcessingTimeoutTrigger.of(nested, 9)).toEqual(
    new ProcessingTimeoutTrigger(nested, 9, { resetOnNewRecord: false, clearOnTimeout: true }),
  );
  expect(ProcessingTimeoutTrigger.of(nested, 9, true, false)).toEqual(
    new ProcessingTimeoutTrigger(nested, 9, { resetOnNewRecord: true, clearOnTimeout: false }),
  );
});
