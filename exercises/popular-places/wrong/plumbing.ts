import type { AggregateFunction, Collector, WindowContext } from "tidemark";
import { getGridCellCenterLat, getGridCellCenterLon, isInNYC, mapToGridCell } from "../../taxi/geo-utils.ts";
import type { TaxiRide } from "../../taxi/ride.ts";
import type { PopularPlace } from "../solution.ts";

export const MINUTE_MS = 60_000;
export const THRESHOLD = 2;

export interface Place {
  readonly cell: number;
  readonly isStart: boolean;
}

export function placeOf({ isStart, startLon, startLat, endLon, endLat }: TaxiRide): Place {
  return { cell: isStart ? mapToGridCell(startLon, startLat) : mapToGridCell(endLon, endLat), isStart };
}

export function isWithinNYC({ startLon, startLat, endLon, endLat }: TaxiRide): boolean {
  return isInNYC(startLon, startLat) && isInNYC(endLon, endLat);
}

export const howMany: AggregateFunction<TaxiRide, number, number> = {
  createAccumulator: () => 0,
  add: (_ride, count) => count + 1,
  getResult: (count) => count,
  merge: (a, b) => a + b,
};

export function rowOf({ cell, isStart }: Place, windowEnd: number, count: number): PopularPlace {
  return [getGridCellCenterLon(cell), getGridCellCenterLat(cell), windowEnd, isStart, count];
}

export function toPopularPlace(
  place: Place,
  context: WindowContext,
  counts: Iterable<number>,
  out: Collector<PopularPlace>,
): void {
  for (const count of counts) if (count >= THRESHOLD) out.collect(rowOf(place, context.window.end, count));
}
