import {
  type Collector,
  type DataStream,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
  type WindowContext,
} from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, inEventTime, TIPS } from "./plumbing.ts";

const addTips = {
  process(driverId: number, context: WindowContext, fares: Iterable<TaxiFare>, out: Collector<HourlyTip>): void {
    const sum = context.globalState().getState(new ValueStateDescriptor<number>("tips", 0));
    for (const { tip } of fares) sum.update(Math.fround((sum.value() ?? 0) + tip));
    out.collect([context.window.end, driverId, sum.value() ?? 0]);
  },
};

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  inEventTime(fares)
    .keyBy((fare) => fare.driverId)
    .window(TumblingEventTimeWindows.of(HOUR_MS))
    .process(addTips)
    .windowAll(TumblingEventTimeWindows.of(HOUR_MS))
    .maxBy(TIPS);
