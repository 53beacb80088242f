import type { TaxiRide } from "../taxi/ride.ts";

/** By a plain loop: for each event the number of its driver's events so far. */
export function countsOf(rides: readonly TaxiRide[]): [driverId: number, count: number][] {
  const counts = new Map<number, number>();
  return rides.map(({ driverId }) => {
    const count = (counts.get(driverId) ?? 0) + 1;
    counts.set(driverId, count);
    return [driverId, count];
  });
}
