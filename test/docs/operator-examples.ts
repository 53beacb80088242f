/** One example for each operator; `docs/operators.md` shows their text, and a test runs them. */
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import {
  harnessForStream,
  inputStream,
  oneInputHarnessOf,
  ProcessFunctionTestHarnesses,
  twoInputHarnessOf,
} from "../../src/harness/index.ts";
import {
  AsyncDataStream,
  CountEvictor,
  CountTrigger,
  EventTimeSessionWindows,
  GlobalWindows,
  MapStateDescriptor,
  OutputTag,
  SlidingEventTimeWindows,
  StateTtlConfig,
  TumblingEventTimeWindows,
  Types,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "../../src/index.ts";

/** An operator, what it remembers, and a few lines that show it at work. */
export interface OperatorExample {
  readonly operator: string;
  /** What it keeps in state, and when that goes. */
  readonly keeps: string;
  readonly run: () => unknown;
  readonly gives: unknown;
}

interface Fare {
  readonly driver: string;
  readonly tip: number;
}

/** In the order of the page. */
export const OPERATOR_EXAMPLES: readonly OperatorExample[] = [
  {
    operator: "map",
    keeps: "Nothing.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) => fares.map((fare) => fare.tip));
      harness.processElement({ driver: "d1", tip: 4 });
      return harness.extractOutputValues();
    },
    gives: [4],
  },
  {
    operator: "filter",
    keeps: "Nothing.",
    run: () => {
      const harness = harnessForStream<Fare>((fares) => fares.filter((fare) => fare.tip > 0));
      harness.processElement({ driver: "d1", tip: 0 });
      harness.processElement({ driver: "d2", tip: 4 });
      return harness.extractOutputValues();
    },
    gives: [{ driver: "d2", tip: 4 }],
  },
  {
    operator: "flatMap",
    keeps: "Nothing.",
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
    operator: "process",
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
    operator: "assignTimestampsAndWatermarks",
    keeps: "The greatest timestamp, in memory only: after a restart it begins anew.",
    run: () => {
      const strategy = WatermarkStrategy.forBoundedOutOfOrderness<number>(5).withTimestampAssigner((at) => at);
      const harness = harnessForStream<number>((times) => times.assignTimestampsAndWatermarks(strategy));
      harness.processElement(100);
      harness.setProcessingTime(1000);
      return harness
        .takeOutput()
        .map(({ kind, timestampMs }: { kind: string; timestampMs?: number }) => [kind, timestampMs]);
    },
    gives: [
      ["record", 100],
      ["watermark", 94],
    ],
  },
  {
    operator: "keyBy with a composite key",
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
    operator: "keyBy and reduce",
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
    operator: "sum, min, max, minBy, maxBy",
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
    operator: "keyed process function",
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
    operator: "state with a time to live",
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
    operator: "tumbling windows",
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
    operator: "sliding windows",
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
    operator: "session windows",
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
    operator: "global windows with a trigger",
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
    operator: "count windows",
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
    operator: "windowAll",
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
    operator: "evictors",
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
    operator: "allowed lateness and late data",
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
  {
    operator: "join in windows",
    keeps: "All elements of both streams for each key and window, until its end.",
    run: () => {
      const env = new GraphEnvironment();
      const [fares, rides] = [inputStream<Fare>(env), inputStream<{ driver: string; km: number }>(env)];
      const joined = fares
        .join(rides)
        .where(({ driver }) => driver)
        .equalTo(({ driver }) => driver)
        .window(TumblingEventTimeWindows.of(60))
        .apply((fare, ride) => `${fare.driver}: ${fare.tip} for ${ride.km} km`);
      const harness = oneInputHarnessOf(joined);
      harness.open();
      harness.processElement({ input: 1, value: { driver: "d1", tip: 4 } }, 10);
      harness.processElement({ input: 2, value: { driver: "d1", km: 7 } }, 20);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: ["d1: 4 for 7 km"],
  },
  {
    operator: "coGroup in windows",
    keeps: "All elements of both streams for each key and window, until its end.",
    run: () => {
      const env = new GraphEnvironment();
      const [fares, rides] = [inputStream<Fare>(env), inputStream<{ driver: string; km: number }>(env)];
      const grouped = fares
        .coGroup(rides)
        .where(({ driver }) => driver)
        .equalTo(({ driver }) => driver)
        .window(TumblingEventTimeWindows.of(60))
        .apply<string>((ofFares, ofRides, out) => out.collect(`${[...ofFares].length} and ${[...ofRides].length}`));
      const harness = oneInputHarnessOf(grouped);
      harness.open();
      harness.processElement({ input: 1, value: { driver: "d1", tip: 4 } }, 10);
      harness.processWatermark(59);
      return harness.extractOutputValues();
    },
    gives: ["1 and 0"],
  },
  {
    operator: "intervalJoin",
    keeps: "Each element of either stream by its timestamp, until the watermark says that no partner can come.",
    run: () => {
      const env = new GraphEnvironment();
      const fares = inputStream<Fare>(env).keyBy(({ driver }) => driver);
      const rides = inputStream<{ driver: string; km: number }>(env).keyBy(({ driver }) => driver);
      const pairs = fares
        .intervalJoin(rides)
        .between(-10, 10)
        .process<string>({
          processElement: (fare, ride, context, out) =>
            out.collect(`${fare.tip} for ${ride.km} at ${context.getTimestamp()}`),
        });
      const harness = twoInputHarnessOf(pairs);
      harness.open();
      harness.processElement(1, { driver: "d1", tip: 4 }, 100);
      harness.processElement(2, { driver: "d1", km: 7 }, 105);
      harness.processElement(2, { driver: "d1", km: 9 }, 111);
      return harness.extractOutputValues();
    },
    gives: ["4 for 7 at 105"],
  },
  {
    operator: "connect and map",
    keeps: "Nothing.",
    run: () => {
      const env = new GraphEnvironment();
      const both = inputStream<number>(env).connect(inputStream<string>(env));
      const harness = twoInputHarnessOf(both.map({ map1: (n) => `number ${n}`, map2: (text) => `text ${text}` }));
      harness.open();
      harness.processElement(1, 7);
      harness.processElement(2, "x");
      return harness.extractOutputValues();
    },
    gives: ["number 7", "text x"],
  },
  {
    operator: "connect, keyBy and process",
    keeps:
      "What the function puts into its states, which both streams share; the watermark is the smaller one of both.",
    run: () => {
      let limit: ValueState<number>;
      const harness = ProcessFunctionTestHarnesses.forKeyedCoProcessFunction<string, Fare, Fare, number>(
        {
          open(context) {
            limit = context.getState(new ValueStateDescriptor<number>("limit"));
          },
          processElement1(fare, _context, out) {
            if (fare.tip > (limit.value() ?? 0)) out.collect(fare.tip);
          },
          processElement2(change) {
            limit.update(change.tip);
          },
        },
        ({ driver }) => driver,
        ({ driver }) => driver,
      );
      harness.processElement(2, { driver: "d1", tip: 5 });
      harness.processElement(1, { driver: "d1", tip: 4 });
      harness.processElement(1, { driver: "d1", tip: 6 });
      return harness.extractOutputValues();
    },
    gives: [6],
  },
  {
    operator: "broadcast state",
    keeps: "The broadcast map, a copy in each subtask, until the function removes from it; and keyed state as above.",
    run: () => {
      const rules = new MapStateDescriptor<string, number>("rules");
      const harness = ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction<string, Fare, number, string>(
        {
          processElement(fare, context, out) {
            const least = context.getBroadcastState(rules).get("least") ?? 0;
            if (fare.tip >= least) out.collect(fare.driver);
          },
          processBroadcastElement(least, context) {
            context.getBroadcastState(rules).put("least", least);
          },
        },
        ({ driver }) => driver,
        [rules],
      );
      harness.processElement(2, 5);
      harness.processElement(1, { driver: "d1", tip: 4 });
      harness.processElement(1, { driver: "d2", tip: 6 });
      return harness.extractOutputValues();
    },
    gives: ["d2"],
  },
  {
    operator: "asynchronous requests",
    keeps:
      "The elements that have no answer yet, until their results have left; after a restart they are asked for again.",
    run: () => {
      const harness = harnessForStream<number>((numbers) =>
        AsyncDataStream.orderedWait(
          numbers,
          { asyncInvoke: (n, future, calls) => calls.after(10 - n, () => future.complete([n * 100])) },
          1000,
          5,
        ),
      );
      harness.processElement(1);
      harness.processElement(8);
      harness.setProcessingTime(20);
      return harness.extractOutputValues();
    },
    gives: [100, 800],
  },
];
