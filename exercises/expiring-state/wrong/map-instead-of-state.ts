import type { Collector, KeyedCoProcessFunction, KeyedProcessContext, OnTimerContext } from "tidemark";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";
import { unmatchedFares, unmatchedRides, withFunction } from "./with-function.ts";

class EnrichmentFunction implements KeyedCoProcessFunction<number, TaxiRide, TaxiFare, RideAndFare> {
  private readonly rides = new Map<number, TaxiRide>();
  private readonly fares = new Map<number, TaxiFare>();

  processElement1(ride: TaxiRide, context: KeyedProcessContext<number>, out: Collector<RideAndFare>): void {
    const fare = this.fares.get(ride.rideId);
    if (fare === undefined) {
      this.rides.set(ride.rideId, ride);
      context.timerService().registerEventTimeTimer(ride.eventTime);
      return;
    }
    this.fares.delete(ride.rideId);
    context.timerService().deleteEventTimeTimer(fare.startTime);
    out.collect({ ride, fare });
  }

  processElement2(fare: TaxiFare, context: KeyedProcessContext<number>, out: Collector<RideAndFare>): void {
    const ride = this.rides.get(fare.rideId);
    if (ride === undefined) {
      this.fares.set(fare.rideId, fare);
      context.timerService().registerEventTimeTimer(fare.startTime);
      return;
    }
    this.rides.delete(fare.rideId);
    context.timerService().deleteEventTimeTimer(ride.eventTime);
    out.collect({ ride, fare });
  }

  onTimer(_timestampMs: number, context: OnTimerContext<number>, _out: Collector<RideAndFare>): void {
    const rideId = context.getCurrentKey();
    const ride = this.rides.get(rideId);
    if (ride !== undefined) context.output(unmatchedRides, ride);
    this.rides.delete(rideId);
    const fare = this.fares.get(rideId);
    if (fare !== undefined) context.output(unmatchedFares, fare);
    this.fares.delete(rideId);
  }
}

export default withFunction(() => new EnrichmentFunction());
