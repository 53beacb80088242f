/** Milliseconds since 1970, UTC. */
export type EpochMs = number;

/** The start or the end of a taxi ride; both have the same `rideId`. Coordinates are 32-bit floats, in degrees. */
export interface TaxiRide {
  readonly rideId: number;
  readonly isStart: boolean;
  /** Time of this event: the start time of a START, the end time of an END. */
  readonly eventTime: EpochMs;
  readonly startLon: number;
  readonly startLat: number;
  readonly endLon: number;
  readonly endLat: number;
  readonly passengerCnt: number;
  readonly taxiId: number;
  readonly driverId: number;
}

/** What a ride cost; event time is `startTime`. Amounts are 32-bit floats, in dollars. */
export interface TaxiFare {
  readonly rideId: number;
  readonly taxiId: number;
  readonly driverId: number;
  readonly startTime: EpochMs;
  /** Empty in test cases. */
  readonly paymentType: "CASH" | "CARD" | "";
  readonly tip: number;
  readonly tolls: number;
  readonly totalFare: number;
}
