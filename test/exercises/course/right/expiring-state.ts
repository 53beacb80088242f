/** Right programs for expiring state whose shape is another one than the solution's. */
import {
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  OutputTag,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "tidemark";
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import type { TaxiFare, TaxiRide } from "../../../../exercises/taxi/ride.ts";
import type { RideAndFare } from "../../../../exercises/taxi/ride-and-fare.ts";

type Rides = DataStream<TaxiRide>;
type Fares = DataStream<TaxiFare>;
type Context = KeyedProcessContext<number>;
type Out = Collector<RideAndFare>;
type Either = { readonly ride: TaxiRide; readonly fare: null } | { readonly ride: null; readonly fare: TaxiFare };

const UNMATCHED_RIDES = new OutputTag<TaxiRide>("unmatchedRides");
const UNMATCHED_FARES = new OutputTag<TaxiFare>("unmatchedFares");

const keyOf = ({ rideId }: { readonly rideId: number }) => rideId;
const startsOf = (rides: Rides) => rides.filter(({ isStart }) => isStart);
const ridesInTime = (rides: Rides) =>
  rides.assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<TaxiRide>(60_000).withTimestampAssigner(({ eventTime }) => eventTime),
  );
const faresInTime = (fares: Fares) =>
  fares.assignTimestampsAndWatermarks(
    WatermarkStrategy.forMonotonousTimestamps<TaxiFare>().withTimestampAssigner(({ startTime }) => startTime),
  );

/** One state for whoever waits, in a stream of both. */
class WhoeverWaits extends KeyedProcessFunction<number, Either, RideAndFare> {
  private waiting!: ValueState<Either>;

  override open(context: RuntimeContext): void {
    this.waiting = context.getState(new ValueStateDescriptor<Either>("waiting"));
  }

  override processElement(one: Either, context: Context, out: Out): void {
    const waiting = this.waiting.value();
    const timers = context.timerService();
    const [ride, fare] = [one.ride ?? waiting?.ride, one.fare ?? waiting?.fare];
    if (ride && fare && waiting) {
      this.waiting.clear();
      timers.deleteEventTimeTimer(timeOf(waiting));
      out.collect({ ride, fare });
    } else {
      this.waiting.update(one);
      timers.registerEventTimeTimer(timeOf(one));
    }
  }

  override onTimer(_timestampMs: number, context: OnTimerContext<number>): void {
    const { ride, fare } = this.waiting.value() ?? { ride: null, fare: null };
    if (ride !== null) context.output(UNMATCHED_RIDES, ride);
    if (fare !== null) context.output(UNMATCHED_FARES, fare);
    this.waiting.clear();
  }
}

function timeOf({ ride, fare }: Either): number {
  return ride === null ? fare.startTime : ride.eventTime;
}

/** The timer is remembered beside who waits; the fares are the first input. */
class WithTimerInState implements KeyedCoProcessFunction<number, TaxiFare, TaxiRide, RideAndFare> {
  private fare!: ValueState<TaxiFare>;
  private ride!: ValueState<TaxiRide>;
  private timer!: ValueState<number>;

  open(context: RuntimeContext): void {
    this.fare = context.getState(new ValueStateDescriptor<TaxiFare>("fare"));
    this.ride = context.getState(new ValueStateDescriptor<TaxiRide>("ride"));
    this.timer = context.getState(new ValueStateDescriptor<number>("timer"));
  }

  processElement1(fare: TaxiFare, context: Context, out: Out): void {
    this.fare.update(fare);
    this.settle(fare.startTime, context, out);
  }

  processElement2(ride: TaxiRide, context: Context, out: Out): void {
    if (!ride.isStart) return;
    this.ride.update(ride);
    this.settle(ride.eventTime, context, out);
  }

  onTimer(_timestampMs: number, context: OnTimerContext<number>, _out: Out): void {
    const [ride, fare] = [this.ride.value(), this.fare.value()];
    if (ride !== null) context.output(UNMATCHED_RIDES, ride);
    if (fare !== null) context.output(UNMATCHED_FARES, fare);
    this.clear();
  }

  private settle(timeMs: number, context: Context, out: Out): void {
    const [ride, fare, timer] = [this.ride.value(), this.fare.value(), this.timer.value()];
    if (ride !== null && fare !== null) {
      if (timer !== null) context.timerService().deleteEventTimeTimer(timer);
      this.clear();
      out.collect({ ride, fare });
    } else {
      this.timer.update(timeMs);
      context.timerService().registerEventTimeTimer(timeMs);
    }
  }

  private clear(): void {
    for (const state of [this.ride, this.fare, this.timer]) state.clear();
  }
}

export const expiringState: Readonly<Record<string, Pipeline>> = {
  "a stream of both, and one state for whoever waits": (rides: Rides, fares: Fares) =>
    startsOf(ridesInTime(rides))
      .map((ride): Either => ({ ride, fare: null }))
      .union(faresInTime(fares).map((fare): Either => ({ ride: null, fare })))
      .keyBy(({ ride, fare }) => (ride ?? fare).rideId)
      .process(new WhoeverWaits()),
  "the fares first, ends dropped by the function, and the timer in a state": (rides: Rides, fares: Fares) =>
    faresInTime(fares).keyBy(keyOf).connect(ridesInTime(rides).keyBy(keyOf)).process(new WithTimerInState()),
  "ends dropped before the times are assigned, connected and then keyed": (rides: Rides, fares: Fares) =>
    faresInTime(fares)
      .connect(ridesInTime(startsOf(rides)))
      .keyBy(keyOf, keyOf)
      .process(new WithTimerInState())
      .name("pairs")
      .uid("pairs"),
};
