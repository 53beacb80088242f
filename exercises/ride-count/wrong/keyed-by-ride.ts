import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { DriverCount } from "../solution.ts";

class Count extends KeyedProcessFunction<number, TaxiRide, DriverCount> {
  private count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor<number>("count", 0));
  }

  override processElement(ride: TaxiRide, _context: KeyedProcessContext<number>, out: Collector<DriverCount>): void {
    const count = (this.count.value() ?? 0) + 1;
    this.count.update(count);
    out.collect([ride.driverId, count]);
  }
}

export default (rides: DataStream<TaxiRide>): DataStream<DriverCount> =>
  rides.keyBy((ride) => ride.rideId).process(new Count());
