/**
 * Rides and fares: bring each ride together with its fare.
 *
 *   npx tidemark learn watch rides-and-fares
 */
import type { CoFlatMapFunction, Collector, DataStream, RuntimeContext } from "tidemark";
import { MissingSolutionError } from "../course/missing-solution.ts";
import type { TaxiFare, TaxiRide } from "../taxi/ride.ts";
import type { RideAndFare } from "../taxi/ride-and-fare.ts";

export class EnrichmentFunction implements CoFlatMapFunction<TaxiRide, TaxiFare, RideAndFare> {
  open(_context: RuntimeContext): void {
    throw new MissingSolutionError();
  }

  flatMap1(_ride: TaxiRide, _out: Collector<RideAndFare>): void {}

  flatMap2(_fare: TaxiFare, _out: Collector<RideAndFare>): void {}
}

/** @returns the start of each ride with its fare */
export default function ridesAndFares(
  rides: DataStream<TaxiRide>,
  fares: DataStream<TaxiFare>,
): DataStream<RideAndFare> {
  return rides
    .filter((ride) => ride.isStart)
    .keyBy((ride) => ride.rideId)
    .connect(fares.keyBy((fare) => fare.rideId))
    .flatMap(new EnrichmentFunction())
    .name("enrichment")
    .uid("enrichment");
}
