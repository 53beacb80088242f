import type { CoFlatMapFunction, Collector } from "tidemark";
import type { TaxiFare, TaxiRide } from "../../taxi/ride.ts";
import type { RideAndFare } from "../../taxi/ride-and-fare.ts";
import { withFunction } from "./with-function.ts";

class EnrichmentFunction implements CoFlatMapFunction<TaxiRide, TaxiFare, RideAndFare> {
  private ride: TaxiRide | null = null;
  private fare: TaxiFare | null = null;

  flatMap1(ride: TaxiRide, out: Collector<RideAndFare>): void {
    const { fare } = this;
    if (fare === null) {
      this.ride = ride;
      return;
    }
    this.fare = null;
    out.collect({ ride, fare });
  }

  flatMap2(fare: TaxiFare, out: Collector<RideAndFare>): void {
    const { ride } = this;
    if (ride === null) {
      this.fare = fare;
      return;
    }
    this.ride = null;
    out.collect({ ride, fare });
  }
}

export default withFunction(() => new EnrichmentFunction());
