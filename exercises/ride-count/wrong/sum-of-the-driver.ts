import type { DataStream } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { DriverCount } from "../solution.ts";

export default (rides: DataStream<TaxiRide>): DataStream<DriverCount> =>
  rides
    .map((ride): DriverCount => [ride.driverId, 1])
    .keyBy(([driverId]) => driverId)
    .sum(0);
