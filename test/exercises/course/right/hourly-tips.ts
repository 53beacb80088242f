/** Right programs for hourly tips whose shape is another one than the solution's. */
import {
  type AggregateFunction,
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type MapState,
  MapStateDescriptor,
  type OnTimerContext,
  type RuntimeContext,
  TumblingEventTimeWindows,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
  type WindowContext,
} from "tidemark";
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import type { HourlyTip } from "../../../../exercises/hourly-tips/solution.ts";
import type { TaxiFare } from "../../../../exercises/taxi/ride.ts";

type Fares = DataStream<TaxiFare>;
type Rows = Collector<HourlyTip>;

const HOUR_MS = 3_600_000;
const hours = () => TumblingEventTimeWindows.of(HOUR_MS);
const TIPS = 2;

const timed = (fares: Fares) =>
  fares.assignTimestampsAndWatermarks(
    WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner(({ startTime }) => startTime),
  );
const driverOf = ({ driverId }: TaxiFare) => driverId;
const endOfHour = (ms: number) => (Math.floor(ms / HOUR_MS) + 1) * HOUR_MS;
const greater = (a: HourlyTip, b: HourlyTip) => (b[TIPS] > a[TIPS] ? b : a);

const sumOfTips: AggregateFunction<TaxiFare, number, number> = {
  createAccumulator: () => 0,
  add: ({ tip }, sum) => Math.fround(sum + tip),
  getResult: (sum) => sum,
  merge: (a, b) => Math.fround(a + b),
};

function toRow(driverId: number, context: WindowContext, sums: Iterable<number>, out: Rows): void {
  for (const sum of sums) out.collect([context.window.end, driverId, sum]);
}

/** Sums by the end of the hour, and a timer for its last millisecond. */
class SumsWithTimers extends KeyedProcessFunction<number, TaxiFare, HourlyTip> {
  private sums!: MapState<number, number>;

  override open(context: RuntimeContext): void {
    this.sums = context.getMapState(new MapStateDescriptor<number, number>("sums"));
  }

  override processElement(fare: TaxiFare, context: KeyedProcessContext<number>): void {
    const end = endOfHour(fare.startTime);
    this.sums.put(end, Math.fround((this.sums.get(end) ?? 0) + fare.tip));
    context.timerService().registerEventTimeTimer(end - 1);
  }

  override onTimer(timestampMs: number, context: OnTimerContext<number>, out: Rows): void {
    const end = timestampMs + 1;
    out.collect([end, context.getCurrentKey(), this.sums.get(end) ?? 0]);
    this.sums.remove(end);
  }
}

/** The greatest of an hour, keyed by its end: told when no row of it can come any more. */
class BestWithTimer extends KeyedProcessFunction<number, HourlyTip, HourlyTip> {
  private best!: ValueState<HourlyTip>;

  override open(context: RuntimeContext): void {
    this.best = context.getState(new ValueStateDescriptor<HourlyTip>("best"));
  }

  override processElement(row: HourlyTip, context: KeyedProcessContext<number>): void {
    const best = this.best.value();
    this.best.update(best === null ? row : greater(best, row));
    context.timerService().registerEventTimeTimer(row[0] - 1);
  }

  override onTimer(_timestampMs: number, _context: OnTimerContext<number>, out: Rows): void {
    const best = this.best.value();
    if (best !== null) out.collect(best);
    this.best.clear();
  }
}

export const hourlyTips: Readonly<Record<string, Pipeline>> = {
  "sums as they come, with aggregate": (fares: Fares) =>
    timed(fares).keyBy(driverOf).window(hours()).aggregate(sumOfTips, toRow).windowAll(hours()).maxBy(TIPS),
  "rows from the beginning, and reduce in both stages": (fares: Fares) =>
    timed(fares)
      .map(({ startTime, driverId, tip }): HourlyTip => [endOfHour(startTime), driverId, tip])
      .keyBy(([, driverId]) => driverId)
      .window(hours())
      .reduce(([end, driverId, a], [, , b]): HourlyTip => [end, driverId, Math.fround(a + b)])
      .windowAll(hours())
      .reduce(greater),
  "the hours in the second stage as keys of windows": (fares: Fares) =>
    timed(fares)
      .keyBy(driverOf)
      .window(hours())
      .aggregate(sumOfTips, toRow)
      .keyBy(([end]) => end)
      .window(hours())
      .maxBy(TIPS),
  "timers in place of windows, in both stages": (fares: Fares) =>
    timed(fares)
      .keyBy(driverOf)
      .process(new SumsWithTimers())
      .name("sums")
      .keyBy(([end]) => end)
      .process(new BestWithTimer())
      .name("best"),
  "timers first, then a window": (fares: Fares) =>
    timed(fares).keyBy(driverOf).process(new SumsWithTimers()).windowAll(hours()).maxBy(TIPS),
  "one window over all fares, with the sums in a map of its own": (fares: Fares) =>
    timed(fares)
      .windowAll(hours())
      .process({
        process(_key: number, context: WindowContext, all: Iterable<TaxiFare>, out: Rows) {
          const sums = new Map<number, number>();
          for (const { driverId, tip } of all) sums.set(driverId, Math.fround((sums.get(driverId) ?? 0) + tip));
          const rows = [...sums].map(([driverId, tips]): HourlyTip => [context.window.end, driverId, tips]);
          out.collect(rows.reduce(greater));
        },
      }),
  "a few words more of names and uids, and the winner picked by hand": (fares: Fares) =>
    timed(fares)
      .uid("times")
      .keyBy(driverOf)
      .window(hours())
      .aggregate(sumOfTips, toRow)
      .name("sums")
      .uid("sums")
      .windowAll(hours())
      .process({
        process(_key: number, _context: WindowContext, rows: Iterable<HourlyTip>, out: Rows) {
          out.collect([...rows].reduce(greater));
        },
      })
      .uid("best"),
};
