/**
 * Hourly tips: for each hour, the driver with the most tips.
 *
 *   npx tidemark learn watch hourly-tips
 */
import type { DataStream } from "tidemark";
import { MissingSolutionError } from "../course/missing-solution.ts";
import type { TaxiFare } from "../taxi/ride.ts";

/** The end of the hour (ms since 1970), the driver, and the sum of the tips in that hour as a 32-bit float. */
export type HourlyTip = readonly [endOfHour: number, driverId: number, tips: number];

/** @returns one row for each hour that has fares: the driver with the most tips */
export default function hourlyTips(_fares: DataStream<TaxiFare>): DataStream<HourlyTip> {
  throw new MissingSolutionError();
}
