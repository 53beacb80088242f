import { type DataStream, TumblingEventTimeWindows } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, inEventTime, TIPS } from "./plumbing.ts";

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  inEventTime(fares)
    .keyBy((fare) => fare.driverId)
    .window(TumblingEventTimeWindows.of(HOUR_MS))
    .aggregate<number, number, HourlyTip>(
      { createAccumulator: () => 0, add: (fare, sum) => sum + fare.tip, getResult: (sum) => sum },
      (driverId, context, sums, out) => {
        for (const tips of sums) out.collect([context.window.end, driverId, tips]);
      },
    )
    .windowAll(TumblingEventTimeWindows.of(HOUR_MS))
    .maxBy(TIPS);
