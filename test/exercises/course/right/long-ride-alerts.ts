/** Right programs for long ride alerts whose shape is another one than the solution's. */
import {
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type OnTimerContext,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "tidemark";
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import type { TaxiRide } from "../../../../exercises/taxi/ride.ts";

type Rides = DataStream<TaxiRide>;
type Context = KeyedProcessContext<number>;

const MINUTE_MS = 60_000;
const TWO_HOURS_MS = 120 * MINUTE_MS;
const DAY_MS = 1440 * MINUTE_MS;

const timed = (rides: Rides) =>
  rides.assignTimestampsAndWatermarks(
    WatermarkStrategy.forBoundedOutOfOrderness<TaxiRide>(MINUTE_MS).withTimestampAssigner(({ eventTime }) => eventTime),
  );
const keyOf = ({ rideId }: TaxiRide) => rideId;

/** Times only, and the timer remembered beside them. */
class TimesAndTimer extends KeyedProcessFunction<number, TaxiRide, number> {
  private began!: ValueState<number>;
  private ended!: ValueState<number>;
  private timer!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.began = context.getState(new ValueStateDescriptor<number>("began"));
    this.ended = context.getState(new ValueStateDescriptor<number>("ended"));
    this.timer = context.getState(new ValueStateDescriptor<number>("timer"));
  }

  override processElement(ride: TaxiRide, context: Context, out: Collector<number>): void {
    (ride.isStart ? this.began : this.ended).update(ride.eventTime);
    const [began, ended, timer] = [this.began.value(), this.ended.value(), this.timer.value()];
    if (began !== null && ended !== null) {
      if (ended - began > TWO_HOURS_MS) out.collect(context.getCurrentKey());
      if (timer !== null) context.timerService().deleteEventTimeTimer(timer);
      this.clear();
    } else if (began !== null) {
      this.timer.update(began + TWO_HOURS_MS);
      context.timerService().registerEventTimeTimer(began + TWO_HOURS_MS);
    }
  }

  override onTimer(_timestampMs: number, context: OnTimerContext<number>, out: Collector<number>): void {
    out.collect(context.getCurrentKey());
    this.clear();
  }

  private clear(): void {
    for (const state of [this.began, this.ended, this.timer]) state.clear();
  }
}

/** What nobody asks for any more leaves: an end that was told already, and one whose start never came. */
class LeavesNothing extends KeyedProcessFunction<number, TaxiRide, TaxiRide> {
  private first!: ValueState<TaxiRide>;
  private isTold!: ValueState<boolean>;

  override open(context: RuntimeContext): void {
    this.first = context.getState(new ValueStateDescriptor<TaxiRide>("first"));
    this.isTold = context.getState(new ValueStateDescriptor<boolean>("told"));
  }

  override processElement(ride: TaxiRide, context: Context, out: Collector<TaxiRide>): void {
    const first = this.first.value();
    const timers = context.timerService();
    if (this.isTold.value() === true) {
      this.isTold.clear();
      timers.deleteEventTimeTimer(ride.eventTime + DAY_MS);
    } else if (first === null) {
      this.first.update(ride);
      timers.registerEventTimeTimer(this.givesUpAt(ride));
    } else {
      const lengthMs = Math.abs(ride.eventTime - first.eventTime);
      if (ride.isStart !== first.isStart && lengthMs > TWO_HOURS_MS) out.collect(ride);
      timers.deleteEventTimeTimer(this.givesUpAt(first));
      this.first.clear();
    }
  }

  override onTimer(_timestampMs: number, _context: OnTimerContext<number>, out: Collector<TaxiRide>): void {
    const first = this.first.value();
    if (first?.isStart) {
      out.collect(first);
      this.isTold.update(true);
    }
    this.first.clear();
  }

  private givesUpAt({ isStart, eventTime }: TaxiRide): number {
    return eventTime + (isStart ? TWO_HOURS_MS : DAY_MS);
  }
}

/** Starts and ends as two streams. */
class StartsAndEnds implements KeyedCoProcessFunction<number, TaxiRide, TaxiRide, number> {
  private start!: ValueState<TaxiRide>;
  private end!: ValueState<TaxiRide>;

  open(context: RuntimeContext): void {
    this.start = context.getState(new ValueStateDescriptor<TaxiRide>("start"));
    this.end = context.getState(new ValueStateDescriptor<TaxiRide>("end"));
  }

  processElement1(start: TaxiRide, context: Context, out: Collector<number>): void {
    const end = this.end.value();
    if (end === null) {
      this.start.update(start);
      context.timerService().registerEventTimeTimer(start.eventTime + TWO_HOURS_MS);
      return;
    }
    if (end.eventTime - start.eventTime > TWO_HOURS_MS) out.collect(start.rideId);
    this.end.clear();
  }

  processElement2(end: TaxiRide, context: Context, out: Collector<number>): void {
    const start = this.start.value();
    if (start === null) {
      this.end.update(end);
      return;
    }
    if (end.eventTime - start.eventTime > TWO_HOURS_MS) out.collect(end.rideId);
    context.timerService().deleteEventTimeTimer(start.eventTime + TWO_HOURS_MS);
    this.start.clear();
  }

  onTimer(_timestampMs: number, context: OnTimerContext<number>, out: Collector<number>): void {
    out.collect(context.getCurrentKey());
    this.start.clear();
  }
}

export const longRideAlerts: Readonly<Record<string, Pipeline>> = {
  "times in states of their own, and the timer in a third": (rides: Rides) =>
    timed(rides).keyBy(keyOf).process(new TimesAndTimer()),
  "ends that nobody waits for leave as well, and the id is taken at the end": (rides: Rides) =>
    timed(rides).keyBy(keyOf).process(new LeavesNothing()).map(keyOf).name("ids"),
  "starts and ends as two streams": (rides: Rides) => {
    const events = timed(rides);
    const starts = events.filter(({ isStart }) => isStart);
    const ends = events.filter(({ isStart }) => !isStart);
    return starts.keyBy(keyOf).connect(ends.keyBy(keyOf)).process(new StartsAndEnds());
  },
  "keyed twice, by the driver and then by the ride": (rides: Rides) =>
    timed(rides.keyBy(({ driverId }) => driverId).map((ride) => ride))
      .keyBy(keyOf)
      .process(new TimesAndTimer())
      .uid("alerts"),
};
