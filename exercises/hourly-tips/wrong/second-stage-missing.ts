import type { DataStream } from "tidemark";
import type { TaxiFare } from "../../taxi/ride.ts";
import type { HourlyTip } from "../solution.ts";
import { tipsPerDriver } from "./plumbing.ts";

export default (fares: DataStream<TaxiFare>): DataStream<HourlyTip> => tipsPerDriver(fares);
