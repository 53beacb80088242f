/** The stream of the training: rides in batches of five starts, shuffled, with the ends that are due. `TaxiRideGenerator`. */
import { ride } from "./data-generator.ts";
import { JavaRandom } from "./java-random.ts";
import type { TaxiRide } from "./ride.ts";
import { RideQueue } from "./ride-queue.ts";

const BATCH_SIZE = 5;

/** The batches, one after the other, without end. */
export function* rideBatches(): Generator<TaxiRide[], never> {
  const ends = new RideQueue();
  let latestStart = 0;
  for (let id = 0; ; id += BATCH_SIZE) {
    const starts: TaxiRide[] = [];
    for (let i = 1; i <= BATCH_SIZE; i++) starts.push(ride(id + i, true));
    for (const { eventTime } of starts) latestStart = Math.max(latestStart, eventTime);
    for (let i = 1; i <= BATCH_SIZE; i++) ends.add(ride(id + i, false));
    const batch: TaxiRide[] = [];
    for (let next = ends.peek(); next !== undefined && next.eventTime <= latestStart; next = ends.peek()) {
      batch.push(next);
      ends.poll();
    }
    batch.push(...new JavaRandom(id).shuffle(starts));
    yield batch;
  }
}

/** The rides of the first batches. */
export function firstBatches(count: number): TaxiRide[][] {
  const batches: TaxiRide[][] = [];
  for (const batch of rideBatches()) {
    if (batches.length === count) break;
    batches.push(batch);
  }
  return batches;
}
