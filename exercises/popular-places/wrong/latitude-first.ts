import { type DataStream, SlidingEventTimeWindows } from "tidemark";
import { mapToGridCell } from "../../taxi/geo-utils.ts";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, isWithinNYC, MINUTE_MS, type Place, toPopularPlace } from "./plumbing.ts";

function swapped({ isStart, startLon, startLat, endLon, endLat }: TaxiRide): Place {
  return { cell: isStart ? mapToGridCell(startLat, startLon) : mapToGridCell(endLat, endLon), isStart };
}

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .filter(isWithinNYC)
    .keyBy(swapped)
    .window(SlidingEventTimeWindows.of(15 * MINUTE_MS, 5 * MINUTE_MS))
    .aggregate(howMany, toPopularPlace);
