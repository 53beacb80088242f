/** Right programs for ride cleansing whose shape is another one than the solution's. */
import { type Collector, type DataStream, OutputTag, type ProcessContext, type RuntimeContext } from "tidemark";
import type { Pipeline } from "../../../../exercises/course/exercise.ts";
import { isInNYC } from "../../../../exercises/taxi/geo-utils.ts";
import type { TaxiRide } from "../../../../exercises/taxi/ride.ts";

type Rides = DataStream<TaxiRide>;

const starts = (ride: TaxiRide) => isInNYC(ride.startLon, ride.startLat);
const ends = (ride: TaxiRide) => isInNYC(ride.endLon, ride.endLat);
const INSIDE = new OutputTag<TaxiRide>("inside");

/** Counts what it drops, in a field that nothing depends on. */
class CountsWhatItDrops {
  private dropped = 0;
  private subtask = -1;

  open({ indexOfThisSubtask }: RuntimeContext): void {
    this.subtask = indexOfThisSubtask;
  }

  filter(ride: TaxiRide): boolean {
    const isKept = this.subtask >= 0 && starts(ride) && ends(ride);
    if (!isKept) this.dropped++;
    return isKept;
  }
}

export const rideCleansing: Readonly<Record<string, Pipeline>> = {
  "two filters one after the other": (rides: Rides) => rides.filter(starts).filter(ends),
  "one lambda, with a name and a uid": (rides: Rides) =>
    rides
      .filter((ride) => starts(ride) && ends(ride))
      .name("in the city")
      .uid("in-the-city"),
  "a rich function": (rides: Rides) => rides.filter(new CountsWhatItDrops()),
  "flatMap in place of filter": (rides: Rides) =>
    rides.flatMap({
      flatMap(ride: TaxiRide, out: Collector<TaxiRide>) {
        if (starts(ride) && ends(ride)) out.collect(ride);
      },
    }),
  "process in place of filter": (rides: Rides) =>
    rides.process({
      processElement(ride: TaxiRide, _context: ProcessContext, out: Collector<TaxiRide>) {
        if (starts(ride) && ends(ride)) out.collect(ride);
      },
    }),
  "a verdict beside each ride, a filter, and the ride again": (rides: Rides) =>
    rides
      .map((ride) => ({ ride, isInside: starts(ride) && ends(ride) }))
      .filter(({ isInside }) => isInside)
      .map(({ ride }) => ride),
  "keyed on the way, by ride and then by driver": (rides: Rides) =>
    rides
      .keyBy(({ rideId }) => rideId)
      .filter(starts)
      .keyBy(({ driverId }) => driverId)
      .filter(ends),
  "two streams, of rides to the east and of all others, put together again": (rides: Rides) => {
    const inside = rides.rebalance().filter((ride) => starts(ride) && ends(ride));
    const isEast = ({ startLon, endLon }: TaxiRide) => endLon > startLon;
    return inside.filter(isEast).union(inside.filter((ride) => !isEast(ride)));
  },
  "by a side output": (rides: Rides) =>
    rides
      .process({
        processElement(ride: TaxiRide, context: ProcessContext) {
          if (starts(ride) && ends(ride)) context.output(INSIDE, ride);
        },
      })
      .getSideOutput(INSIDE),
};
