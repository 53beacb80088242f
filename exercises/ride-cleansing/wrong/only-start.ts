import type { DataStream } from "tidemark";
import { isInNYC } from "../../taxi/geo-utils.ts";
import type { TaxiRide } from "../../taxi/ride.ts";

export default (rides: DataStream<TaxiRide>): DataStream<TaxiRide> =>
  rides.filter((ride) => isInNYC(ride.startLon, ride.startLat));
