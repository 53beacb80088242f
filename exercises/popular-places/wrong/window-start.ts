import { type Collector, type DataStream, SlidingEventTimeWindows, type WindowContext } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";
import { howMany, isWithinNYC, MINUTE_MS, type Place, placeOf, rowOf, THRESHOLD } from "./plumbing.ts";

function toBusyPlace(
  place: Place,
  context: WindowContext,
  counts: Iterable<number>,
  out: Collector<PopularPlace>,
): void {
  for (const count of counts) if (count >= THRESHOLD) out.collect(rowOf(place, context.window.start, count));
}

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides
    .filter(isWithinNYC)
    .keyBy(placeOf)
    .window(SlidingEventTimeWindows.of(15 * MINUTE_MS, 5 * MINUTE_MS))
    .aggregate(howMany, toBusyPlace);
