/** Rides of more than two hours, each told once and as early as it can be known. */
import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "tidemark";
import type { TaxiRide } from "../taxi/ride.ts";

const MINUTE_MS = 60_000;
const TWO_HOURS_MS = 120 * MINUTE_MS;

export class AlertFunction extends KeyedProcessFunction<number, TaxiRide, number> {
  /** The event of the ride that came first. */
  private firstEvent!: ValueState<TaxiRide>;

  override open(context: RuntimeContext): void {
    this.firstEvent = context.getState(new ValueStateDescriptor<TaxiRide>("first event"));
  }

  override processElement(ride: TaxiRide, context: KeyedProcessContext<number>, out: Collector<number>): void {
    const first = this.firstEvent.value();
    if (first === null) {
      this.firstEvent.update(ride);
      if (ride.isStart) context.timerService().registerEventTimeTimer(ride.eventTime + TWO_HOURS_MS);
      return;
    }
    const [begin, finish] = ride.isStart ? [ride, first] : [first, ride];
    if (finish.eventTime - begin.eventTime > TWO_HOURS_MS) out.collect(ride.rideId);
    if (first.isStart) context.timerService().deleteEventTimeTimer(first.eventTime + TWO_HOURS_MS);
    this.firstEvent.clear();
  }

  override onTimer(_timestampMs: number, context: OnTimerContext<number>, out: Collector<number>): void {
    out.collect(context.getCurrentKey());
    this.firstEvent.clear();
  }
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
