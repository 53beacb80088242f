/** Rides within New York City. */
import type { DataStream } from "tidemark";
import { isInNYC } from "../taxi/geo-utils.ts";
import type { TaxiRide } from "../taxi/ride.ts";

export class NYCFilter {
  filter(ride: TaxiRide): boolean {
    return isInNYC(ride.startLon, ride.startLat) && isInNYC(ride.endLon, ride.endLat);
  }
}

/** @returns the rides that start and end in New York City */
export default function rideCleansing(rides: DataStream<TaxiRide>): DataStream<TaxiRide> {
  return rides.filter(new NYCFilter());
}
