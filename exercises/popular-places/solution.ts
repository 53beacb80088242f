/** Places where many rides begin or end: a count for each cell of the grid in windows that overlap. */
import {
  type AggregateFunction,
  type Collector,
  type DataStream,
  SlidingEventTimeWindows,
  type WindowContext,
} from "tidemark";
import { getGridCellCenterLat, getGridCellCenterLon, isInNYC, mapToGridCell } from "../taxi/geo-utils.ts";
import type { TaxiRide } from "../taxi/ride.ts";

const MINUTE_MS = 60_000;
/** So many events make a place popular. */
const THRESHOLD = 2;

/** Middle of the cell (32-bit floats, degrees), end of the window (ms since 1970), departures or arrivals, how many. */
export type PopularPlace = readonly [lon: number, lat: number, windowEnd: number, isStart: boolean, count: number];

/** Where it happened, and whether it was a departure. */
interface Place {
  readonly cell: number;
  readonly isStart: boolean;
}

/** A START happens where the ride begins, an END where it ends. */
function placeOf({ isStart, startLon, startLat, endLon, endLat }: TaxiRide): Place {
  return { cell: isStart ? mapToGridCell(startLon, startLat) : mapToGridCell(endLon, endLat), isStart };
}

const howMany: AggregateFunction<TaxiRide, number, number> = {
  createAccumulator: () => 0,
  add: (_ride, count) => count + 1,
  getResult: (count) => count,
  merge: (a, b) => a + b,
};

function toPopularPlace(
  { cell, isStart }: Place,
  context: WindowContext,
  counts: Iterable<number>,
  out: Collector<PopularPlace>,
): void {
  for (const count of counts)
    if (count >= THRESHOLD)
      out.collect([getGridCellCenterLon(cell), getGridCellCenterLat(cell), context.window.end, isStart, count]);
}

/** @returns a row for each cell and window in which enough rides began, and one for those in which enough ended */
export default function popularPlaces(rides: DataStream<TaxiRide>): DataStream<PopularPlace> {
  return rides
    .filter(({ startLon, startLat, endLon, endLat }) => isInNYC(startLon, startLat) && isInNYC(endLon, endLat))
    .keyBy(placeOf)
    .window(SlidingEventTimeWindows.of(15 * MINUTE_MS, 5 * MINUTE_MS))
    .aggregate(howMany, toPopularPlace);
}
