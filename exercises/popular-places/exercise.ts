/**
 * Popular places: every five minutes, the places where many rides have begun or ended in the last fifteen.
 *
 *   npx tidemark learn watch popular-places
 */
import type { DataStream } from "tidemark";
import { MissingSolutionError } from "../course/missing-solution.ts";
import type { TaxiRide } from "../taxi/ride.ts";

// You will need isInNYC, mapToGridCell, getGridCellCenterLon and getGridCellCenterLat of "../taxi/geo-utils.ts".

/** So many events make a place popular. */
export const THRESHOLD = 2;

/** Middle of the cell (32-bit floats, degrees), end of the window (ms since 1970), departures or arrivals, how many. */
export type PopularPlace = readonly [lon: number, lat: number, windowEnd: number, isStart: boolean, count: number];

/** @returns a row for each cell and window in which enough rides began, and one for those in which enough ended */
export default function popularPlaces(_rides: DataStream<TaxiRide>): DataStream<PopularPlace> {
  throw new MissingSolutionError();
}
