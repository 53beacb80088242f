/** Where real New Yorkers got in and out in the first hours of 2013. */
import { newYorkCase, ONE_DRIVER_IN } from "../new-york/case.ts";
import { eventsOfEveryNthDriver } from "../new-york/rides.ts";
import { countedByHand } from "./counted-by-hand.ts";
import { elementsInTime } from "./elements-in-time.ts";

/** Events from one watermark to the next. */
const BATCH = 20;

export const newYork = newYorkCase({
  title: { en: "real places of New York", zh: "纽约的真实地点" },
  make() {
    const events = eventsOfEveryNthDriver(ONE_DRIVER_IN);
    const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, i) =>
      // The youngest first: out of order, and never late.
      events.slice(i * BATCH, (i + 1) * BATCH).reverse(),
    );
    return { sources: [{ name: "rides", elements: elementsInTime(batches) }], expected: countedByHand(events) };
  },
});
