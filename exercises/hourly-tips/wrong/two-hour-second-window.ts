import { type DataStream, TumblingEventTimeWindows } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, TIPS, tipsPerDriver } from "./plumbing.ts";

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  tipsPerDriver(fares)
    .windowAll(TumblingEventTimeWindows.of(2 * HOUR_MS))
    .maxBy(TIPS);
