/** Real rides of New York with derived fares, of which some of either are lost on the way. */
import { records } from "../course/steps.ts";
import { newYorkCase, ONE_DRIVER_IN } from "../new-york/case.ts";
import { derivedFare } from "../new-york/fares.ts";
import { eventsOfEveryNthDriver } from "../new-york/rides.ts";

/** One ride in so many is lost, and one fare in so many. */
const RIDE_LOST = 35;
const FARE_LOST = 20;

export const newYork = newYorkCase({
  title: { en: "real rides and their fares, some of them lost", zh: "真实的行程和车费，有些丢失了" },
  make() {
    const events = eventsOfEveryNthDriver(ONE_DRIVER_IN);
    const rides = events.filter(({ rideId }) => rideId % RIDE_LOST !== 0);
    const starts = events.filter(({ isStart }) => isStart);
    const fares = starts.filter(({ rideId }) => rideId % FARE_LOST !== 0).map(derivedFare);
    const known = {
      rides: new Set(rides.map(({ rideId }) => rideId)),
      fares: new Set(fares.map(({ rideId }) => rideId)),
    };
    const there = starts.filter(({ rideId }) => known.rides.has(rideId));
    return {
      sources: [
        { name: "rides", elements: records(...rides) },
        { name: "fares", elements: records(...fares) },
      ],
      expected: there
        .filter(({ rideId }) => known.fares.has(rideId))
        .map((ride) => ({ ride, fare: derivedFare(ride) })),
      side: {
        unmatchedRides: there.filter(({ rideId }) => !known.fares.has(rideId)),
        unmatchedFares: fares.filter(({ rideId }) => !known.rides.has(rideId)),
      },
    };
  },
});
