import type { DataStream } from "tidemark";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";
import { EnrichmentFunction } from "../solution.ts";

export default (rides: DataStream<TaxiRide>, fares: DataStream<TaxiFare>): DataStream<RideAndFare> =>
  rides
    .filter((ride) => ride.isStart)
    .keyBy((ride) => ride.driverId)
    .connect(fares.keyBy((fare) => fare.driverId))
    .flatMap(new EnrichmentFunction());
