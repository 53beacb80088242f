import { type Collector, type DataStream, TumblingEventTimeWindows, type WindowContext } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, inEventTime } from "./plumbing.ts";

const greatestTip = {
  process(_key: number, context: WindowContext, fares: Iterable<TaxiFare>, out: Collector<HourlyTip>): void {
    let best: TaxiFare | null = null;
    for (const fare of fares) if (best === null || fare.tip > best.tip) best = fare;
    if (best !== null) out.collect([context.window.end, best.driverId, best.tip]);
  },
};

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  inEventTime(fares).windowAll(TumblingEventTimeWindows.of(HOUR_MS)).process(greatestTip);
