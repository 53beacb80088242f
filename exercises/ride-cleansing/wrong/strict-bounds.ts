import type { DataStream } from "tidemark";
import { LAT_NORTH, LAT_SOUTH, LON_EAST, LON_WEST } from "../../taxi/geo-utils.ts";
import type { TaxiRide } from "../../taxi/ride.ts";

function isInside(lon: number, lat: number): boolean {
  return lon > LON_WEST && lon < LON_EAST && lat > LAT_SOUTH && lat < LAT_NORTH;
}

export default (rides: DataStream<TaxiRide>): DataStream<TaxiRide> =>
  rides.filter((ride) => isInside(ride.startLon, ride.startLat) && isInside(ride.endLon, ride.endLat));
