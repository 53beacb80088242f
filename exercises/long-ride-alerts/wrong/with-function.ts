import { type DataStream, type KeyedProcessFunction, WatermarkStrategy } from "tidemark";
import type { Pipeline } from "../../course/exercise.ts";
import type { TaxiRide } from "../../taxi/ride.ts";

export const MINUTE_MS = 60_000;
export const TWO_HOURS_MS = 120 * MINUTE_MS;

/** The pipeline of the exercise around a function that is wrong. */
export function withFunction(
  fn: KeyedProcessFunction<number, TaxiRide, number>,
  keyOf: (ride: TaxiRide) => number = (ride) => ride.rideId,
): Pipeline {
  const watermarks = WatermarkStrategy.forBoundedOutOfOrderness<TaxiRide>(MINUTE_MS).withTimestampAssigner(
    (ride) => ride.eventTime,
  );
  return (rides: DataStream<TaxiRide>) => rides.assignTimestampsAndWatermarks(watermarks).keyBy(keyOf).process(fn);
}
