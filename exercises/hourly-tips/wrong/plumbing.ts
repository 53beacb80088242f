/** What the wrong solutions do right. */
import {
  type DataStream,
  type SingleOutputStreamOperator,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import { AddTips, type HourlyTip } from "../solution.ts";

export const HOUR_MS = 3_600_000;
/** Position of the sum in a row. */
export const TIPS = 2;

/** With timestamps and watermarks. */
export function inEventTime(fares: DataStream<TaxiFare>): DataStream<TaxiFare> {
  return fares.assignTimestampsAndWatermarks(
    WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner((fare) => fare.startTime),
  );
}

/** The first stage: a sum for each driver and hour. */
export function tipsPerDriver(fares: DataStream<TaxiFare>): SingleOutputStreamOperator<HourlyTip> {
  return inEventTime(fares)
    .keyBy((fare) => fare.driverId)
    .window(TumblingEventTimeWindows.of(HOUR_MS))
    .process(new AddTips());
}
