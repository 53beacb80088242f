import { type DataStream, SlidingProcessingTimeWindows } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, isWithinNYC, MINUTE_MS, placeOf, toPopularPlace } from "./plumbing.ts";

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .filter(isWithinNYC)
    .keyBy(placeOf)
    .window(SlidingProcessingTimeWindows.of(15 * MINUTE_MS, 5 * MINUTE_MS))
    .aggregate(howMany, toPopularPlace);
