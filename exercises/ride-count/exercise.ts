/**
 * Ride count: how many events of each driver there have been so far.
 *
 *   npx tidemark learn watch ride-count
 */
import type { DataStream } from "tidemark";
import { MissingSolutionError } from "../course/missing-solution.ts";
import type { TaxiRide } from "../taxi/ride.ts";

/** A driver, and how many events of his there have been. */
export type DriverCount = readonly [driverId: number, count: number];

/** @returns for each event its driver, and the number of his events so far */
export default function rideCount(_rides: DataStream<TaxiRide>): DataStream<DriverCount> {
  throw new MissingSolutionError();
}
