/**
 * Taxi rides and fares out of nothing but their id, bit for bit those of the `DataGenerator` of Apache Flink's training.
 * Each field draws from a fresh generator, so the order in which fields are asked for does not matter.
 */
import { JavaRandom } from "./java-random.ts";
import type { EpochMs, TaxiFare, TaxiRide } from "./ride.ts";

/** Start of the first minute: 2020-01-01T12:00:00Z. */
export const BEGINNING: EpochMs = 1577880000000;
/** Event time between the starts of two rides, s. */
export const SECONDS_BETWEEN_RIDES = 20;
/** Drivers, each with a taxi. */
export const NUMBER_OF_DRIVERS = 200;
/** Ids of drivers begin here. */
export const DRIVER_ID_BASE = 2013000000;
/** The end location of a ride is the start location of this much later seed. */
const END_SEED_OFFSET = 42;

const f32 = Math.fround;
const LAT_MIN = f32(40.5 - 0.1);
const LAT_MAX = f32(41.0 + f32(0.1));
const LON_MIN = f32(-74.05 - 0.1);
const LON_MAX = f32(-73.7 + f32(0.1));

/** A whole number from a normal distribution, drawn again until it lies in [min, max]. Never −0. */
function boundedInteger(seed: number, min: number, max: number, mean: number, deviation: number): number {
  const random = new JavaRandom(seed);
  for (;;) {
    const value = Math.floor(deviation * random.nextGaussian() + mean + 0.5) + 0;
    if (value >= min && value <= max) return value;
  }
}

/** A 32-bit float from a normal distribution around the middle, drawn again until it lies in [min, max]. */
function boundedFloat(seed: number, min: number, max: number): number {
  const random = new JavaRandom(seed);
  const mean = f32(f32(min + max) / 2);
  const deviation = f32(f32(max - min) / 8);
  for (;;) {
    const value = f32(f32(deviation * random.nextGaussian()) + mean);
    if (value >= min && value <= max) return value;
  }
}

/** When a ride starts, ms. */
export function startTime(rideId: number): EpochMs {
  return BEGINNING + SECONDS_BETWEEN_RIDES * 1000 * rideId;
}

/** Length of a ride, minutes, 0 … 600. */
export function durationMinutes(rideId: number): number {
  return boundedInteger(rideId, 0, 600, 20, 40);
}

/** When a ride ends, ms. */
export function endTime(rideId: number): EpochMs {
  return startTime(rideId) + durationMinutes(rideId) * 60_000;
}

/** Who drives: `DRIVER_ID_BASE` and a number below 200. */
export function driverId(rideId: number): number {
  return DRIVER_ID_BASE + new JavaRandom(rideId).nextInt(NUMBER_OF_DRIVERS);
}

/** Every driver has a taxi of the same number. */
export function taxiId(rideId: number): number {
  return driverId(rideId);
}

/** The START event of a ride, or its END event. */
export function ride(rideId: number, isStart: boolean): TaxiRide {
  return {
    rideId,
    isStart,
    eventTime: isStart ? startTime(rideId) : endTime(rideId),
    startLon: boundedFloat(rideId, LON_MIN, LON_MAX),
    startLat: boundedFloat(rideId, LAT_MIN, LAT_MAX),
    endLon: boundedFloat(rideId + END_SEED_OFFSET, LON_MIN, LON_MAX),
    endLat: boundedFloat(rideId + END_SEED_OFFSET, LAT_MIN, LAT_MAX),
    passengerCnt: boundedInteger(rideId, 1, 4, 2.5, 0.375),
    taxiId: taxiId(rideId),
    driverId: driverId(rideId),
  };
}

/** The fare of a ride that is known otherwise: payment and amounts follow from `rideId`, the rest is given. */
export function fare(rideId: number, driver: number, taxi: number, startTimeMs: EpochMs): TaxiFare {
  const tip = boundedInteger(rideId, 0, 60, 10, 15);
  const tolls = rideId % 10 === 0 ? boundedInteger(rideId, 0, 5, 2.5, 0.625) : 0;
  return {
    rideId,
    taxiId: taxi,
    driverId: driver,
    startTime: startTimeMs,
    paymentType: rideId % 2 === 0 ? "CARD" : "CASH",
    tip: f32(tip),
    tolls: f32(tolls),
    totalFare: f32(3.0 + durationMinutes(rideId) + tip + tolls),
  };
}

/** The fare of a generated ride. */
export function generatedFare(rideId: number): TaxiFare {
  return fare(rideId, driverId(rideId), taxiId(rideId), startTime(rideId));
}
