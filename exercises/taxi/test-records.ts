/** Rides and fares of test cases: only what a case is about is written down, the rest is plain. */
import type { EpochMs, TaxiFare, TaxiRide } from "./ride.ts";

/** A place as 32-bit floats, degrees. */
export interface Place {
  readonly lon: number;
  readonly lat: number;
}

/** A place. */
export function place(lon: number, lat: number): Place {
  return { lon: Math.fround(lon), lat: Math.fround(lat) };
}

/** In the middle of New York. */
export const PENN_STATION: Place = place(-73.9947, 40.750626);
/** The Museum of Modern Art: in New York, some streets away from the station. */
export const MOMA: Place = place(-73.9776, 40.7614);
/** Outside of New York. */
export const NORTH_POLE: Place = place(0, 90);
const NOWHERE = place(0, 0);

/** What a case may say of a ride. */
export interface RideFields {
  /** ms since 1970; default 0 */
  readonly at?: EpochMs;
  /** Default: 0° north, 0° east. */
  readonly from?: Place;
  readonly to?: Place;
  /** Default 0. */
  readonly driverId?: number;
}

/** The START event of a ride of one passenger in taxi 0. */
export function start(rideId: number, fields: RideFields = {}): TaxiRide {
  return event(rideId, true, fields);
}

/** The END event of a ride of one passenger in taxi 0. */
export function end(rideId: number, fields: RideFields = {}): TaxiRide {
  return event(rideId, false, fields);
}

function event(rideId: number, isStart: boolean, fields: RideFields): TaxiRide {
  const { at = 0, from = NOWHERE, to = from, driverId = 0 } = fields;
  return {
    rideId,
    isStart,
    eventTime: at,
    startLon: from.lon,
    startLat: from.lat,
    endLon: to.lon,
    endLat: to.lat,
    passengerCnt: 1,
    taxiId: 0,
    driverId,
  };
}

/** What a case may say of a fare. */
export interface FareFields {
  /** ms since 1970; default 0 */
  readonly at?: EpochMs;
  readonly driverId?: number;
  readonly tip?: number;
}

/** A fare of taxi 0 with all amounts 0, but for the tip that is given. */
export function fareOf(rideId: number, { at = 0, driverId = 0, tip = 0 }: FareFields = {}): TaxiFare {
  return {
    rideId,
    taxiId: 0,
    driverId,
    startTime: at,
    paymentType: "",
    tip: Math.fround(tip),
    tolls: 0,
    totalFare: 0,
  };
}
