import {
  type Collector,
  type KeyedCoProcessFunction,
  type KeyedProcessContext,
  type OnTimerContext,
  OutputTag,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";
import { withFunction } from "./with-function.ts";

const noFare = new OutputTag<TaxiRide>("unmatchedFares");
const noRide = new OutputTag<TaxiFare>("unmatchedRides");

class EnrichmentFunction implements KeyedCoProcessFunction<number, TaxiRide, TaxiFare, RideAndFare> {
  private rideState!: ValueState<TaxiRide>;
  private fareState!: ValueState<TaxiFare>;

  open(context: RuntimeContext): void {
    this.rideState = context.getState(new ValueStateDescriptor<TaxiRide>("saved ride"));
    this.fareState = context.getState(new ValueStateDescriptor<TaxiFare>("saved fare"));
  }

  processElement1(ride: TaxiRide, context: KeyedProcessContext<number>, out: Collector<RideAndFare>): void {
    const fare = this.fareState.value();
    if (fare === null) {
      this.rideState.update(ride);
      context.timerService().registerEventTimeTimer(ride.eventTime);
      return;
    }
    this.fareState.clear();
    context.timerService().deleteEventTimeTimer(fare.startTime);
    out.collect({ ride, fare });
  }

  processElement2(fare: TaxiFare, context: KeyedProcessContext<number>, out: Collector<RideAndFare>): void {
    const ride = this.rideState.value();
    if (ride === null) {
      this.fareState.update(fare);
      context.timerService().registerEventTimeTimer(fare.startTime);
      return;
    }
    this.rideState.clear();
    context.timerService().deleteEventTimeTimer(ride.eventTime);
    out.collect({ ride, fare });
  }

  onTimer(_timestampMs: number, context: OnTimerContext<number>, _out: Collector<RideAndFare>): void {
    const ride = this.rideState.value();
    if (ride !== null) context.output(noFare, ride);
    this.rideState.clear();
    const fare = this.fareState.value();
    if (fare !== null) context.output(noRide, fare);
    this.fareState.clear();
  }
}

export default withFunction(() => new EnrichmentFunction());
