/** The events of rides that begin and end in New York City; what lies elsewhere is dirt. */
import { type JobProgram, transactionalLogSink } from "tidemark";
import { isInNYC } from "../taxi/geo-utils.ts";
import type { TaxiRide } from "../taxi/ride.ts";
import { taxiRides } from "./taxi-rides.ts";

/** Log: `rides`. */
export const rideCleansing: JobProgram = (env) => {
  taxiRides(env)
    .uid("rides")
    .filter((ride) => isInNYC(ride.startLon, ride.startLat) && isInNYC(ride.endLon, ride.endLat))
    .name("in New York")
    .uid("in-new-york")
    .sinkTo(
      transactionalLogSink<TaxiRide>({
        log: "rides",
        serialize: (ride) => `${ride.rideId},${ride.isStart ? "START" : "END"}`,
      }),
    )
    .name("clean rides")
    .uid("clean-rides");
  env.execute("ride-cleansing");
};

export default rideCleansing;
