/** Examples of triggers and evictors. */
import { harnessForStream } from "../../../src/harness/index.ts";
import {
  CONTINUE,
  ContinuousEventTimeTrigger,
  CountEvictor,
  CountTrigger,
  DeltaEvictor,
  DeltaTrigger,
  type Evictor,
  FIRE,
  GlobalWindows,
  ProcessingTimeoutTrigger,
  PurgingTrigger,
  TimeEvictor,
  Trigger,
  type TriggerContext,
  type TriggerResult,
  TumblingEventTimeWindows,
  type Window,
} from "../../../src/index.ts";
import type { Example, Fare } from "../example.ts";

/** In the order of the page. */
export const TRIGGERS_AND_EVICTORS: readonly Example[] = [
  {
    name: "a continuous trigger",
    keeps:
      "The next time to fire, for each key and window, until the window goes. `ContinuousProcessingTimeTrigger` does the same by the clock.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .trigger(ContinuousEventTimeTrigger.of(20))
          .sum("tip"),
      );
      for (const at of [5, 25, 45]) {
        harness.processElement({ driver: "d1", tip: 1 }, at);
        harness.processWatermark(at + 15);
      }
      return [harness.extractOutputValues().map((fare) => (fare as Fare).tip), harness.numStateEntries()];
    },
    gives: [[1, 2, 3], 0],
  },
  {
    name: "a purging trigger",
    keeps:
      "What the nested trigger keeps; when that one fires, the contents of the window go, so the next firing begins from nothing.",
    run: () => {
      const tipsWith = (trigger: Trigger) => {
        const harness = harnessForStream<Fare>((fares) =>
          fares
            .keyBy(({ driver }) => driver)
            .window(TumblingEventTimeWindows.of(60))
            .trigger(trigger)
            .sum("tip"),
        );
        for (const tip of [1, 2, 3, 4]) harness.processElement({ driver: "d1", tip }, 0);
        return harness.extractOutputValues().map((fare) => (fare as Fare).tip);
      };
      return [tipsWith(CountTrigger.of(2)), tipsWith(PurgingTrigger.of(CountTrigger.of(2)))];
    },
    gives: [
      [3, 10],
      [3, 7],
    ],
  },
  {
    name: "a delta trigger",
    keeps: "The element that fired last, for each key and window, until the window goes.",
    run: () => {
      const harness = harnessForStream<{ car: string; km: number }>((positions) =>
        positions
          .keyBy(({ car }) => car)
          .window(GlobalWindows.create())
          .trigger(DeltaTrigger.of<{ km: number }>(50, (old, now) => now.km - old.km))
          .max("km"),
      );
      for (const km of [0, 30, 51, 90, 110]) harness.processElement({ car: "c1", km });
      return harness.extractOutputValues();
    },
    gives: [
      { car: "c1", km: 51 },
      { car: "c1", km: 110 },
    ],
  },
  {
    name: "a trigger with a timeout",
    keeps: "The time of the timeout and what the nested trigger keeps; both go when the trigger fires.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(GlobalWindows.create())
          .trigger(PurgingTrigger.of(ProcessingTimeoutTrigger.of(CountTrigger.of(3), 100)))
          .sum("tip"),
      );
      for (const tip of [1, 2, 3, 4]) harness.processElement({ driver: "d1", tip });
      harness.setProcessingTime(101);
      return harness.extractOutputValues().map((fare) => (fare as Fare).tip);
    },
    gives: [6, 4],
  },
  {
    name: "a trigger of your own",
    keeps:
      "What it puts into `getPartitionedState`, until its own `clear`, which is called when the window goes. `EventTimeTrigger` and `ProcessingTimeTrigger` are what windows have without one.",
    run: () => {
      class OnGenerousTip extends Trigger {
        onElement(fare: Fare, _timestampMs: number, window: Window, context: TriggerContext): TriggerResult {
          context.registerEventTimeTimer(window.maxTimestamp());
          return fare.tip > 10 ? FIRE : CONTINUE;
        }

        onEventTime(timestampMs: number, window: Window): TriggerResult {
          return timestampMs === window.maxTimestamp() ? FIRE : CONTINUE;
        }

        onProcessingTime(): TriggerResult {
          return CONTINUE;
        }

        clear(window: Window, context: TriggerContext): void {
          context.deleteEventTimeTimer(window.maxTimestamp());
        }
      }
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .trigger(new OnGenerousTip())
          .sum("tip"),
      );
      for (const tip of [1, 20, 3]) harness.processElement({ driver: "d1", tip }, 10);
      harness.processWatermark(59);
      return harness.extractOutputValues().map((fare) => (fare as Fare).tip);
    },
    gives: [21, 24],
  },
  {
    name: "evictors",
    keeps: "All elements of a window with their timestamps, less those that the evictor took away for good.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .evictor(CountEvictor.of(2))
          .sum("tip"),
      );
      for (const tip of [1, 2, 3]) harness.processElement({ driver: "d1", tip }, 0);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: [{ driver: "d1", tip: 5 }],
  },
  {
    name: "evictors by time and by distance",
    keeps: "The same: all elements of a window with their timestamps.",
    run: () => {
      const tipsWith = (evictor: Evictor<Fare>) => {
        const harness = harnessForStream<Fare>((fares) =>
          fares
            .keyBy(({ driver }) => driver)
            .window(TumblingEventTimeWindows.of(60))
            .evictor(evictor)
            .apply<number>((_driver, _window, elements, out) => {
              for (const { tip } of elements) out.collect(tip);
            }),
        );
        for (const tip of [1, 9, 30, 35]) harness.processElement({ driver: "d1", tip }, tip);
        harness.processWatermark(59);
        return harness.extractOutputValues();
      };
      const byDistance = DeltaEvictor.of<Fare>(10, (fare, last) => last.tip - fare.tip);
      return [tipsWith(TimeEvictor.of(30)), tipsWith(byDistance)];
    },
    gives: [
      [9, 30, 35],
      [30, 35],
    ],
  },
  {
    name: "an evictor of your own",
    keeps: "The same. What it takes away before or after the evaluation is gone from the window for good.",
    run: () => {
      const withoutZeros: Evictor<Fare> = {
        evictBefore(elements) {
          for (let i = elements.length - 1; i >= 0; i--) if (elements[i].value.tip === 0) elements.splice(i, 1);
        },
        evictAfter() {},
      };
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .evictor(withoutZeros)
          .min("tip"),
      );
      for (const tip of [0, 4, 3]) harness.processElement({ driver: "d1", tip }, 10);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: [{ driver: "d1", tip: 3 }],
  },
];
