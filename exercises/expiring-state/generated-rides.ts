/** A thousand rides and fares of the training's own streams, of which some are lost on the way. */
import { MAX_TIMESTAMP } from "tidemark";
import type { HarnessCase, Step } from "../course/exercise.ts";
import { element, expectNow, once, watermark } from "../course/steps.ts";
import { generatedFare } from "../taxi/data-generator.ts";
import { firstBatches } from "../taxi/ride-stream.ts";

const BATCHES = 200;
const RIDES = 0;
const FARES = 1;

function isRideLost(rideId: number): boolean {
  return rideId % 35 === 0;
}

function isFareLost(rideId: number): boolean {
  return rideId % 20 === 0;
}

/** After each batch the watermark is at its latest time: whoever is alone by then stays alone. */
const steps = once((): readonly Step[] => {
  const batches = firstBatches(BATCHES).map((batch) => batch.filter(({ isStart }) => isStart));
  const kept = batches.map((batch) => batch.filter(({ rideId }) => !isRideLost(rideId)));
  const fed = batches.flatMap((batch, i) => {
    const fares = batch.map(({ rideId }) => generatedFare(rideId)).filter(({ rideId }) => !isFareLost(rideId));
    const latest = Math.max(...batch.map(({ eventTime }) => eventTime));
    return [
      ...fares.map((fare) => element(fare, fare.startTime, FARES)),
      ...kept[i].map((ride) => element(ride, ride.eventTime, RIDES)),
      watermark(latest, RIDES),
      watermark(latest, FARES),
      expectNow({ stateEntries: 0, timers: 0 }),
    ];
  });
  const rides = kept.flat();
  const alone = rides.filter(({ rideId }) => isFareLost(rideId)).sort((a, b) => a.rideId - b.rideId);
  const lost = batches.flat().filter(({ rideId }) => isRideLost(rideId) && !isFareLost(rideId));
  return [
    ...fed,
    watermark(MAX_TIMESTAMP, RIDES),
    watermark(MAX_TIMESTAMP, FARES),
    expectNow({
      values: rides
        .filter(({ rideId }) => !isFareLost(rideId))
        .map((ride) => ({ ride, fare: generatedFare(ride.rideId) })),
      side: {
        unmatchedRides: alone,
        unmatchedFares: lost.map(({ rideId }) => generatedFare(rideId)),
      },
    }),
  ];
});

export const generatedRides: HarnessCase = {
  kind: "harness",
  id: "generator-200-batches",
  title: { en: "a thousand generated rides, some without a fare", zh: "一千次生成的行程，有些没有车费" },
  hidden: true,
  get steps() {
    return steps();
  },
};
