import { type DataStream, TumblingEventTimeWindows } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import { AddTips, type HourlyTip } from "../solution.ts";
import { HOUR_MS, TIPS } from "./plumbing.ts";

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  fares
    .keyBy((fare) => fare.driverId)
    .window(TumblingEventTimeWindows.of(HOUR_MS))
    .process(new AddTips())
    .windowAll(TumblingEventTimeWindows.of(HOUR_MS))
    .maxBy(TIPS);
