/**
 * Ride cleansing: keep the rides that start and end in New York City.
 *
 *   npx tidemark learn watch ride-cleansing
 */
import type { DataStream } from "tidemark";
import { MissingSolutionError } from "../course/missing-solution.ts";
import type { TaxiRide } from "../taxi/ride.ts";

export class NYCFilter {
  filter(_ride: TaxiRide): boolean {
    throw new MissingSolutionError();
  }
}

/** @returns the rides that start and end in New York City */
export default function rideCleansing(rides: DataStream<TaxiRide>): DataStream<TaxiRide> {
  return rides.filter(new NYCFilter());
}
