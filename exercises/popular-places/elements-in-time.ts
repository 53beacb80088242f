import type { SourceElement } from "../course/exercise.ts";
import type { TaxiRide } from "../taxi/ride.ts";

/** Events with their times; after each batch both subtasks of the source say how far they are: as far as nothing that comes is late. */
export function elementsInTime(batches: readonly (readonly TaxiRide[])[]): readonly SourceElement[] {
  const earliest = [...batches.map((batch) => Math.min(...batch.map(({ eventTime }) => eventTime)))];
  for (let i = earliest.length - 2; i >= 0; i--) earliest[i] = Math.min(earliest[i], earliest[i + 1]);
  return batches.flatMap((batch, i): SourceElement[] => {
    const rides = batch.map((ride): SourceElement => ({ kind: "record", value: ride, timestampMs: ride.eventTime }));
    if (i + 1 === batches.length) return rides;
    const watermark: SourceElement = { kind: "watermark", watermarkMs: earliest[i + 1] - 1 };
    return [...rides, watermark, watermark];
  });
}
