/** How many rides each driver has started so far: one line for each start. */
import {
  type Collector,
  type JobProgram,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type RuntimeContext,
  transactionalLogSink,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import type { TaxiRide } from "../taxi/ride.ts";
import { taxiRides } from "./taxi-rides.ts";

/** The n-th ride of a driver. */
export interface DriverCount {
  readonly driverId: number;
  readonly rides: number;
}

class CountRides extends KeyedProcessFunction<number, TaxiRide, DriverCount> {
  private rides: ValueState<number> | null = null;

  override open(context: RuntimeContext): void {
    this.rides = context.getState(new ValueStateDescriptor<number>("rides", 0));
  }

  override processElement(_ride: TaxiRide, context: KeyedProcessContext<number>, out: Collector<DriverCount>): void {
    const rides = (this.rides?.value() ?? 0) + 1;
    this.rides?.update(rides);
    out.collect({ driverId: context.getCurrentKey(), rides });
  }
}

/** Log: `counts`. */
export const rideCount: JobProgram = (env) => {
  taxiRides(env)
    .uid("rides")
    .filter((ride) => ride.isStart)
    .name("starts")
    .uid("starts")
    .keyBy((ride) => ride.driverId)
    .process(new CountRides())
    .name("count")
    .uid("count")
    .sinkTo(transactionalLogSink<DriverCount>({ log: "counts" }))
    .name("counts")
    .uid("counts");
  env.execute("ride-count");
};

export default rideCount;
