/** Each ride with its fare: whichever comes first waits in state for the other one. */
import {
  type CoFlatMapFunction,
  type Collector,
  type DataStream,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { TaxiFare, TaxiRide } from "../taxi/ride.ts";
import type { RideAndFare } from "../taxi/ride-and-fare.ts";

export class EnrichmentFunction implements CoFlatMapFunction<TaxiRide, TaxiFare, RideAndFare> {
  /** The ride that waits for its fare. */
  private rideState!: ValueState<TaxiRide>;
  /** The fare that waits for its ride. */
  private fareState!: ValueState<TaxiFare>;

  open(context: RuntimeContext): void {
    this.rideState = context.getState(new ValueStateDescriptor<TaxiRide>("saved ride"));
    this.fareState = context.getState(new ValueStateDescriptor<TaxiFare>("saved fare"));
  }

  flatMap1(ride: TaxiRide, out: Collector<RideAndFare>): void {
    const fare = this.fareState.value();
    if (fare === null) {
      this.rideState.update(ride);
      return;
    }
    this.fareState.clear();
    out.collect({ ride, fare });
  }

  flatMap2(fare: TaxiFare, out: Collector<RideAndFare>): void {
    const ride = this.rideState.value();
    if (ride === null) {
      this.fareState.update(fare);
      return;
    }
    this.rideState.clear();
    out.collect({ ride, fare });
  }
}

/** @returns the start of each ride with its fare */
export default function ridesAndFares(
  rides: DataStream<TaxiRide>,
  fares: DataStream<TaxiFare>,
): DataStream<RideAndFare> {
  return rides
    .filter((ride) => ride.isStart)
    .keyBy((ride) => ride.rideId)
    .connect(fares.keyBy((fare) => fare.rideId))
    .flatMap(new EnrichmentFunction())
    .name("enrichment")
    .uid("enrichment");
}
