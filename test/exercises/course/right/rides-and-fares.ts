/** Right programs for rides and fares whose shape is another one than the solution's. */
import {
  type CoFlatMapFunction,
  type Collector,
  type DataStream,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type ListState,
  ListStateDescriptor,
  type MapState,
  MapStateDescriptor,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import type { TaxiFare, TaxiRide } from "../../../../exercises/taxi/ride.ts";
import type { RideAndFare } from "../../../../exercises/taxi/ride-and-fare.ts";

type Rides = DataStream<TaxiRide>;
type Fares = DataStream<TaxiFare>;
type Context = KeyedProcessContext<number>;
type Out = Collector<RideAndFare>;
/** Either, in a stream of both. */
type Either = { readonly ride: TaxiRide; readonly fare: null } | { readonly ride: null; readonly fare: TaxiFare };

const starts = (rides: Rides) => rides.filter(({ isStart }) => isStart);
const keyOf = ({ rideId }: { readonly rideId: number }) => rideId;
const rideAlone = (ride: TaxiRide): Either => ({ ride, fare: null });
const fareAlone = (fare: TaxiFare): Either => ({ ride: null, fare });
const idOf = ({ ride, fare }: Either) => (ride ?? fare).rideId;

/** One state for whoever comes first. */
class WhoeverIsFirst extends KeyedProcessFunction<number, Either, RideAndFare> {
  private first!: ValueState<Either>;

  override open(context: RuntimeContext): void {
    this.first = context.getState(new ValueStateDescriptor<Either>("first"));
  }

  override processElement(one: Either, _context: Context, out: Out): void {
    const first = this.first.value();
    const [ride, fare] = [one.ride ?? first?.ride, one.fare ?? first?.fare];
    if (ride && fare) {
      this.first.clear();
      out.collect({ ride, fare });
    } else this.first.update(one);
  }
}

/** Beside each of them a word that says who waits: two entries of a key. */
class WithAWord implements KeyedCoProcessFunction<number, TaxiRide, TaxiFare, RideAndFare> {
  private ride!: ValueState<TaxiRide>;
  private fare!: ValueState<TaxiFare>;
  private waiting!: ValueState<string>;

  open(context: RuntimeContext): void {
    this.ride = context.getState(new ValueStateDescriptor<TaxiRide>("ride"));
    this.fare = context.getState(new ValueStateDescriptor<TaxiFare>("fare"));
    this.waiting = context.getState(new ValueStateDescriptor<string>("waiting"));
  }

  processElement1(ride: TaxiRide, _context: Context, out: Out): void {
    this.ride.update(ride);
    this.settle("ride", out);
  }

  processElement2(fare: TaxiFare, _context: Context, out: Out): void {
    this.fare.update(fare);
    this.settle("fare", out);
  }

  private settle(who: string, out: Out): void {
    const [ride, fare] = [this.ride.value(), this.fare.value()];
    if (ride === null || fare === null) {
      this.waiting.update(who);
      return;
    }
    for (const state of [this.ride, this.fare, this.waiting]) state.clear();
    out.collect({ ride, fare });
  }
}

/** A list and a map, each with one element at the most. */
class ListAndMap implements CoFlatMapFunction<TaxiFare, TaxiRide, readonly [TaxiRide, TaxiFare]> {
  private rides!: ListState<TaxiRide>;
  private fares!: MapState<string, TaxiFare>;

  open(context: RuntimeContext): void {
    this.rides = context.getListState(new ListStateDescriptor<TaxiRide>("rides"));
    this.fares = context.getMapState(new MapStateDescriptor<string, TaxiFare>("fares"));
  }

  flatMap1(fare: TaxiFare, out: Collector<readonly [TaxiRide, TaxiFare]>): void {
    const [ride] = [...this.rides.get()];
    if (ride === undefined) {
      this.fares.put("it", fare);
      return;
    }
    this.rides.clear();
    out.collect([ride, fare]);
  }

  flatMap2(ride: TaxiRide, out: Collector<readonly [TaxiRide, TaxiFare]>): void {
    const fare = this.fares.get("it");
    if (fare === null) {
      this.rides.add(ride);
      return;
    }
    this.fares.remove("it");
    out.collect([ride, fare]);
  }
}

export const ridesAndFares: Readonly<Record<string, Pipeline>> = {
  "a stream of both, and one state for whoever comes first": (rides: Rides, fares: Fares) =>
    starts(rides).map(rideAlone).union(fares.map(fareAlone)).keyBy(idOf).process(new WhoeverIsFirst()),
  "process in place of flatMap, and two entries for who waits": (rides: Rides, fares: Fares) =>
    starts(rides).keyBy(keyOf).connect(fares.keyBy(keyOf)).process(new WithAWord()),
  "connected first, keyed then": (rides: Rides, fares: Fares) =>
    starts(rides).connect(fares).keyBy(keyOf, keyOf).process(new WithAWord()),
  "the fares first, a list and a map, and the pair made of a row": (rides: Rides, fares: Fares) =>
    fares
      .keyBy(keyOf)
      .connect(starts(rides).keyBy(keyOf))
      .flatMap(new ListAndMap())
      .map(([ride, fare]) => ({ ride, fare })),
  "the ends are dropped after they are keyed": (rides: Rides, fares: Fares) =>
    rides
      .keyBy(keyOf)
      .filter(({ isStart }) => isStart)
      .keyBy(keyOf)
      .connect(fares.keyBy(keyOf))
      .process(new WithAWord())
      .name("pairs")
      .uid("pairs"),
};
