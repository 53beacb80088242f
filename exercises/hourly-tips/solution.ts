/** The best driver of each hour: first a sum for each driver and hour, then the greatest of the hour. */
import {
  type Collector,
  type DataStream,
  TumblingEventTimeWindows,
  WatermarkStrategy,
  type WindowContext,
} from "tidemark";
import type { TaxiFare } from "../taxi/ride.ts";

const HOUR_MS = 3_600_000;
/** Position of the sum in a row. */
const TIPS = 2;

/** The end of the hour (ms since 1970), the driver, and the sum of the tips in that hour as a 32-bit float. */
export type HourlyTip = readonly [endOfHour: number, driverId: number, tips: number];

/** The sum of one driver's tips. `ProcessWindowFunction<TaxiFare, HourlyTip, Long, TimeWindow>`. */
export class AddTips {
  process(driverId: number, context: WindowContext, fares: Iterable<TaxiFare>, out: Collector<HourlyTip>): void {
    let tips = 0;
    for (const { tip } of fares) tips = Math.fround(tips + tip);
    out.collect([context.window.end, driverId, tips]);
  }
}

/** @returns one row for each hour that has fares: the driver with the most tips */
export default function hourlyTips(fares: DataStream<TaxiFare>): DataStream<HourlyTip> {
  const watermarks = WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner(
    (fare) => fare.startTime,
  );
  return fares
    .assignTimestampsAndWatermarks(watermarks)
    .keyBy((fare) => fare.driverId)
    .window(TumblingEventTimeWindows.of(HOUR_MS))
    .process(new AddTips())
    .windowAll(TumblingEventTimeWindows.of(HOUR_MS))
    .maxBy(TIPS);
}
