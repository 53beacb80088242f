/** Programs that let the clock on the wall decide are told so, however they do it, and nobody else is. */
import {
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type OnTimerContext,
  OutputTag,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import type { Pipeline } from "../../../exercises/course/exercise.ts";
import { reportOn } from "../../../exercises/course/report.ts";
import { expiringState } from "../../../exercises/expiring-state/index.ts";
import type { TaxiFare, TaxiRide } from "../../../exercises/taxi/ride.ts";
import type { RideAndFare } from "../../../exercises/taxi/ride-and-fare.ts";

type Context = KeyedProcessContext<number>;
type Out = Collector<RideAndFare>;
const MINUTE_MS = 60_000;

/** Ways to wait by the clock. */
const WAITS: Readonly<Record<string, (context: Context, timeMs: number) => void>> = {
  "a timer of processing time": (context) => {
    const timers = context.timerService();
    timers.registerProcessingTimeTimer(timers.currentProcessingTime() + 10 * MINUTE_MS);
  },
  "a timer of event time at a moment of the clock": (context) => {
    const timers = context.timerService();
    timers.registerEventTimeTimer(timers.currentProcessingTime() + MINUTE_MS);
  },
  "a timer of event time at a moment of Date": (context) => {
    context.timerService().registerEventTimeTimer(Date.now() + 17);
  },
};

/** Waits for a partner in one way or another. */
class Waits implements KeyedCoProcessFunction<number, TaxiRide, TaxiFare, RideAndFare> {
  private readonly wait: (context: Context, timeMs: number) => void;
  private ride!: ValueState<TaxiRide>;
  private fare!: ValueState<TaxiFare>;

  constructor(wait: (context: Context, timeMs: number) => void) {
    this.wait = wait;
  }

  open(context: RuntimeContext): void {
    this.ride = context.getState(new ValueStateDescriptor<TaxiRide>("ride"));
    this.fare = context.getState(new ValueStateDescriptor<TaxiFare>("fare"));
  }

  processElement1(ride: TaxiRide, context: Context, out: Out): void {
    const fare = this.fare.value();
    if (fare === null) {
      this.ride.update(ride);
      this.wait(context, ride.eventTime);
    } else {
      this.fare.clear();
      context.timerService().deleteEventTimeTimer(fare.startTime);
      out.collect({ ride, fare });
    }
  }

  processElement2(fare: TaxiFare, context: Context, out: Out): void {
    const ride = this.ride.value();
    if (ride === null) {
      this.fare.update(fare);
      this.wait(context, fare.startTime);
    } else {
      this.ride.clear();
      context.timerService().deleteEventTimeTimer(ride.eventTime);
      out.collect({ ride, fare });
    }
  }

  onTimer(_timestampMs: number, context: OnTimerContext<number>, _out: Out): void {
    const [ride, fare] = [this.ride.value(), this.fare.value()];
    if (ride !== null) context.output(new OutputTag<TaxiRide>("unmatchedRides"), ride);
    if (fare !== null) context.output(new OutputTag<TaxiFare>("unmatchedFares"), fare);
    this.ride.clear();
    this.fare.clear();
  }
}

function pipelineThat(wait: (context: Context, timeMs: number) => void): Pipeline {
  return (rides: DataStream<TaxiRide>, fares: DataStream<TaxiFare>) =>
    rides
      .filter(({ isStart }) => isStart)
      .keyBy(({ rideId }) => rideId)
      .connect(fares.keyBy(({ rideId }) => rideId))
      .process(new Waits(wait));
}

function toldOf(wait: (context: Context, timeMs: number) => void): string | undefined {
  return reportOn(expiringState, pipelineThat(wait), { mostSchedules: 4 }).failure?.misconception?.name;
}

describe("a co-process function that waits by the clock on the wall is told so", () => {
  it.each(Object.entries(WAITS))("%s", (_way, wait) => {
    expect(toldOf(wait)).toBe("wall-clock");
  });
});

it("who has no timer, or one that stays, is told that", () => {
  expect(toldOf(() => {})).toBe("no-timer");
  expect(toldOf((context, timeMs) => context.timerService().registerEventTimeTimer(timeMs + 60 * MINUTE_MS))).toBe(
    "timer-not-deleted",
  );
});

it("who asks for the time for a log is told what is wrong with his program", () => {
  let log = "";
  const noTimer = () => {
    log = `${Date.now()}`;
  };
  expect(toldOf(noTimer)).toBe("no-timer");
  expect(log).not.toBe("");
});

it("each wrong solution by the wall clock is told as what it is", () => {
  const all = EXERCISES.flatMap((exercise) => exercise.wrong.map((wrong) => ({ exercise, wrong })));
  const clocks = all.filter(({ wrong }) => wrong.isWallClock === true);
  expect(clocks.map(({ exercise }) => exercise.name)).toEqual([
    "long-ride-alerts",
    "expiring-state",
    "event-time-join",
  ]);
  for (const { exercise, wrong } of clocks)
    expect(reportOn(exercise, wrong.pipeline, { mostSchedules: 4 }).failure?.misconception?.name).toBe("wall-clock");
});
