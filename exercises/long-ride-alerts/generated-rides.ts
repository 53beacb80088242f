/** The first 900 batches of the training's own stream: eleven rides are too long. */
import type { HarnessCase } from "../course/exercise.ts";
import { element, expectNow, watermark } from "../course/steps.ts";
import { firstBatches } from "../taxi/ride-stream.ts";

const BATCHES = 900;
/** How far behind the latest event the watermark is, ms. */
const WATERMARK_DELAY_MS = 60_001;
/** Seven rides are told by their timer, and four by their end. */
const LONG_RIDES = [1539, 1541, 1600, 1620, 1630, 1732, 1742, 2071, 2448, 2849, 3395];
/** Starts that wait for their end. */
const OPEN_RIDES = 78;
/** Ends that came after the timer of their ride: a simple program never removes them, a careful one does. */
const ENDS_FOR_EVER = 7;

/** Made when it is asked for: nobody who runs another exercise pays for it. */
function steps(): HarnessCase["steps"] {
  let latest = 0;
  const fed = firstBatches(BATCHES).flatMap((batch) => {
    for (const { eventTime } of batch) latest = Math.max(latest, eventTime);
    return [...batch.map((ride) => element(ride, ride.eventTime)), watermark(latest - WATERMARK_DELAY_MS)];
  });
  return [...fed, expectNow({ values: LONG_RIDES, stateEntries: { atMost: OPEN_RIDES + ENDS_FOR_EVER } })];
}

export const generatedRides: HarnessCase = {
  kind: "harness",
  id: "generator-900-batches",
  title: { en: "five hours of the generated stream", zh: "生成的数据流：900 批" },
  hidden: true,
  get steps() {
    return steps();
  },
};
