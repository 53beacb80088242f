import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OneInputHarness } from "../../src/harness/one-input-harness.ts";
import { SILENT_TRACE } from "../../src/harness/silent-trace.ts";
import type { TriggerContext, Window } from "../../src/index.ts";
import { EventTimeTrigger } from "../../src/windowing/event-time-trigger.ts";
import { EventTimeSessionWindows } from "../../src/windowing/session-windows.ts";
import { TimeWindow } from "../../src/windowing/time-window.ts";
import { FIRE, type TriggerResult } from "../../src/windowing/trigger.ts";
import { WindowOperator } from "../../src/windowing/window-operator.ts";

interface Element {
  readonly key: string;
  readonly gap: number;
}

const keySelector = (value: unknown): unknown => (value as Element).key;
/** Somebody looks at each record. */
const watched = { ...SILENT_TRACE, records: true };

function sessions(isWatched: boolean, trigger?: EventTimeTrigger): OneInputHarness {
  const createOperator = (): WindowOperator =>
    new WindowOperator({
      assigner: EventTimeSessionWindows.withDynamicGap<Element>(({ gap }) => gap),
      keySelector,
      ...(trigger === undefined ? {} : { trigger }),
      contents: {
        kind: "aggregate",
        aggregate: {
          createAccumulator: () => 0,
          add: (_value, count) => (count as number) + 1,
          getResult: (count) => count,
          merge: (a, b) => (a as number) + (b as number),
        },
      },
      windowFunction: (key, { window }, [count], out) => {
        expect(window).toBeInstanceOf(TimeWindow);
        out.collect([key, String(window), count]);
      },
    });
  const harness = new OneInputHarness({ createOperator, keySelector, ...(isWatched ? { trace: watched } : {}) });
  harness.open();
  return harness;
}

const step = fc.record({
  key: fc.constantFrom("a", "b"),
  atMs: fc.integer({ min: 0, max: 80 }),
  gap: fc.integer({ min: 1, max: 12 }),
  does: fc.constantFrom("element", "element", "element", "element", "element", "watermark", "restore"),
});

describe("an operator of sessions", () => {
  it("gives the same results, in the same order, and the same snapshots whether or not its windows are looked at", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: "max" }), (steps) => {
        const [lean, slow] = [sessions(false), sessions(true)];
        let watermark = 0;
        for (const { key, atMs, gap, does } of steps) {
          if (does === "watermark") watermark = Math.max(watermark, atMs);
          for (const harness of [lean, slow]) {
            if (does === "element") harness.processElement({ key, gap }, atMs);
            else if (does === "watermark") harness.processWatermark(watermark);
            else harness.open(harness.snapshot());
          }
          expect(lean.numStateEntries()).toBe(slow.numStateEntries());
        }
        expect(lean.snapshot()).toEqual(slow.snapshot());
        for (const harness of [lean, slow]) harness.processWatermark(1000);
        expect(lean.takeOutput()).toEqual(slow.takeOutput());
        expect(lean.lateRecordsDropped()).toBe(slow.lateRecordsDropped());
      }),
    );
  });

  it("asks a trigger of one's own about each element, though it is an event-time trigger too", () => {
    class Eager extends EventTimeTrigger {
      override onElement(value: unknown, timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
        super.onElement(value, timestampMs, window, context);
        return FIRE;
      }
    }
    const harness = sessions(false, new Eager());
    harness.processElement({ key: "a", gap: 5 }, 1);
    harness.processElement({ key: "a", gap: 5 }, 2);
    const said = harness.takeOutput().flatMap((one) => (one.kind === "record" ? [one.value] : []));
    expect(said).toEqual([
      ["a", "TimeWindow{start=1, end=6}", 1],
      ["a", "TimeWindow{start=1, end=7}", 2],
    ]);
  });
});
