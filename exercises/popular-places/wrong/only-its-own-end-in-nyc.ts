import { type DataStream, SlidingEventTimeWindows } from "tidemark";
import { isInNYC } from "../../taxi/geo-utils.ts";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, MINUTE_MS, placeOf, toPopularPlace } from "./plumbing.ts";

function happensInNYC({ isStart, startLon, startLat, endLon, endLat }: TaxiRide): boolean {
  return isStart ? isInNYC(startLon, startLat) : isInNYC(endLon, endLat);
}

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .filter(happensInNYC)
    .keyBy(placeOf)
    .window(SlidingEventTimeWindows.of(15 * MINUTE_MS, 5 * MINUTE_MS))
    .aggregate(howMany, toPopularPlace);
