import { type DataStream, TumblingEventTimeWindows, WatermarkStrategy } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import { AddTips, type HourlyTip } from "../solution.ts";
import { HOUR_MS, TIPS } from "./plumbing.ts";

const MINUTE_MS = 60_000;

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  fares
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner(
        (fare) => Math.round(fare.startTime / MINUTE_MS) * MINUTE_MS,
      ),
    )
    .keyBy((fare) => fare.driverId)
    .window(TumblingEventTimeWindows.of(HOUR_MS))
    .process(new AddTips())
    .windowAll(TumblingEventTimeWindows.of(HOUR_MS))
    .maxBy(TIPS);
