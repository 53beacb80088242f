import type { DataStream } from "tidemark";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";
import { EnrichmentFunction } from "../solution.ts";

export default (rides: DataStream<TaxiRide>, fares: DataStream<TaxiFare>): DataStream<RideAndFare> =>
  rides
    .keyBy((ride) => ride.rideId)
    .connect(fares.keyBy((fare) => fare.rideId))
    .flatMap(new EnrichmentFunction());
