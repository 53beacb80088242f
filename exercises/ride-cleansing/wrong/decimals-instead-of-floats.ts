import type { DataStream } from "tidemark";
import { LAT_NORTH, LAT_SOUTH, LON_EAST, LON_WEST } from "../../taxi/geo-utils.ts";
import type { TaxiRide } from "../../taxi/ride.ts";

/** -73.69999694824219 looks like a mistake of the data: it is -73.7, of course. */
function tidy(degrees: number): number {
  return Number(degrees.toFixed(5));
}

function isInside(lon: number, lat: number): boolean {
  const x = tidy(lon);
  const y = tidy(lat);
  return x >= LON_WEST && x <= LON_EAST && y >= LAT_SOUTH && y <= LAT_NORTH;
}

export default (rides: DataStream<TaxiRide>): DataStream<TaxiRide> =>
  rides.filter((ride) => isInside(ride.startLon, ride.startLat) && isInside(ride.endLon, ride.endLat));
