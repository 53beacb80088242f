/** Twenty minutes of the training's own stream, out of order, counted anew without windows. */
import type { ClusterCase, SourceElement } from "../course/exercise.ts";
import { once } from "../course/steps.ts";
import { getGridCellCenterLat, getGridCellCenterLon, isInNYC, mapToGridCell } from "../taxi/geo-utils.ts";
import type { TaxiRide } from "../taxi/ride.ts";
import { firstBatches } from "../taxi/ride-stream.ts";
import type { PopularPlace } from "./solution.ts";

const BATCHES = 60;
/** Runs of hundreds of records. */
const ORDERS = 12;
const THRESHOLD = 2;
const SLIDE_MS = 300_000;
const SLIDES_PER_WINDOW = 3;

const batches = once(() => firstBatches(BATCHES));

/** After each batch both subtasks of the source say how far they are: as far as nothing that comes is late. */
const elements = once((): readonly SourceElement[] =>
  batches().flatMap((batch, i, all): SourceElement[] => {
    const earliestToCome = Math.min(...all.slice(i + 1).flatMap((later) => later.map(({ eventTime }) => eventTime)));
    const watermark: SourceElement = { kind: "watermark", watermarkMs: earliestToCome - 1 };
    const rides = batch.map((ride): SourceElement => ({ kind: "record", value: ride, timestampMs: ride.eventTime }));
    return i + 1 === all.length ? rides : [...rides, watermark, watermark];
  }),
);

/** Each event into each of its three windows by hand. */
const expected = once((): readonly PopularPlace[] => {
  const counts = new Map<string, { readonly row: PopularPlace; count: number }>();
  const rides = batches().flat();
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
});

function cellOf({ isStart, startLon, startLat, endLon, endLat }: TaxiRide): number {
  return isStart ? mapToGridCell(startLon, startLat) : mapToGridCell(endLon, endLat);
}

export const generatedRides: ClusterCase = {
  kind: "cluster",
  id: "generator-60-batches",
  title: { en: "three hundred generated rides", zh: "生成的三百次行程" },
  hidden: true,
  mostOrders: ORDERS,
  get sources() {
    return [{ name: "rides", elements: elements() }];
  },
  get expected() {
    return expected();
  },
};
