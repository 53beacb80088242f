import {
  type CoFlatMapFunction,
  type Collector,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";
import { withFunction } from "./with-function.ts";

class EnrichmentFunction implements CoFlatMapFunction<TaxiRide, TaxiFare, RideAndFare> {
  private rideState!: ValueState<TaxiRide>;

  open(context: RuntimeContext): void {
    this.rideState = context.getState(new ValueStateDescriptor<TaxiRide>("saved ride"));
  }

  flatMap1(ride: TaxiRide): void {
    this.rideState.update(ride);
  }

  flatMap2(fare: TaxiFare, out: Collector<RideAndFare>): void {
    const ride = this.rideState.value();
    if (ride === null) return;
    this.rideState.clear();
    out.collect({ ride, fare });
  }
}

export default withFunction(() => new EnrichmentFunction());
