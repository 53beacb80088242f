import { type Collector, type DataStream, TumblingEventTimeWindows, type WindowContext } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, inEventTime, TIPS } from "./plumbing.ts";

const addTips = {
  process(driverId: number, context: WindowContext, fares: Iterable<TaxiFare>, out: Collector<HourlyTip>): void {
    let tips = 0;
    for (const { tip } of fares) tips = Math.fround(tips + tip);
    out.collect([context.window.start, driverId, tips]);
  },
};

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  inEventTime(fares)
    .keyBy((fare) => fare.driverId)
    .window(TumblingEventTimeWindows.of(HOUR_MS))
    .process(addTips)
    .windowAll(TumblingEventTimeWindows.of(HOUR_MS))
    .maxBy(TIPS);
