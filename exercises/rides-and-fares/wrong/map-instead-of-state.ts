import type { CoFlatMapFunction, Collector } from "tidemark";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";
import { withFunction } from "./with-function.ts";

class EnrichmentFunction implements CoFlatMapFunction<TaxiRide, TaxiFare, RideAndFare> {
  private readonly rides = new Map<number, TaxiRide>();
  private readonly fares = new Map<number, TaxiFare>();

  flatMap1(ride: TaxiRide, out: Collector<RideAndFare>): void {
    const fare = this.fares.get(ride.rideId);
    if (fare === undefined) {
      this.rides.set(ride.rideId, ride);
      return;
    }
    this.fares.delete(ride.rideId);
    out.collect({ ride, fare });
  }

  flatMap2(fare: TaxiFare, out: Collector<RideAndFare>): void {
    const ride = this.rides.get(fare.rideId);
    if (ride === undefined) {
      this.fares.set(fare.rideId, fare);
      return;
    }
    this.rides.delete(fare.rideId);
    out.collect({ ride, fare });
  }
}

export default withFunction(() => new EnrichmentFunction());
