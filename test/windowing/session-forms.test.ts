/**
 * Sessions take short ways where nobody looks: windows in flight stand for windows, their timers move, their state is written
 * late. Whatever the form, it is as if windows were merged in Flink's way, with windows of their own and nothing put off.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { SILENT_TRACE } from "../../src/harness/silent-trace.ts";
import type { Window } from "../../src/index.ts";
import { ContinuousEventTimeTrigger } from "../../src/windowing/continuous-trigger.ts";
import { CountTrigger, PurgingTrigger } from "../../src/windowing/count-trigger.ts";
import { EventTimeTrigger, ProcessingTimeTrigger } from "../../src/windowing/event-time-trigger.ts";
import type { Evictor, TimestampedValue } from "../../src/windowing/evictor.ts";
import { EventTimeSessionWindows, ProcessingTimeSessionWindows } from "../../src/windowing/session-windows.ts";
import { TimeWindow } from "../../src/windowing/time-window.ts";
import type { MergingWindowAssigner } from "../../src/windowing/window-assigner.ts";
import { WindowOperator } from "../../src/windowing/window-operator.ts";
import type { WindowOperatorOptions } from "../../src/windowing/window-operator-options.ts";

interface Element {
  readonly key: string;
  readonly gap: number;
}

type Form = Pick<WindowOperatorOptions, "trigger" | "evictor" | "allowedLateness"> & {
  readonly assigner: MergingWindowAssigner<TimeWindow>;
};

const keySelector = (value: unknown): unknown => (value as Element).key;
const gapOf = ({ gap }: Element) => gap;
const eventTime = () => EventTimeSessionWindows.withDynamicGap(gapOf);
const processingTime = () => ProcessingTimeSessionWindows.withDynamicGap(gapOf);

/** Does the same as the default one, but is not known for that. */
class OtherEventTimeTrigger extends EventTimeTrigger {}
class OtherProcessingTimeTrigger extends ProcessingTimeTrigger {}

/** Keeps the last two elements, and is shown the window itself. */
class LooksAtWindow implements Evictor {
  evictBefore(elements: TimestampedValue<unknown>[], _size: number, window: Window): void {
    expect(window).toBeInstanceOf(TimeWindow);
    elements.splice(0, elements.length - 2);
  }

  evictAfter(): void {}
}

const FORMS: Readonly<Record<string, () => Form>> = {
  "of event time": () => ({ assigner: eventTime() }),
  "with one gap for all": () => ({ assigner: EventTimeSessionWindows.withGap(4) }),
  "that take late elements": () => ({ assigner: eventTime(), allowedLateness: 9 }),
  "with an evictor": () => ({ assigner: eventTime(), evictor: new LooksAtWindow() }),
  "with a counting trigger that purges": () => ({
    assigner: eventTime(),
    trigger: new PurgingTrigger(new CountTrigger(2)),
  }),
  "with a trigger that fires again and again": () => ({
    assigner: eventTime(),
    trigger: ContinuousEventTimeTrigger.of(5),
  }),
  "of processing time": () => ({ assigner: processingTime() }),
  "of processing time with a trigger of event time": () => ({
    assigner: processingTime(),
    trigger: new EventTimeTrigger(),
  }),
};

/** Of which nobody may know when they touch. */
function opaque(assigner: MergingWindowAssigner<TimeWindow>): MergingWindowAssigner<TimeWindow> {
  return {
    isMerging: true,
    isEventTime: assigner.isEventTime,
    assignWindows: (value, timestampMs, context) => assigner.assignWindows(value, timestampMs, context),
    defaultTrigger: () => (assigner.isEventTime ? new OtherEventTimeTrigger() : new OtherProcessingTimeTrigger()),
    windowOf: (namespace) => assigner.windowOf(namespace),
    mergeWindows: (windows, merge) => assigner.mergeWindows(windows, merge),
  };
}

function slowly({ assigner, trigger, ...form }: Form): Form {
  const other = trigger?.constructor === EventTimeTrigger ? new OtherEventTimeTrigger() : trigger;
  return { ...form, assigner: opaque(assigner), ...(other === undefined ? {} : { trigger: other }) };
}

function harnessOf(form: Form, isWatched: boolean): OneInputHarness {
  const createOperator = (): WindowOperator =>
    new WindowOperator({
      ...form,
      keySelector,
      contents: { kind: "list" },
      windowFunction: (key, { window }, elements, out) => {
        out.collect([key, String(window), [...elements].map((element) => (element as Element).gap)]);
      },
    });
  const trace = { ...SILENT_TRACE, records: true };
  const harness = new OneInputHarness({ createOperator, keySelector, ...(isWatched ? { trace } : {}) });
  harness.open();
  return harness;
}

const step = fc.record({
  key: fc.constantFrom("a", "b"),
  atMs: fc.integer({ min: 0, max: 60 }),
  gap: fc.integer({ min: 1, max: 9 }),
  does: fc.constantFrom("element", "element", "element", "element", "element", "watermark", "time", "restore"),
});

type Steps = readonly { key: string; atMs: number; gap: number; does: string }[];

/** A window that equals one in flight leaves contents behind; after a restore the same window is a new one. */
const LEFT_BEHIND: Steps = [
  { key: "a", atMs: 26, gap: 1, does: "element" },
  { key: "a", atMs: 23, gap: 7, does: "element" },
  { key: "a", atMs: 23, gap: 7, does: "element" },
  { key: "a", atMs: 29, gap: 1, does: "watermark" },
  { key: "a", atMs: 0, gap: 1, does: "restore" },
  { key: "a", atMs: 26, gap: 1, does: "element" },
];

describe("sessions", () => {
  it.each(Object.entries(FORMS))("%s are the same as windows that merge in Flink's way", (_name, formOf) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: "max" }), (steps) => {
        const both = [harnessOf(formOf(), false), harnessOf(slowly(formOf()), true)];
        let [watermark, now] = [0, 0];
        for (const { key, atMs, gap, does } of steps) {
          if (does === "watermark") watermark = Math.max(watermark, atMs);
          if (does === "time") now = Math.max(now, atMs);
          for (const harness of both) {
            if (does === "element") harness.processElement({ key, gap }, atMs);
            else if (does === "watermark") harness.processWatermark(watermark);
            else if (does === "time") harness.setProcessingTime(now);
            else harness.open(harness.snapshot());
          }
          const [lean, slow] = both.map((harness) => [
            harness.takeOutput(),
            harness.numStateEntries(),
            harness.numEventTimeTimers(),
            harness.numProcessingTimeTimers(),
            harness.lateRecordsDropped(),
          ]);
          expect(lean).toEqual(slow);
        }
        const [lean, slow] = both.map((harness) => harness.snapshot());
        expect(lean).toEqual(slow);
      }),
      { numRuns: 200, examples: [[[...LEFT_BEHIND]]] },
    );
  });
});
