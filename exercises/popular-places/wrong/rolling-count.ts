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
import type { PopularPlace } from "../solution.ts";
import { isWithinNYC, MINUTE_MS, type Place, placeOf, rowOf, THRESHOLD } from "./plumbing.ts";

const SLIDE_MS = 5 * MINUTE_MS;

class CountRides extends KeyedProcessFunction<Place, TaxiRide, PopularPlace> {
  private count!: ValueState<number>;

  override open(context: RuntimeContext): void {
    this.count = context.getState(new ValueStateDescriptor<number>("count", 0));
  }

  override processElement(ride: TaxiRide, context: KeyedProcessContext<Place>, out: Collector<PopularPlace>): void {
    const count = (this.count.value() ?? 0) + 1;
    this.count.update(count);
    const windowEnd = (Math.floor(ride.eventTime / SLIDE_MS) + 1) * SLIDE_MS;
    if (count >= THRESHOLD) out.collect(rowOf(context.getCurrentKey(), windowEnd, count));
  }
}

export default (rides: DataStream<TaxiRide>): DataStream<PopularPlace> =>
  rides.filter(isWithinNYC).keyBy(placeOf).process(new CountRides());
