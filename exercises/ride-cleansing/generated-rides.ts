/** The starts of a generated day: 27 of 4,320 rides leave the city. */
import type { HarnessCase } from "../course/exercise.ts";
import { element, expectNow, once } from "../course/steps.ts";
import { ride } from "../taxi/data-generator.ts";

/** A day of rides. */
const RIDES = 4320;
/** They start or end outside. */
const REJECTED: ReadonlySet<number> = new Set([
  1497, 1499, 1539, 1541, 1558, 1588, 1600, 1630, 1700, 1742, 2202, 2244, 2294, 2336, 2454, 2496, 2725, 2767, 3326,
  3353, 3368, 3395, 3881, 3923, 4222, 4264, 4312,
]);

const steps = once((): HarnessCase["steps"] => {
  const rides = Array.from({ length: RIDES }, (_, i) => ride(i + 1, true));
  return [
    ...rides.map((one) => element(one, one.eventTime)),
    expectNow({ values: rides.filter(({ rideId }) => !REJECTED.has(rideId)) }),
  ];
});

export const generatedRides: HarnessCase = {
  kind: "harness",
  id: "generator-4320-rides",
  title: { en: "a day of generated rides", zh: "生成的数据流：一天的行程" },
  hidden: true,
  get steps() {
    return steps();
  },
};
