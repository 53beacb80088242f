/** Events of each driver so far. */
import type { DataStream } from "tidemark";
import type { TaxiRide } from "../taxi/ride.ts";

/** Position of the count in a row. */
const COUNT = 1;

/** A driver, and how many events of his there have been. */
export type DriverCount = readonly [driverId: number, count: number];

/** @returns for each event its driver, and the number of his events so far */
export default function rideCount(rides: DataStream<TaxiRide>): DataStream<DriverCount> {
  return rides
    .map((ride): DriverCount => [ride.driverId, 1])
    .keyBy(([driverId]) => driverId)
    .sum(COUNT);
}
