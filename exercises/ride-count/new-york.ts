/** Real events of New York, counted by a plain loop. */
import { records } from "../course/steps.ts";
import { newYorkCase, ONE_DRIVER_IN } from "../new-york/case.ts";
import { eventsOfEveryNthDriver } from "../new-york/rides.ts";
import { countsOf } from "./counts-of.ts";

export const newYork = newYorkCase({
  title: { en: "real drivers of New York", zh: "纽约的真实司机" },
  make() {
    const events = eventsOfEveryNthDriver(ONE_DRIVER_IN);
    return { sources: [{ name: "rides", elements: records(...events) }], expected: countsOf(events) };
  },
});
