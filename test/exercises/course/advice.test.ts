/** Advice on programs: each kind for a program made for it, and none for the solutions. */
import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type MapState,
  MapStateDescriptor,
  type RuntimeContext,
} from "tidemark";
import { describe, expect, it } from "vitest";
import { adviceText } from "../../../cli/learn/advice-text.ts";
import { type Advice, adviceOn } from "../../../exercises/course/advice.ts";
import { EXERCISES } from "../../../exercises/course/all-exercises.ts";
import type { Exercise, Pipeline } from "../../../exercises/course/exercise.ts";
import { longRideAlerts } from "../../../exercises/long-ride-alerts/index.ts";
import { AlertFunction } from "../../../exercises/long-ride-alerts/solution.ts";
import type { TaxiRide } from "../../../exercises/taxi/ride.ts";
import { columnsOf } from "../../../sim/narrate/columns.ts";

type Context = KeyedProcessContext<number>;
type Rides = DataStream<TaxiRide>;

function allCases({ cases }: Exercise): Set<string> {
  return new Set(cases.map(({ id }) => id));
}

function adviceFor(make: () => KeyedProcessFunction<number, TaxiRide, unknown>): readonly Advice[] {
  // Made anew by every process, as a learner's module is.
  const pipeline: Pipeline = (rides: Rides) => rides.keyBy(({ rideId }) => rideId).process(make());
  return adviceOn(longRideAlerts, pipeline, allCases(longRideAlerts));
}

function kindsFor(make: () => KeyedProcessFunction<number, TaxiRide, unknown>): string[] {
  return adviceFor(make).map(({ kind }) => kind);
}

class Remembers extends AlertFunction {
  private seen!: MapState<number, number>;
  override open(context: RuntimeContext): void {
    super.open(context);
    this.seen = context.getMapState(new MapStateDescriptor<number, number>("seen"));
  }
  override processElement(ride: TaxiRide, context: Context, out: Collector<number>): void {
    super.processElement(ride, context, out);
    this.seen.put(ride.eventTime, 1);
  }
}

class TellsTheTimeOfDay extends KeyedProcessFunction<number, TaxiRide, number> {
  override processElement(_ride: TaxiRide, context: Context, out: Collector<number>): void {
    out.collect(context.timerService().currentProcessingTime());
  }
}

class AsksDate extends AlertFunction {
  override processElement(ride: TaxiRide, context: Context, out: Collector<number>): void {
    if (Date.now() > ride.eventTime) super.processElement(ride, context, out);
  }
}

class WaitsInProcessingTime extends AlertFunction {
  override processElement(ride: TaxiRide, context: Context, out: Collector<number>): void {
    super.processElement(ride, context, out);
    context.timerService().registerProcessingTimeTimer(Number.MAX_SAFE_INTEGER);
  }
}

class CountsInAField extends KeyedProcessFunction<number, TaxiRide, number> {
  private count = 0;
  override processElement(_ride: TaxiRide, _context: Context, out: Collector<number>): void {
    out.collect(++this.count);
  }
}

class SendsOneObject extends KeyedProcessFunction<number, TaxiRide, { rideId: number }> {
  private readonly row = { rideId: 0 };
  override processElement({ rideId }: TaxiRide, _context: Context, out: Collector<{ rideId: number }>): void {
    this.row.rideId += rideId;
    out.collect(this.row);
  }
}

class ChangesTheRide extends KeyedProcessFunction<number, TaxiRide, TaxiRide> {
  override processElement(ride: TaxiRide, _context: Context, out: Collector<TaxiRide>): void {
    out.collect(Object.assign(ride, { rideId: 0 }));
  }
}

describe("advice is given", () => {
  it("on state that nothing removes", () => {
    const [{ kind, text }] = adviceFor(() => new Remembers());
    expect(kind).toBe("state that nothing removes");
    expect(text.en).toMatch(/still has \d+ entr/);
  });

  it("on each way to ask the clock of the machine", () => {
    expect(kindsFor(() => new TellsTheTimeOfDay())).toContain("clock on the wall");
    expect(adviceFor(() => new AsksDate()).map(({ text }) => text.en)[0]).toContain("machine: Date.now.");
    expect(adviceFor(() => new WaitsInProcessingTime()).at(-1)?.text.en).toContain("registerProcessingTimeTimer()");
  });

  it("on a field that is used as state", () => {
    expect(kindsFor(() => new CountsInAField())).toEqual(["variable as state"]);
  });

  it("on a record that is changed after it was sent, or that came in", () => {
    expect(kindsFor(() => new SendsOneObject())).toContain("changed record");
    expect(kindsFor(() => new ChangesTheRide())).toContain("changed record");
  });

  it("on no more than the cases that hold", () => {
    const pipeline: Pipeline = (rides: Rides) => rides.keyBy(({ rideId }) => rideId).process(new CountsInAField());
    expect(adviceOn(longRideAlerts, pipeline, new Set())).toEqual([]);
  });
});

describe("advice is not given", () => {
  it.each(EXERCISES.map((exercise) => [exercise.name, exercise] as const))(
    "on the solution of %s",
    (_name, exercise) => {
      expect(adviceOn(exercise, exercise.solution, allCases(exercise))).toEqual([]);
      // Nor if it is not compared with itself: only what may be left in state is for the solution to say.
      const others = adviceOn({ ...exercise, solution: NOTHING }, exercise.solution, allCases(exercise));
      expect(others.filter(({ kind }) => kind !== "state that nothing removes")).toEqual([]);
    },
  );
});

const NOTHING: Pipeline = (first: DataStream<unknown>) => first.filter(() => false);

it("advice is not given on what the solution does as well", () => {
  for (const make of [
    () => new CountsInAField(),
    () => new TellsTheTimeOfDay(),
    () => new AsksDate(),
    () => new Remembers(),
  ]) {
    const pipeline: Pipeline = (rides: Rides) => rides.keyBy(({ rideId }) => rideId).process<unknown>(make());
    expect(adviceOn({ ...longRideAlerts, solution: pipeline }, pipeline, allCases(longRideAlerts))).toEqual([]);
  }
});

it("advice stands below the verdict on 80 columns, in both languages", () => {
  const paint = { bold: String, dim: String, green: String, red: String };
  const advice = [...adviceFor(() => new Remembers()), ...adviceFor(() => new ChangesTheRide())];
  for (const language of ["en", "zh"] as const) {
    const text = adviceText(advice, language, paint);
    for (const line of text.split("\n")) expect(columnsOf(line)).toBeLessThanOrEqual(80);
    expect(text.match(/ · /g)).toHaveLength(advice.length);
  }
  expect(adviceText([], "en", paint)).toBe("");
});
