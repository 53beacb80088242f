/** Real rides of New York, and a fare for each that is derived from its number. */
import { records } from "../course/steps.ts";
import { newYorkCase, ONE_DRIVER_IN } from "../new-york/case.ts";
import { derivedFare } from "../new-york/fares.ts";
import { eventsOfEveryNthDriver } from "../new-york/rides.ts";

export const newYork = newYorkCase({
  title: { en: "real rides with a fare each", zh: "真实的行程，每次一笔车费" },
  make() {
    const events = eventsOfEveryNthDriver(ONE_DRIVER_IN);
    const pairs = events.filter(({ isStart }) => isStart).map((ride) => ({ ride, fare: derivedFare(ride) }));
    return {
      sources: [
        { name: "rides", elements: records(...events) },
        { name: "fares", elements: records(...pairs.map(({ fare }) => fare)) },
      ],
      expected: pairs,
    };
  },
});
