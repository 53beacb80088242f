/**
 * Real rides of New York. The file ends after 105 minutes, so no ride in it is known to be longer than two hours; what has no
 * END is told when event time comes to its end.
 */
import { records } from "../course/steps.ts";
import { newYorkCase, ONE_DRIVER_IN } from "../new-york/case.ts";
import { eventsOfEveryNthDriver } from "../new-york/rides.ts";

export const newYork = newYorkCase({
  title: { en: "real rides, of which some never end", zh: "真实的行程，有些没有结束事件" },
  make() {
    const events = eventsOfEveryNthDriver(ONE_DRIVER_IN);
    const ended = new Set(events.filter(({ isStart }) => !isStart).map(({ rideId }) => rideId));
    return {
      sources: [{ name: "rides", elements: records(...events) }],
      expected: events.flatMap(({ rideId }) => (ended.has(rideId) ? [] : [rideId])),
    };
  },
});
