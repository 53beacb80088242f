import { type DataStream, SlidingEventTimeWindows } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, MINUTE_MS, placeOf, toPopularPlace } from "./plumbing.ts";

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .keyBy(placeOf)
    .window(SlidingEventTimeWindows.of(15 * MINUTE_MS, 5 * MINUTE_MS))
    .aggregate(howMany, toPopularPlace);
