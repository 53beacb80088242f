/** Examples of the functions that make results of windows. */
import { harnessForStream } from "../../../src/harness/index.ts";
import {
  type AggregateFunction,
  type ProcessWindowFunction,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
} from "../../../src/index.ts";
import type { Example, Fare } from "../example.ts";

/** In the order of the page. */
export const WINDOW_FUNCTIONS: readonly Example[] = [
  {
    name: "reduce in windows",
    keeps: "One reduced record for each key and window, until its end.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .reduce((a, b) => (a.tip > b.tip ? a : b)),
      );
      for (const tip of [4, 9, 3]) harness.processElement({ driver: "d1", tip }, tip);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: [{ driver: "d1", tip: 9 }],
  },
  {
    name: "aggregate in windows",
    keeps: "One accumulator for each key and window, until its end. Session windows need `merge` as well.",
    run: () => {
      const average: AggregateFunction<Fare, { sum: number; count: number }, number> = {
        createAccumulator: () => ({ sum: 0, count: 0 }),
        add: ({ tip }, { sum, count }) => ({ sum: sum + tip, count: count + 1 }),
        getResult: ({ sum, count }) => sum / count,
        merge: (a, b) => ({ sum: a.sum + b.sum, count: a.count + b.count }),
      };
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .aggregate(average),
      );
      for (const tip of [4, 9, 5]) harness.processElement({ driver: "d1", tip }, tip);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: [6],
  },
  {
    name: "process in windows",
    keeps: "All elements of each key and window, until its end. `apply` is the older form, which learns less.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .process<string>((driver, { window }, elements, out) => {
            const tips = [...elements].map(({ tip }) => tip).sort((a, b) => a - b);
            out.collect(`${driver} until ${window.end}: ${tips}`);
          }),
      );
      for (const tip of [4, 9, 3]) harness.processElement({ driver: "d1", tip }, tip);
      const before = harness.numStateEntries();
      harness.processWatermark(59);
      return [harness.extractOutputValues(), before, harness.numStateEntries()];
    },
    gives: [["d1 until 60: 3,4,9"], 1, 0],
  },
  {
    name: "process with windowAll",
    keeps: "All elements of the window of the whole stream, in one subtask.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .windowAll(TumblingEventTimeWindows.of(60))
          .process<string>((_key, { window }, elements, out) =>
            out.collect(`${[...elements].map(({ driver }) => driver)} until ${window.end}`),
          ),
      );
      for (const driver of ["d1", "d2"]) harness.processElement({ driver, tip: 1 }, 10);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: ["d1,d2 until 60"],
  },
  {
    name: "reduce and process",
    keeps:
      "One reduced record for each key and window: the process function gets that one alone, and the window with it.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .reduce<string>(
            (a, b) => (a.tip > b.tip ? a : b),
            (driver, { window }, [best], out) => out.collect(`${driver} until ${window.end}: ${best.tip}`),
          ),
      );
      for (const tip of [4, 9, 3]) harness.processElement({ driver: "d1", tip }, tip);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: ["d1 until 60: 9"],
  },
  {
    name: "aggregate and process",
    keeps:
      "One accumulator for each key and window: the process function gets its result alone, and the window with it.",
    run: () => {
      const count: AggregateFunction<Fare, number, number> = {
        createAccumulator: () => 0,
        add: (_fare, sum) => sum + 1,
        getResult: (sum) => sum,
      };
      const named: ProcessWindowFunction<number, string, string> = (driver, { window }, [sum], out) =>
        out.collect(`${driver} until ${window.end}: ${sum} fares`);
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .aggregate(count, named),
      );
      for (const tip of [4, 9, 3]) harness.processElement({ driver: "d1", tip }, tip);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: ["d1 until 60: 3 fares"],
  },
  {
    name: "per-window and global state",
    keeps:
      "`windowState` belongs to one key and window, and has to be cleared in `clear`, which is called when the window goes; `globalState` belongs to the key over all its windows, until the function clears it.",
    run: () => {
      const firings = new ValueStateDescriptor<number>("firings", 0);
      const windows = new ValueStateDescriptor<number>("windows", 0);
      const harness = harnessForStream<Fare>((fares) =>
        fares
          .keyBy(({ driver }) => driver)
          .window(TumblingEventTimeWindows.of(60))
          .allowedLateness(30)
          .process<string>({
            process(driver, context, elements, out) {
              const [own, all] = [context.windowState().getState(firings), context.globalState().getState(windows)];
              if (own.value() === 0) all.update((all.value() ?? 0) + 1);
              own.update((own.value() ?? 0) + 1);
              out.collect(`${driver}, window ${all.value()}, firing ${own.value()}: ${[...elements].length}`);
            },
            clear: (context) => context.windowState().getState(firings).clear(),
          }),
      );
      harness.processElement({ driver: "d1", tip: 1 }, 0);
      harness.processWatermark(60);
      harness.processElement({ driver: "d1", tip: 2 }, 5);
      harness.processElement({ driver: "d1", tip: 4 }, 70);
      harness.processWatermark(200);
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [["d1, window 1, firing 1: 1", "d1, window 1, firing 2: 2", "d1, window 2, firing 1: 1"], 1],
  },
];
