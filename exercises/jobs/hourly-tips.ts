/** Which driver earns most in tips, window by window: fares out of rides, tips per driver, the winner of each window. */
import {
  type AggregateFunction,
  type Collector,
  type JobProgram,
  TumblingEventTimeWindows,
  transactionalLogSink,
  type WindowContext,
} from "tidemark";
import { fare } from "../taxi/data-generator.ts";
import type { TaxiFare } from "../taxi/ride.ts";
import { positiveInteger } from "./arguments.ts";
import { taxiRides } from "./taxi-rides.ts";

/** The sum of tips of one driver in one window. */
export interface DriverTips {
  /** End of the window, ms since 1970. */
  readonly windowEnd: number;
  readonly driverId: number;
  /** Whole dollars. */
  readonly tips: number;
}

const MS_PER_MINUTE = 60_000;

/** Tips are whole dollars, so the sum is exact and does not depend on the order of the fares. */
const sumOfTips: AggregateFunction<TaxiFare, number, number> = {
  createAccumulator: () => 0,
  add: (taxiFare, sum) => sum + taxiFare.tip,
  getResult: (sum) => sum,
  merge: (a, b) => a + b,
};

function toDriverTips(
  driverId: number,
  context: WindowContext,
  sums: Iterable<number>,
  out: Collector<DriverTips>,
): void {
  for (const tips of sums) out.collect({ windowEnd: context.window.end, driverId, tips });
}

/** The one with more tips; of equal ones the smaller driver id. */
function better(a: DriverTips, b: DriverTips): DriverTips {
  return b.tips > a.tips || (b.tips === a.tips && b.driverId < a.driverId) ? b : a;
}

/** Argument `window`: size of the windows, minutes (default 5). Logs: `rows` (each driver and window), `winners`. */
export const hourlyTips: JobProgram = (env, args) => {
  const windowMs = positiveInteger(args, "window", 5) * MS_PER_MINUTE;
  const tips = taxiRides(env)
    .uid("rides")
    .filter((ride) => ride.isStart)
    .name("starts")
    .uid("starts")
    .map((ride) => fare(ride.rideId, ride.driverId, ride.taxiId, ride.eventTime))
    .name("fares")
    .uid("fares")
    .keyBy((taxiFare) => taxiFare.driverId)
    .window(TumblingEventTimeWindows.of(windowMs))
    .aggregate(sumOfTips, toDriverTips)
    .name("tips")
    .uid("tips");
  const winners = tips.windowAll(TumblingEventTimeWindows.of(windowMs)).reduce(better).name("winner").uid("winner");
  tips
    .sinkTo(transactionalLogSink<DriverTips>({ log: "rows" }))
    .name("rows")
    .uid("rows");
  winners
    .sinkTo(transactionalLogSink<DriverTips>({ log: "winners" }))
    .name("winners")
    .uid("winners");
  env.execute("hourly-tips");
};

export default hourlyTips;
