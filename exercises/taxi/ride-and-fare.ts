import type { TaxiFare, TaxiRide } from "./ride.ts";

/** The START event of a ride, and what the ride cost. */
export interface RideAndFare {
  readonly ride: TaxiRide;
  readonly fare: TaxiFare;
}
