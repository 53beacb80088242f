/** Each ride with its fare; what stays alone leaves by a side output as soon as its partner cannot come any more. */
import {
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type OnTimerContext,
  OutputTag,
  type RuntimeContext,
  type SingleOutputStreamOperator,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "tidemark";
import type { TaxiFare, TaxiRide } from "../taxi/ride.ts";
import type { RideAndFare } from "../taxi/ride-and-fare.ts";

const MINUTE_MS = 60_000;

export const unmatchedRides = new OutputTag<TaxiRide>("unmatchedRides");
export const unmatchedFares = new OutputTag<TaxiFare>("unmatchedFares");

export class EnrichmentFunction implements KeyedCoProcessFunction<number, TaxiRide, TaxiFare, RideAndFare> {
  /** The ride that waits for its fare. */
  private rideState!: ValueState<TaxiRide>;
  /** The fare that waits for its ride. */
  private fareState!: ValueState<TaxiFare>;

  open(context: RuntimeContext): void {
    this.rideState = context.getState(new ValueStateDescriptor<TaxiRide>("saved ride"));
    this.fareState = context.getState(new ValueStateDescriptor<TaxiFare>("saved fare"));
  }

  processElement1(ride: TaxiRide, context: KeyedProcessContext<number>, out: Collector<RideAndFare>): void {
    const fare = this.fareState.value();
    if (fare === null) {
      this.rideState.update(ride);
      // The fare has the same time: when the watermark is there, it will not come any more.
      context.timerService().registerEventTimeTimer(ride.eventTime);
      return;
    }
    this.fareState.clear();
    context.timerService().deleteEventTimeTimer(fare.startTime);
    out.collect({ ride, fare });
  }

  processElement2(fare: TaxiFare, context: KeyedProcessContext<number>, out: Collector<RideAndFare>): void {
    const ride = this.rideState.value();
    if (ride === null) {
      this.fareState.update(fare);
      context.timerService().registerEventTimeTimer(fare.startTime);
      return;
    }
    this.rideState.clear();
    context.timerService().deleteEventTimeTimer(ride.eventTime);
    out.collect({ ride, fare });
  }

  onTimer(_timestampMs: number, context: OnTimerContext<number>, _out: Collector<RideAndFare>): void {
    const ride = this.rideState.value();
    if (ride !== null) context.output(unmatchedRides, ride);
    this.rideState.clear();
    const fare = this.fareState.value();
    if (fare !== null) context.output(unmatchedFares, fare);
    this.fareState.clear();
  }
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
