/** Examples of timestamps, watermarks and timers. */
import { harnessForStream, ProcessFunctionTestHarnesses } from "../../../src/harness/index.ts";
import {
  type Collector,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type WatermarkGenerator,
  WatermarkStrategy,
} from "../../../src/index.ts";
import type { Example } from "../example.ts";

/** In the order of the page. */
export const TIME: readonly Example[] = [
  {
    name: "assignTimestampsAndWatermarks, with bounded disorder",
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
    name: "monotonous timestamps, or no watermarks",
    keeps: "The greatest timestamp, in memory only; without watermarks nothing.",
    run: () => {
      const watermarksOf = (strategy: WatermarkStrategy<number>) => {
        const harness = harnessForStream<number>((times) =>
          times.assignTimestampsAndWatermarks(strategy.withTimestampAssigner((at) => at)),
        );
        harness.processElement(100);
        harness.setProcessingTime(1000);
        return harness.takeOutput().flatMap((one) => (one.kind === "watermark" ? [one.timestampMs] : []));
      };
      return [
        watermarksOf(WatermarkStrategy.forMonotonousTimestamps()),
        watermarksOf(WatermarkStrategy.noWatermarks()),
      ];
    },
    gives: [[99], []],
  },
  {
    name: "punctuated watermarks, and a generator of your own",
    keeps:
      "What the generator remembers, in memory only. `onEvent` is called behind each record, `onPeriodicEmit` each `pipeline.auto-watermark-interval`.",
    run: () => {
      type Row = { readonly at: number; readonly endOfBatch: boolean };
      const punctuated: WatermarkGenerator<Row> = {
        onEvent(row, timestampMs, output) {
          if (row.endOfBatch) output.emitWatermark(timestampMs);
        },
        onPeriodicEmit() {},
      };
      const strategy = WatermarkStrategy.forGenerator<Row>(() => punctuated).withTimestampAssigner(({ at }) => at);
      const harness = harnessForStream<Row>((rows) => rows.assignTimestampsAndWatermarks(strategy));
      harness.processElement({ at: 10, endOfBatch: false });
      harness.processElement({ at: 20, endOfBatch: true });
      harness.processElement({ at: 30, endOfBatch: false });
      return harness.takeOutput().flatMap((one) => (one.kind === "watermark" ? [one.timestampMs] : []));
    },
    gives: [20],
  },
  {
    name: "idleness",
    keeps:
      "When the last record came, in memory only. An idle stream no longer holds back the watermark of what reads it.",
    run: () => {
      const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
        .withTimestampAssigner((at) => at)
        .withIdleness(1000);
      const harness = harnessForStream<number>((times) => times.assignTimestampsAndWatermarks(strategy));
      harness.processElement(100);
      for (let now = 200; now <= 2000; now += 200) harness.setProcessingTime(now);
      harness.processElement(200);
      harness.setProcessingTime(2201);
      return harness.takeOutput().map((one) => (one.kind === "status" ? (one.idle ? "idle" : "active") : one.kind));
    },
    gives: ["record", "watermark", "idle", "record", "active", "watermark"],
  },
  {
    name: "timers of event time",
    keeps: "One timer for each key and time, however often it is registered, until it fires or is deleted.",
    run: () => {
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, string, string>(
        new (class extends KeyedProcessFunction<string, string, string> {
          processElement(_word: string, context: KeyedProcessContext<string>): void {
            for (const at of [50, 50, 70]) context.timerService().registerEventTimeTimer(at);
            context.timerService().deleteEventTimeTimer(70);
          }

          override onTimer(at: number, context: OnTimerContext<string>, out: Collector<string>): void {
            out.collect(`${context.getCurrentKey()} at ${at}, watermark ${context.timerService().currentWatermark()}`);
          }
        })(),
        (word) => word,
      );
      harness.processElement("a", 10);
      const before = harness.numEventTimeTimers();
      harness.processWatermark(60);
      return [before, harness.extractOutputValues(), harness.numEventTimeTimers()];
    },
    gives: [1, ["a at 50, watermark 60"], 0],
  },
  {
    name: "timers of processing time",
    keeps:
      "The same, until it fires or `deleteProcessingTimeTimer` takes it away; one whose time passed while the job was down fires as soon as it runs again.",
    run: () => {
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction<string, string, string>(
        {
          open() {},
          close() {},
          processElement(_word, context) {
            const timers = context.timerService();
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 100);
          },
          onTimer: (at, context, out) =>
            out.collect(`${context.getCurrentKey()}: silent at ${at} (${context.timeDomain()})`),
        },
        (word) => word,
      );
      harness.setProcessingTime(50);
      harness.processElement("a");
      const snapshot = harness.snapshot();
      harness.open(snapshot, 1, 1000);
      return [harness.extractOutputValues(), harness.numProcessingTimeTimers()];
    },
    gives: [["a: silent at 150 (processing)"], 0],
  },
];
