/** The first two hours of 2013 in New York, with fares that are derived from the numbers of the rides, added up by a plain loop. */
import { records } from "../course/steps.ts";
import { newYorkCase } from "../new-york/case.ts";
import { derivedFare } from "../new-york/fares.ts";
import { eventsOfEveryNthDriver } from "../new-york/rides.ts";
import type { TaxiFare } from "../taxi/ride.ts";

const HOUR_MS = 3_600_000;
/** Twice as many drivers as elsewhere, since only their starts have fares; of half of them two have the most tips of an hour. */
const ONE_DRIVER_IN = 10;

/** For each hour the driver with the most tips. Throws if two have as much: then no row would be the right one. */
function bestByHour(fares: readonly TaxiFare[]): [endOfHour: number, driverId: number, tips: number][] {
  const hours = new Map<number, Map<number, number>>();
  for (const { startTime, driverId, tip } of fares) {
    const end = startTime - (startTime % HOUR_MS) + HOUR_MS;
    const sums = hours.get(end) ?? new Map<number, number>();
    hours.set(end, sums.set(driverId, Math.fround((sums.get(driverId) ?? 0) + tip)));
  }
  return [...hours].map(([end, sums]) => {
    const [[driverId, tips], [, second]] = [...sums].sort(([, a], [, b]) => b - a);
    if (tips === second) throw new Error(`Two drivers have the most tips of the hour that ends at ${end}.`);
    return [end, driverId, tips];
  });
}

export const newYork = newYorkCase({
  title: { en: "fares of real rides", zh: "真实行程的车费" },
  make() {
    const starts = eventsOfEveryNthDriver(ONE_DRIVER_IN).filter(({ isStart }) => isStart);
    const fares = starts.map(derivedFare);
    return { sources: [{ name: "fares", elements: records(...fares) }], expected: bestByHour(fares) };
  },
});
