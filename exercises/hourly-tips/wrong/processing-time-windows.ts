import { type DataStream, TumblingProcessingTimeWindows } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import { AddTips, type HourlyTip } from "../solution.ts";
import { HOUR_MS, inEventTime, TIPS } from "./plumbing.ts";

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  inEventTime(fares)
    .keyBy((fare) => fare.driverId)
    .window(TumblingProcessingTimeWindows.of(HOUR_MS))
    .process(new AddTips())
    .windowAll(TumblingProcessingTimeWindows.of(HOUR_MS))
    .maxBy(TIPS);
