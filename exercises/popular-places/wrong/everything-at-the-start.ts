import { type DataStream, SlidingEventTimeWindows } from "tidemark";
import { mapToGridCell } from "../../taxi/geo-utils.ts";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, isWithinNYC, MINUTE_MS, type Place, toPopularPlace } from "./plumbing.ts";

function startOf({ isStart, startLon, startLat }: TaxiRide): Place {
  return { cell: mapToGridCell(startLon, startLat), isStart };
}

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .filter(isWithinNYC)
    .keyBy(startOf)
    .window(SlidingEventTimeWindows.of(15 * MINUTE_MS, 5 * MINUTE_MS))
    .aggregate(howMany, toPopularPlace);
