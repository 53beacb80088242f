import { type DataStream, SlidingEventTimeWindows } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, isWithinNYC, MINUTE_MS, placeOf, toPopularPlace } from "./plumbing.ts";

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .filter(isWithinNYC)
    .keyBy(placeOf)
    .window(SlidingEventTimeWindows.of(5 * MINUTE_MS, 15 * MINUTE_MS))
    .aggregate(howMany, toPopularPlace);
