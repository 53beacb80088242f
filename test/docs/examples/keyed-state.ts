/** Examples of state of a key. */
import { harnessForStream, ProcessFunctionTestHarnesses } from "../../../src/harness/index.ts";
import {
  type AggregateFunction,
  type AggregatingState,
  AggregatingStateDescriptor,
  type ListState,
  ListStateDescriptor,
  type MapState,
  MapStateDescriptor,
  type ReducingState,
  ReducingStateDescriptor,
  type RuntimeContext,
  StateTtlConfig,
  Types,
  type ValueState,
  ValueStateDescriptor,
} from "../../../src/index.ts";
import type { Example, Fare } from "../example.ts";

/** In the order of the page. */
export const KEYED_STATE: readonly Example[] = [
  {
    name: "rich functions and RuntimeContext",
    keeps:
      "What `open` opens by the `RuntimeContext`; behind `keyBy` every rich function may have keyed state. `open` runs once an attempt, before the first record, `close` at its end.",
    run: () => {
      let [place, count]: [string, ValueState<number> | null] = ["", null];
      const harness = harnessForStream<string>((words) =>
        words
          .keyBy((word) => word)
          .map({
            open(context: RuntimeContext) {
              const { indexOfThisSubtask, numberOfParallelSubtasks, attemptNumber } = context;
              place = `subtask ${indexOfThisSubtask + 1} of ${numberOfParallelSubtasks}, attempt ${attemptNumber}`;
              count = context.getState(new ValueStateDescriptor<number>("count", 0));
            },
            map(word: string) {
              count?.update((count.value() ?? 0) + 1);
              return `${place}: ${word} ${count?.value()}`;
            },
          }),
      );
      for (const word of ["a", "b", "a"]) harness.processElement(word);
      return harness.extractOutputValues();
    },
    gives: ["subtask 1 of 1, attempt 0: a 1", "subtask 1 of 1, attempt 0: b 1", "subtask 1 of 1, attempt 0: a 2"],
  },
  {
    name: "value state",
    keeps: "One value for each key, until `clear` or `update(null)`.",
    run: () => {
      let best: ValueState<number>;
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, Fare, string>(
        {
          open(context) {
            best = context.getState(new ValueStateDescriptor<number>("best", Types.INT, 0));
          },
          close() {},
          onTimer() {},
          processElement(fare, _context, out) {
            if (fare.tip <= (best.value() ?? 0)) return;
            best.update(fare.tip);
            out.collect(`best so far ${fare.tip}`);
          },
        },
        ({ driver }) => driver,
      );
      for (const tip of [4, 3, 9]) harness.processElement({ driver: "d1", tip });
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [["best so far 4", "best so far 9"], 1],
  },
  {
    name: "list state",
    keeps: "A list for each key, in order of addition, until `clear` or `update([])`.",
    run: () => {
      let tips: ListState<number>;
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, Fare, string>(
        {
          open(context) {
            tips = context.getListState(new ListStateDescriptor<number>("tips"));
          },
          close() {},
          onTimer() {},
          processElement(fare, _context, out) {
            tips.add(fare.tip);
            const all = [...tips.get()];
            if (all.length < 3) return;
            out.collect(`three tips: ${all}`);
            tips.clear();
          },
        },
        ({ driver }) => driver,
      );
      for (const tip of [4, 3, 9, 1]) harness.processElement({ driver: "d1", tip });
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [["three tips: 4,3,9"], 1],
  },
  {
    name: "map state",
    keeps: "A map for each key; an entry goes with `remove`, all of them with `clear`. It is counted by its entries.",
    run: () => {
      let tips: MapState<number, number>;
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, Fare, string>(
        {
          open(context) {
            tips = context.getMapState(new MapStateDescriptor<number, number>("count of each tip"));
          },
          close() {},
          onTimer() {},
          processElement({ tip }, _context, out) {
            tips.put(tip, (tips.get(tip) ?? 0) + 1);
            if (tip === 0) tips.remove(0);
            out.collect([...tips.entries()].map(([value, count]) => `${value} x ${count}`).join(", "));
          },
        },
        ({ driver }) => driver,
      );
      for (const tip of [4, 9, 0, 4]) harness.processElement({ driver: "d1", tip });
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [["4 x 1", "4 x 1, 9 x 1", "4 x 1, 9 x 1", "4 x 2, 9 x 1"], 1],
  },
  {
    name: "reducing state",
    keeps: "One reduced value for each key, until `clear`.",
    run: () => {
      let sum: ReducingState<number>;
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, Fare, string>(
        {
          open(context) {
            sum = context.getReducingState(new ReducingStateDescriptor<number>("sum", (a, b) => a + b));
          },
          close() {},
          onTimer() {},
          processElement(fare, _context, out) {
            sum.add(fare.tip);
            out.collect(`sum ${sum.get()}`);
          },
        },
        ({ driver }) => driver,
      );
      for (const tip of [4, 3]) harness.processElement({ driver: "d1", tip });
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [["sum 4", "sum 7"], 1],
  },
  {
    name: "aggregating state",
    keeps: "One accumulator for each key, until `clear`; what is read is the result of it.",
    run: () => {
      let average: AggregatingState<number, number>;
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, Fare, string>(
        {
          open(context) {
            const fn: AggregateFunction<number, readonly [sum: number, count: number], number> = {
              createAccumulator: () => [0, 0],
              add: (tip, [sum, count]) => [sum + tip, count + 1],
              getResult: ([sum, count]) => sum / count,
            };
            average = context.getAggregatingState(new AggregatingStateDescriptor("average", fn));
          },
          close() {},
          onTimer() {},
          processElement(fare, _context, out) {
            average.add(fare.tip);
            out.collect(`average ${average.get()}`);
          },
        },
        ({ driver }) => driver,
      );
      for (const tip of [4, 6]) harness.processElement({ driver: "d1", tip });
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [["average 4", "average 5"], 1],
  },
  {
    name: "state with a time to live",
    keeps:
      "Each value until it was not touched for as long; it goes when it is read, or a little at a time in the background.",
    run: () => {
      const config = StateTtlConfig.newBuilder(1000).neverReturnExpired().build();
      const descriptor = new ValueStateDescriptor<boolean>("seen").enableTimeToLive(config);
      let seen: ValueState<boolean>;
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, string, string>(
        {
          open(context) {
            seen = context.getState(descriptor);
          },
          close() {},
          onTimer() {},
          processElement(word, _context, out) {
            if (seen.value() === null) out.collect(word);
            seen.update(true);
          },
        },
        (word) => word,
      );
      harness.processElement("a");
      harness.processElement("a");
      harness.setTtlTime(1000);
      harness.processElement("a");
      return harness.extractOutputValues();
    },
    gives: ["a", "a"],
  },
  {
    name: "options of a time to live",
    keeps:
      "`updateTtlOnReadAndWrite` lets a read begin the time anew (default `updateTtlOnCreateAndWrite`); `returnExpiredIfNotCleanedUp` shows what has expired as long as it is there (default `neverReturnExpired`); `cleanupFullSnapshot` leaves it out of checkpoints, `cleanupIncrementally` removes it a few entries at a time, `disableCleanupInBackground` only when it is read.",
    run: () => {
      const seenAt = (config: StateTtlConfig) => {
        const descriptor = new ValueStateDescriptor<boolean>("seen").enableTimeToLive(config);
        let seen: ValueState<boolean>;
        const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, string, boolean>(
          {
            open(context) {
              seen = context.getState(descriptor);
            },
            close() {},
            onTimer() {},
            processElement(_word, _context, out) {
              out.collect(seen.value() ?? false);
              if (seen.value() === null) seen.update(true);
            },
          },
          (word) => word,
        );
        for (const now of [0, 600, 1200, 1800]) {
          harness.setTtlTime(now);
          harness.processElement("a");
        }
        return harness.extractOutputValues();
      };
      const builder = () => StateTtlConfig.newBuilder(1000).cleanupFullSnapshot().disableCleanupInBackground();
      return [
        seenAt(builder().updateTtlOnCreateAndWrite().neverReturnExpired().build()),
        seenAt(builder().updateTtlOnReadAndWrite().build()),
        seenAt(builder().returnExpiredIfNotCleanedUp().cleanupIncrementally(10, true).build()),
      ];
    },
    gives: [
      [false, true, false, true],
      [false, true, true, true],
      [false, true, true, true],
    ],
  },
];
