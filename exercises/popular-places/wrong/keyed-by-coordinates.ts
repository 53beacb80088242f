import { type Collector, type DataStream, SlidingEventTimeWindows, type WindowContext } from "tidemark";
import { mapToGridCell } from "../../taxi/geo-utils.ts";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, isWithinNYC, MINUTE_MS, rowOf, THRESHOLD } from "./plumbing.ts";

interface Point {
  readonly lon: number;
  readonly lat: number;
  readonly isStart: boolean;
}

function pointOf({ isStart, startLon, startLat, endLon, endLat }: TaxiRide): Point {
  return isStart ? { lon: startLon, lat: startLat, isStart } : { lon: endLon, lat: endLat, isStart };
}

function toBusyPlace(
  { lon, lat, isStart }: Point,
  context: WindowContext,
  counts: Iterable<number>,
  out: Collector<PopularPlace>,
): void {
  for (const count of counts)
    if (count >= THRESHOLD) out.collect(rowOf({ cell: mapToGridCell(lon, lat), isStart }, context.window.end, count));
}

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .filter(isWithinNYC)
    .keyBy(pointOf)
    .window(SlidingEventTimeWindows.of(15 * MINUTE_MS, 5 * MINUTE_MS))
    .aggregate(howMany, toBusyPlace);
