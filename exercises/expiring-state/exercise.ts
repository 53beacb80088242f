/**
 * Expiring state: each ride with its fare; what stays alone leaves by a side output when the watermark reaches its time.
 *
 *   npx tidemark learn watch expiring-state
 */
import {
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type OnTimerContext,
  OutputTag,
  type RuntimeContext,
  type SingleOutputStreamOperator,
  WatermarkStrategy,
} from "tidemark";
import { MissingSolutionError } from "../course/missing-solution.ts";
import type { TaxiFare, TaxiRide } from "../taxi/ride.ts";
import type { RideAndFare } from "../taxi/ride-and-fare.ts";

const MINUTE_MS = 60_000;

export const unmatchedRides = new OutputTag<TaxiRide>("unmatchedRides");
export const unmatchedFares = new OutputTag<TaxiFare>("unmatchedFares");

export class EnrichmentFunction implements KeyedCoProcessFunction<number, TaxiRide, TaxiFare, RideAndFare> {
  open(_context: RuntimeContext): void {
    throw new MissingSolutionError();
  }

  processElement1(_ride: TaxiRide, _context: KeyedProcessContext<number>, _out: Collector<RideAndFare>): void {}

  processElement2(_fare: TaxiFare, _context: KeyedProcessContext<number>, _out: Collector<RideAndFare>): void {}

  onTimer(_timestampMs: number, _context: OnTimerContext<number>, _out: Collector<RideAndFare>): void {}
}

/** @returns the start of each ride with its fare, and two side outputs of what is without partner */
export default function expiringState(
  rides: DataStream<TaxiRide>,
  fares: DataStream<TaxiFare>,
): SingleOutputStreamOperator<RideAndFare> {
  const rideTimes = WatermarkStrategy.forBoundedOutOfOrderness<TaxiRide>(MINUTE_MS).withTimestampAssigner(
    (ride) => ride.eventTime,
  );
  const fareTimes = WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner(
    (fare) => fare.startTime,
  );
  return rides
    .assignTimestampsAndWatermarks(rideTimes)
    .filter((ride) => ride.isStart)
    .keyBy((ride) => ride.rideId)
    .connect(fares.assignTimestampsAndWatermarks(fareTimes).keyBy((fare) => fare.rideId))
    .process(new EnrichmentFunction());
}
