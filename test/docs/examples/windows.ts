/** Examples of window assigners. */
import { harnessForStream } from "../../../src/harness/index.ts";
import {
  CountTrigger,
  EventTimeSessionWindows,
  GlobalWindows,
  MAX_TIMESTAMP,
  OutputTag,
  ProcessingTimeSessionWindows,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  type WindowAssigner,
} from "../../../src/index.ts";
import type { Example, Fare } from "../example.ts";

/** In the order of the page. */
export const WINDOWS: readonly Example[] = [
  {
    name: "tumbling windows",
    keeps: "One accumulator for each key and window, until the watermark has passed its end and the allowed lateness.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .sum("tip"),
      );
      harness.processElement({ driver: "d1", tip: 4 }, 10);
      harness.processElement({ driver: "d1", tip: 3 }, 59);
      harness.processWatermark(59);
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [[{ driver: "d1", tip: 7 }], 0],
  },
  {
    name: "windows with an offset",
    keeps:
      "As without. `TumblingEventTimeWindows.of(size, offset)`, `SlidingEventTimeWindows.of(size, slide, offset)`: windows begin that much later.",
    run: () => {
      const harness = harnessForStream<number>((numbers) =>
        numbers
          .keyBy(() => "all")
          .window(TumblingEventTimeWindows.of(60, 15))
          .apply<string>((_key, window, _elements, out) => out.collect(`[${window.start}, ${window.end})`)),
      );
      harness.processElement(1, 10);
      harness.processElement(2, 20);
      harness.processWatermark(100);
      return harness.extractOutputValues();
    },
    gives: ["[-45, 15)", "[15, 75)"],
  },
  {
    name: "sliding windows",
    keeps: "The contents of each key and window an element is in, so several times over; each until its end.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(SlidingEventTimeWindows.of(60, 30))
          .apply<string>((_driver, window, elements, out) =>
            out.collect(`[${window.start}, ${window.end}): ${[...elements].length}`),
          ),
      );
      harness.processElement({ driver: "d1", tip: 4 }, 40);
      harness.processWatermark(100);
      return harness.extractOutputValues();
    },
    gives: ["[0, 60): 1", "[30, 90): 1"],
  },
  {
    name: "windows of processing time",
    keeps:
      "The same as windows of event time; a window goes when the clock of the machine has passed its end, so nothing is late.",
    run: () => {
      const harness = harnessForStream<string>((words) =>
        words
          .keyBy((word) => word)
          .window(TumblingProcessingTimeWindows.of(60))
          .apply<string>((word, window, elements, out) =>
            out.collect(`${word} x ${[...elements].length} until ${window.end}`),
          ),
      );
      harness.setProcessingTime(10);
      harness.processElement("a");
      harness.setProcessingTime(50);
      harness.processElement("a");
      harness.setProcessingTime(60);
      return [harness.extractOutputValues(), harness.numStateEntries(), harness.numProcessingTimeTimers()];
    },
    gives: [["a x 2 until 60"], 0, 0],
  },
  {
    name: "sliding windows and sessions of processing time",
    keeps: "The same; `ProcessingTimeSessionWindows.withDynamicGap` is there as well.",
    run: () => {
      const counted = (assigner: WindowAssigner) => {
        const harness = harnessForStream<string>((words) =>
          words
            .keyBy((word) => word)
            .window(assigner)
            .apply<string>((_word, { start, end }, elements, out) =>
              out.collect(`[${start}, ${end}): ${[...elements].length}`),
            ),
        );
        for (const at of [40, 55]) {
          harness.setProcessingTime(at);
          harness.processElement("a");
        }
        for (const at of [60, 75, 90]) harness.setProcessingTime(at);
        return harness.extractOutputValues();
      };
      return [counted(SlidingProcessingTimeWindows.of(60, 30)), counted(ProcessingTimeSessionWindows.withGap(20))];
    },
    gives: [["[0, 60): 2", "[30, 90): 2"], ["[40, 75): 2"]],
  },
  {
    name: "session windows",
    keeps: "The contents and the bounds of each session, until it was silent for the gap.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(EventTimeSessionWindows.withGap(20))
          .apply<string>((_driver, window, elements, out) =>
            out.collect(`[${window.start}, ${window.end}): ${[...elements].length}`),
          ),
      );
      for (const at of [0, 15, 60]) harness.processElement({ driver: "d1", tip: 1 }, at);
      harness.processWatermark(100);
      return harness.extractOutputValues();
    },
    gives: ["[0, 35): 2", "[60, 80): 1"],
  },
  {
    name: "session windows with a dynamic gap",
    keeps:
      "The contents and the bounds of each session, until the gap that its elements ask for has passed. The assigner is a `DynamicEventTimeSessionWindows`; its sister by the clock, `DynamicProcessingTimeSessionWindows`, comes of `ProcessingTimeSessionWindows.withDynamicGap`.",
    run: () => {
      type Click = { readonly user: string; readonly pauseMs: number };
      const harness = harnessForStream<Click>((clicks) =>
        clicks
          .keyBy(({ user }) => user)
          .window(EventTimeSessionWindows.withDynamicGap<Click>(({ pauseMs }) => pauseMs))
          .apply<string>((_user, window, elements, out) =>
            out.collect(`[${window.start}, ${window.end}): ${[...elements].length}`),
          ),
      );
      harness.processElement({ user: "u1", pauseMs: 10 }, 0);
      harness.processElement({ user: "u1", pauseMs: 50 }, 5);
      harness.processElement({ user: "u1", pauseMs: 10 }, 40);
      harness.processWatermark(100);
      return harness.extractOutputValues();
    },
    gives: ["[0, 55): 3"],
  },
  {
    name: "global windows with a trigger",
    keeps: "All elements of a key, until a trigger purges them: the window never ends.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(GlobalWindows.create())
          .trigger(new CountTrigger(2))
          .sum("tip"),
      );
      for (const tip of [1, 2, 3, 4]) harness.processElement({ driver: "d1", tip }, 0);
      return harness.extractOutputValues();
    },
    gives: [
      { driver: "d1", tip: 3 },
      { driver: "d1", tip: 10 },
    ],
  },
  {
    name: "global windows until the end of the stream",
    keeps:
      "The accumulator of each key until the input ends, and that is when `EndOfStreamTrigger` fires. `GlobalWindows.create()` has the `NeverTrigger`.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(GlobalWindows.createWithEndOfStreamTrigger())
          .sum("tip"),
      );
      for (const tip of [1, 2, 3]) harness.processElement({ driver: "d1", tip }, 0);
      harness.processWatermark(MAX_TIMESTAMP);
      return harness.extractOutputValues();
    },
    gives: [{ driver: "d1", tip: 6 }],
  },
  {
    name: "count windows",
    keeps: "The elements of the present window of each key; a window that is never full stays.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .countWindow(2)
          .sum("tip"),
      );
      for (const tip of [1, 2, 3]) harness.processElement({ driver: "d1", tip }, 0);
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [[{ driver: "d1", tip: 3 }], 2],
  },
  {
    name: "count windows that slide",
    keeps: "The last `size` elements of each key, for ever: nothing purges the window.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .countWindow(3, 2)
          .sum("tip"),
      );
      for (const tip of [1, 2, 3, 4]) harness.processElement({ driver: "d1", tip }, 0);
      return harness.extractOutputValues();
    },
    gives: [
      { driver: "d1", tip: 3 },
      { driver: "d1", tip: 9 },
    ],
  },
  {
    name: "windowAll",
    keeps: "As the windows of a key: the whole stream has one, in one subtask.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) => fares.windowAll(TumblingEventTimeWindows.of(60)).maxBy("tip"));
      harness.processElement({ driver: "d1", tip: 4 }, 10);
      harness.processElement({ driver: "d2", tip: 9 }, 20);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: [{ driver: "d2", tip: 9 }],
  },
  {
    name: "countWindowAll",
    keeps: "The elements of the present window of the whole stream, in one subtask.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) => fares.countWindowAll(2).min("tip"));
      harness.processElement({ driver: "d1", tip: 4 }, 10);
      harness.processElement({ driver: "d2", tip: 3 }, 20);
      return harness.extractOutputValues();
    },
    gives: [{ driver: "d1", tip: 3 }],
  },
  {
    name: "allowed lateness and late data",
    keeps: "A window's contents for so much longer; each late element that it still takes makes it fire again.",
    run: () => {
      const late = new OutputTag<Fare>("late");
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .allowedLateness(30)
          .sideOutputLateData(late)
          .sum("tip"),
      );
      harness.processElement({ driver: "d1", tip: 1 }, 0);
      harness.processWatermark(60);
      harness.processElement({ driver: "d1", tip: 2 }, 5);
      harness.processWatermark(90);
      harness.processElement({ driver: "d1", tip: 4 }, 5);
      return [harness.extractOutputValues(), harness.takeSideOutput().map(({ value }) => value)];
    },
    gives: [
      [
        { driver: "d1", tip: 1 },
        { driver: "d1", tip: 3 },
      ],
      [{ driver: "d1", tip: 4 }],
    ],
  },
];
