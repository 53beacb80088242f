import { type DataStream, TumblingEventTimeWindows } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, isWithinNYC, MINUTE_MS, placeOf, toPopularPlace } from "./plumbing.ts";

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .filter(isWithinNYC)
    .keyBy(placeOf)
    .window(TumblingEventTimeWindows.of(15 * MINUTE_MS))
    .aggregate(howMany, toPopularPlace);
