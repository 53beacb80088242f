/** Examples of one stream. */

import { GraphEnvironment } from "../../../src/api/graph-environment.ts";
import type { OneInputHarness } from "../../../src/harness/index.ts";
import { harnessForStream, ProcessFunctionTestHarnesses } from "../../../src/harness/index.ts";
import { OutputTag, Types, type ValueState, ValueStateDescriptor } from "../../../src/index.ts";
import type { Example, Fare } from "../example.ts";
import { runJob } from "../run-job.ts";

/** In the order of the page. */
export const ONE_STREAM: readonly Example[] = [
  {
    name: "map",
    keeps: "Nothing; a rich function behind `keyBy` what it puts into its states, until it clears them.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) => fares.map((fare) => fare.tip));
      harness.processElement({ driver: "d1", tip: 4 });
      return harness.extractOutputValues();
    },
    gives: [4],
  },
  {
    name: "filter",
    keeps: "Nothing; a rich function behind `keyBy` what it puts into its states, until it clears them.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) => fares.filter((fare) => fare.tip > 0));
      harness.processElement({ driver: "d1", tip: 0 });
      harness.processElement({ driver: "d2", tip: 4 });
      return harness.extractOutputValues();
    },
    gives: [{ driver: "d2", tip: 4 }],
  },
  {
    name: "flatMap",
    keeps: "Nothing; a rich function behind `keyBy` what it puts into its states, until it clears them.",
    run: () => {
      const harness = harnessForStream<string>((lines) =>
        lines.flatMap<string>({
          flatMap(line, out) {
            for (const word of line.split(" ")) out.collect(word);
          },
        }),
      );
      harness.processElement("to be or not");
      return harness.extractOutputValues();
    },
    gives: ["to", "be", "or", "not"],
  },
  {
    name: "process",
    keeps: "Nothing; without keyBy a process function has neither state nor timers, but side outputs.",
    run: () => {
      const generous = new OutputTag<string>("generous");
      const harness = ProcessFunctionTestHarnesses.forProcessFunction<Fare, number>({
        processElement(fare, context, out) {
          if (fare.tip > 10) context.output(generous, fare.driver);
          out.collect(fare.tip);
        },
      });
      harness.processElement({ driver: "d1", tip: 12 });
      return [harness.extractOutputValues(), harness.takeSideOutput().map(({ value }) => value)];
    },
    gives: [[12], ["d1"]],
  },
  {
    name: "side outputs",
    keeps:
      "Nothing. `getSideOutput` takes what any function of the process family sent to the tag by `context.output`.",
    run: () => {
      const generous = new OutputTag<string>("generous");
      const run = runJob((env) => {
        const fares = env.fromElements<Fare>({ driver: "d1", tip: 12 }, { driver: "d2", tip: 3 });
        const tips = fares.process<number>({
          processElement(fare, context, out) {
            if (fare.tip > 10) context.output(generous, fare.driver);
            else out.collect(fare.tip);
          },
        });
        tips.print("tip");
        tips.getSideOutput(generous).print("generous");
        env.execute();
      });
      return run.stdout();
    },
    gives: ["generous> d1", "tip> 3"],
  },
  {
    name: "keyBy with a composite key",
    keeps:
      "Nothing itself. Keys are equal by value. A declared type decides the hash, and with it the subtask, as in Java: `Types.TUPLE`, `Types.ROW` as Flink's, `Types.OBJECT` as a Java record of its fields in the order of their names; without one an array hashes as a `List` and an object as a `Map`. Arrays of Java and enums are refused, alone and in a tuple.",
    run: () => {
      const harness = harnessForStream<Fare>(
        (fares) =>
          fares
            .keyBy(({ driver, tip }) => [driver, tip > 10] as const, Types.TUPLE(Types.STRING, Types.BOOLEAN))
            .reduce((a, b) => ({ driver: a.driver, tip: a.tip + b.tip })),
        { keyType: Types.TUPLE(Types.STRING, Types.BOOLEAN), parallelism: 2 },
      );
      for (const tip of [4, 12, 3, 20]) harness.processElement({ driver: "d1", tip });
      return harness.extractOutputValues().map((fare) => (fare as Fare).tip);
    },
    gives: [4, 12, 7, 32],
  },
  {
    name: "keyBy and reduce",
    keeps: "The reduction so far of each key, for ever: nothing removes it.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) =>
        fares.keyBy(({ driver }) => driver).reduce((a, b) => ({ driver: a.driver, tip: a.tip + b.tip })),
      );
      harness.processElement({ driver: "d1", tip: 4 });
      harness.processElement({ driver: "d1", tip: 3 });
      return harness.extractOutputValues();
    },
    gives: [
      { driver: "d1", tip: 4 },
      { driver: "d1", tip: 7 },
    ],
  },
  {
    name: "sum, min, max, minBy, maxBy",
    keeps: "One record of each key, for ever: nothing removes it.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) => fares.keyBy(({ driver }) => driver).sum("tip"));
      harness.processElement({ driver: "d1", tip: 4 });
      harness.processElement({ driver: "d1", tip: 3 });
      return harness.extractOutputValues();
    },
    gives: [
      { driver: "d1", tip: 4 },
      { driver: "d1", tip: 7 },
    ],
  },
  {
    name: "min is not minBy",
    keeps:
      "One record of each key, for ever: with `min` the first one with its field changed, with `minBy` the least one whole.",
    run: () => {
      const trips = [
        { driver: "d1", km: 9, to: "airport" },
        { driver: "d1", km: 2, to: "station" },
      ];
      const lastOf = (harness: OneInputHarness) => {
        for (const trip of trips) harness.processElement(trip);
        return harness.extractOutputValues().at(-1);
      };
      type Trip = (typeof trips)[number];
      const min = harnessForStream<Trip>((stream) => stream.keyBy(({ driver }) => driver).min("km"));
      const minBy = harnessForStream<Trip>((stream) => stream.keyBy(({ driver }) => driver).minBy("km"));
      return [lastOf(min), lastOf(minBy)];
    },
    gives: [
      { driver: "d1", km: 2, to: "airport" },
      { driver: "d1", km: 2, to: "station" },
    ],
  },
  {
    name: "keyed process function",
    keeps: "What the function puts into its states, until it clears them; timers until they fire or are deleted.",
    run: () => {
      let count: ValueState<number>;
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, string, string>(
        {
          open(context) {
            count = context.getState(new ValueStateDescriptor<number>("count"));
          },
          close() {},
          processElement(_word, context) {
            count.update((count.value() ?? 0) + 1);
            context.timerService().registerEventTimeTimer(100);
          },
          onTimer(_atMs, context, out) {
            out.collect(`${context.getCurrentKey()}: ${count.value()}`);
            count.clear();
          },
        },
        (word) => word,
      );
      harness.processElement("a", 10);
      harness.processElement("a", 20);
      harness.processWatermark(100);
      return [harness.extractOutputValues(), harness.numStateEntries()];
    },
    gives: [["a: 2"], 0],
  },
  {
    name: "names that are gone",
    keeps:
      "Nothing. `iterate`, `split`, `select`, `fold`, `timeWindow`, `timeWindowAll`, `assignAscendingTimestamps`, `writeAsText`, `setStreamTimeCharacteristic`, `generateSequence` and `readTextFile` of older versions are errors for the compiler, and each says what to use instead.",
    run: () => {
      const env = new GraphEnvironment();
      const said = (call: () => unknown) => {
        try {
          call();
        } catch (error) {
          return (error as Error).message;
        }
      };
      const stream = env.fromElements(1);
      // @ts-expect-error: the compiler refuses it, too.
      return [said(() => stream.iterate()), said(() => stream.split()), said(() => stream.fold())];
    },
    gives: [
      "iterate is gone: send the records back through an outside system, such as a topic, and read them as a source.",
      "split is gone: use side outputs: process with context.output(tag, value), then getSideOutput(tag).",
      "fold is gone: use aggregate on windows, or a KeyedProcessFunction with a ValueState on a keyed stream.",
    ],
  },
];
