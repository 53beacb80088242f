import { type DataStream, TumblingEventTimeWindows } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { HOUR_MS, TIPS, tipsPerDriver } from "./plumbing.ts";

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> =>
  tipsPerDriver(fares).windowAll(TumblingEventTimeWindows.of(HOUR_MS)).max(TIPS);
