import { type DataStream, type KeyedCoProcessFunction, OutputTag, WatermarkStrategy } from "tidemark";
import type { Pipeline } from "../../course/exercise.ts";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";

export const MINUTE_MS = 60_000;
export const unmatchedRides = new OutputTag<TaxiRide>("unmatchedRides");
export const unmatchedFares = new OutputTag<TaxiFare>("unmatchedFares");

/**
 * The pipeline of the exercise around a function that is wrong.
 *
 * @param create called for each graph, as a program would
 * @param isTaken the rides that the function gets
 */
export function withFunction(
  create: () => KeyedCoProcessFunction<number, TaxiRide, TaxiFare, RideAndFare>,
  isTaken: (ride: TaxiRide) => boolean = (ride) => ride.isStart,
): Pipeline {
  const rideTimes = WatermarkStrategy.forBoundedOutOfOrderness<TaxiRide>(MINUTE_MS).withTimestampAssigner(
    (ride) => ride.eventTime,
  );
  const fareTimes = WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner(
    (fare) => fare.startTime,
  );
  return (rides: DataStream<TaxiRide>, fares: DataStream<TaxiFare>) =>
    rides
      .assignTimestampsAndWatermarks(rideTimes)
      .filter(isTaken)
      .keyBy((ride) => ride.rideId)
      .connect(fares.assignTimestampsAndWatermarks(fareTimes).keyBy((fare) => fare.rideId))
      .process(create());
}
