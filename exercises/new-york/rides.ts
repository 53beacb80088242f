/** Real rides for the exercises, out of `exercises/data/nycTaxiRides.gz`: read when a case asks for them, and then kept. */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { parseRide } from "../taxi/parse-ride.ts";
import type { TaxiRide } from "../taxi/ride.ts";

/** Seen from the sources, and from what is built of them in `dist`. */
const PLACES = ["../data/nycTaxiRides.gz", "../../../exercises/data/nycTaxiRides.gz"];
const slices = new Map<number, readonly TaxiRide[]>();

/**
 * All events of the drivers whose number can be divided by this one, in the order of the file, which is that of their times.
 * With 20 they are 4,846 of the 100,000 events, of 524 drivers. Throws if the file is gone or a line of it is none.
 *
 * @param n 1: all drivers
 */
export function eventsOfEveryNthDriver(n: number): readonly TaxiRide[] {
  let slice = slices.get(n);
  if (slice === undefined) {
    slice = lines()
      .filter((line) => driverIn(line) % n === 0)
      .map(rideIn);
    slices.set(n, slice);
  }
  return slice;
}

function lines(): string[] {
  const places = PLACES.map((place) => new URL(place, import.meta.url));
  const file = places.find((place) => existsSync(place)) ?? places[0];
  const all = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  if (all.at(-1) === "") all.pop();
  return all;
}

/** The driver is the last field. */
function driverIn(line: string): number {
  return Number(line.slice(line.lastIndexOf(",") + 1));
}

function rideIn(line: string): TaxiRide {
  const parsed = parseRide(line);
  if (!parsed.ok) throw new Error(`exercises/data/nycTaxiRides.gz has a line that is no ride: ${parsed.reason}`);
  return parsed.ride;
}
