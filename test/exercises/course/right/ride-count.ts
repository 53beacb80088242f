/** Right programs for ride count whose shape is another one than the solution's. */
import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type ReducingState,
  ReducingStateDescriptor,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import type { DriverCount } from "../../../../exercises/ride-count/solution.ts";
import type { TaxiRide } from "../../../../exercises/taxi/ride.ts";

type Rides = DataStream<TaxiRide>;

class CountInState extends KeyedProcessFunction<number, TaxiRide, DriverCount> {
  private count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor<number>("count"));
  }

  override processElement(_ride: TaxiRide, context: KeyedProcessContext<number>, out: Collector<DriverCount>): void {
    const count = (this.count.value() ?? 0) + 1;
    this.count.update(count);
    out.collect([context.getCurrentKey(), count]);
  }
}

class CountInRichMap {
  private count!: ReducingState<number>;

  open(context: RuntimeContext): void {
    this.count = context.getReducingState(new ReducingStateDescriptor<number>("count", (a, b) => a + b));
  }

  map({ driverId }: TaxiRide): DriverCount {
    this.count.add(1);
    return [driverId, this.count.get() ?? 0];
  }
}

export const rideCount: Readonly<Record<string, Pipeline>> = {
  "a process function with state": (rides: Rides) =>
    rides.keyBy(({ driverId }) => driverId).process(new CountInState()),
  "a rich map with reducing state": (rides: Rides) => rides.keyBy(({ driverId }) => driverId).map(new CountInRichMap()),
  "reduce in place of sum": (rides: Rides) =>
    rides
      .map((ride): DriverCount => [ride.driverId, 1])
      .keyBy(([driverId]) => driverId)
      .reduce(([driverId, a], [, b]) => [driverId, a + b]),
  "sum of a field with a name, and the row made of it": (rides: Rides) =>
    rides
      .map(({ driverId }) => ({ driverId, count: 1 }))
      .keyBy(({ driverId }) => driverId)
      .sum("count")
      .map(({ driverId, count }): DriverCount => [driverId, count])
      .name("rows"),
  "keyed by the driver's text": (rides: Rides) =>
    rides
      .map((ride): DriverCount => [ride.driverId, 1])
      .keyBy(([driverId]) => `driver ${driverId}`)
      .sum(1)
      .uid("count"),
  "keyed twice: only the last key counts": (rides: Rides) =>
    rides
      .keyBy(({ taxiId }) => taxiId)
      .map((ride): DriverCount => [ride.driverId, 1])
      .keyBy(([driverId]) => driverId)
      .sum(1),
};
