/** Examples of two streams or more. */
import { GraphEnvironment } from "../../../src/api/graph-environment.ts";
import {
  inputStream,
  oneInputHarnessOf,
  ProcessFunctionTestHarnesses,
  twoInputHarnessOf,
} from "../../../src/harness/index.ts";
import {
  MapStateDescriptor,
  OutputTag,
  TumblingEventTimeWindows,
  type ValueState,
  ValueStateDescriptor,
} from "../../../src/index.ts";
import type { Example, Fare } from "../example.ts";
import { runJob } from "../run-job.ts";

/** In the order of the page. */
export const TWO_STREAMS: readonly Example[] = [
  {
    name: "union",
    keeps: "Nothing; the watermark behind it is the smallest of all its streams.",
    run: () => {
      const run = runJob((env) => {
        const [odd, even] = [env.fromElements(1, 3), env.fromElements(2)];
        odd.union(even, env.fromElements(4)).print();
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["1", "2", "3", "4"],
  },
  {
    name: "connect and map",
    keeps:
      "Nothing; a rich function behind `keyBy` on both streams what it puts into its states, until it clears them.",
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
    name: "connect and flatMap",
    keeps:
      "Nothing; a rich function behind `keyBy` on both streams what it puts into its states, until it clears them.",
    run: () => {
      const env = new GraphEnvironment();
      const both = inputStream<number>(env).connect(inputStream<string>(env));
      const harness = twoInputHarnessOf(
        both.flatMap<string>({
          flatMap1(n, out) {
            if (n > 5) out.collect(`number ${n}`);
          },
          flatMap2(line, out) {
            for (const word of line.split(" ")) out.collect(word);
          },
        }),
      );
      harness.open();
      harness.processElement(1, 4);
      harness.processElement(1, 7);
      harness.processElement(2, "to be");
      return harness.extractOutputValues();
    },
    gives: ["number 7", "to", "be"],
  },
  {
    name: "connect and process",
    keeps: "Nothing; without keyBy a co-process function has neither keyed state nor timers, but side outputs.",
    run: () => {
      const log = new OutputTag<string>("log");
      const harness = ProcessFunctionTestHarnesses.forCoProcessFunction<number, string, number>({
        processElement1: (n, _context, out) => out.collect(n),
        processElement2: (line, context) => context.output(log, line),
      });
      harness.processElement(1, 7);
      harness.processElement(2, "x");
      return [harness.extractOutputValues(), harness.takeSideOutput().map(({ value }) => value)];
    },
    gives: [[7], ["x"]],
  },
  {
    name: "connect, keyBy and process",
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
    name: "broadcast and process",
    keeps: "The broadcast map, a copy in each subtask, until the function removes from it.",
    run: () => {
      const blocked = new MapStateDescriptor<string, boolean>("blocked");
      const harness = ProcessFunctionTestHarnesses.forBroadcastProcessFunction<string, string, string>(
        {
          processElement(driver, context, out) {
            if (!context.getBroadcastState(blocked).contains(driver)) out.collect(driver);
          },
          processBroadcastElement(driver, context) {
            context.getBroadcastState(blocked).put(driver, true);
          },
        },
        [blocked],
      );
      harness.processElement(2, "d1");
      harness.processElement(1, "d1");
      harness.processElement(1, "d2");
      return harness.extractOutputValues();
    },
    gives: ["d2"],
  },
  {
    name: "broadcast and keyed process",
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
    name: "broadcast in a job",
    keeps:
      "As above: `stream.broadcast(descriptor)` declares which states the function may ask for, and `connect` joins it to the other stream, keyed or not.",
    run: () => {
      const rates = new MapStateDescriptor<string, number>("rates");
      const run = runJob((env) => {
        const rate = env.fromElements(2).broadcast(rates);
        const fares = env.fromElements<Fare>({ driver: "d1", tip: 4 }).keyBy(({ driver }) => driver);
        const known = fares.connect(rate).process<string>({
          processElement: (fare, _context, out) => out.collect(`tip ${fare.tip}`),
          processBroadcastElement(value, context, out) {
            context.getBroadcastState(rates).put("now", value);
            out.collect(`rate ${[...context.getBroadcastState(rates).entries()]}`);
          },
        });
        known.print();
        env.execute();
      });
      return run.stdout().sort();
    },
    gives: ["rate now,2", "tip 4"],
  },
  {
    name: "join in windows",
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
    name: "coGroup in windows",
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
    name: "intervalJoin",
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
];
