/**
 * Fares for real rides. **They are not real**: the file holds no fares. Ride, taxi, driver and time are those of the real
 * ride; payment, tip, tolls and total are what the training's generator makes of the number of the ride.
 */
import { fare } from "../taxi/data-generator.ts";
import type { TaxiFare, TaxiRide } from "../taxi/ride.ts";

/** @param start the START event of the ride; a fare has its time */
export function derivedFare({ rideId, driverId, taxiId, eventTime }: TaxiRide): TaxiFare {
  return fare(rideId, driverId, taxiId, eventTime);
}
