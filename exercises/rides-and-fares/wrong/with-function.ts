import type { CoFlatMapFunction, DataStream } from "tidemark";
import type { Pipeline } from "../../course/exercise.ts";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";

/** The pipeline of the exercise around a function that is wrong. @param create called for each graph, as a program would */
export function withFunction(create: () => CoFlatMapFunction<TaxiRide, TaxiFare, RideAndFare>): Pipeline {
  return (rides: DataStream<TaxiRide>, fares: DataStream<TaxiFare>) =>
    rides
      .filter((ride) => ride.isStart)
      .keyBy((ride) => ride.rideId)
      .connect(fares.keyBy((fare) => fare.rideId))
      .flatMap(create());
}
