import type { DataStream } from "tidemark";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { DriverCount } from "../solution.ts";

class Count {
  private readonly counts = new Map<number, number>();

  map(ride: TaxiRide): DriverCount {
    const count = (this.counts.get(ride.driverId) ?? 0) + 1;
    this.counts.set(ride.driverId, count);
    return [ride.driverId, count];
  }
}

export default (rides: DataStream<TaxiRide>): DataStream<DriverCount> =>
  rides.keyBy((ride) => ride.driverId).map(new Count());
