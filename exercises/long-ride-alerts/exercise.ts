/**
 * Long ride alerts: tell the id of every ride that lasts more than two hours, once, and as early as you can know it.
 *
 *   npx tidemark learn watch long-ride-alerts
 */
import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
  WatermarkStrategy,
} from "tidemark";
import { MissingSolutionError } from "../course/missing-solution.ts";
import type { TaxiRide } from "../taxi/ride.ts";

const MINUTE_MS = 60_000;

export class AlertFunction extends KeyedProcessFunction<number, TaxiRide, number> {
  override open(_context: RuntimeContext): void {
    throw new MissingSolutionError();
  }

  override processElement(_ride: TaxiRide, _context: KeyedProcessContext<number>, _out: Collector<number>): void {}

  override onTimer(_timestampMs: number, _context: OnTimerContext<number>, _out: Collector<number>): void {}
}

/** @returns ids of rides that last more than two hours */
export default function longRideAlerts(rides: DataStream<TaxiRide>): DataStream<number> {
  const watermarks = WatermarkStrategy.forBoundedOutOfOrderness<TaxiRide>(MINUTE_MS).withTimestampAssigner(
    (ride) => ride.eventTime,
  );
  return rides
    .assignTimestampsAndWatermarks(watermarks)
    .keyBy((ride) => ride.rideId)
    .process(new AlertFunction());
}
