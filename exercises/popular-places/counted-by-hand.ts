import { getGridCellCenterLat, getGridCellCenterLon, isInNYC, mapToGridCell } from "../taxi/geo-utils.ts";
import type { TaxiRide } from "../taxi/ride.ts";
import type { PopularPlace } from "./solution.ts";

const THRESHOLD = 2;
const SLIDE_MS = 300_000;
const SLIDES_PER_WINDOW = 3;

/** Without windows: each event into each of its three windows by hand. */
export function countedByHand(rides: readonly TaxiRide[]): readonly PopularPlace[] {
  const counts = new Map<string, { readonly row: PopularPlace; count: number }>();
  for (const ride of rides.filter((ride) => isInNYC(ride.startLon, ride.startLat) && isInNYC(ride.endLon, ride.endLat)))
    for (let slide = 1; slide <= SLIDES_PER_WINDOW; slide++) {
      const cell = cellOf(ride);
      const windowEnd = (Math.floor(ride.eventTime / SLIDE_MS) + slide) * SLIDE_MS;
      const row: PopularPlace = [getGridCellCenterLon(cell), getGridCellCenterLat(cell), windowEnd, ride.isStart, 0];
      const counted = counts.get(row.join()) ?? { row, count: 0 };
      counted.count++;
      counts.set(row.join(), counted);
    }
  const popular = [...counts.values()].filter(({ count }) => count >= THRESHOLD);
  return popular.map(({ row: [lon, lat, windowEnd, isStart], count }) => [lon, lat, windowEnd, isStart, count]);
}

function cellOf({ isStart, startLon, startLat, endLon, endLat }: TaxiRide): number {
  return isStart ? mapToGridCell(startLon, startLat) : mapToGridCell(endLon, endLat);
}
