/** The tests of Apache Flink's training, and cases that they leave out. */
import type { ExerciseCase, HarnessCase } from "../course/exercise.ts";
import { element, expectNow, records } from "../course/steps.ts";
import type { TaxiRide } from "../taxi/ride.ts";
import { NORTH_POLE, PENN_STATION, place, start } from "../taxi/test-records.ts";
import { generatedRides } from "./generated-rides.ts";
import { newYork } from "./new-york.ts";

/** One ride goes in, and comes out or does not. */
function filtered(about: Pick<HarnessCase, "id" | "title" | "hidden">, ride: TaxiRide, isKept: boolean): HarnessCase {
  return {
    kind: "harness",
    ...about,
    steps: [element(ride, ride.eventTime), expectNow({ values: isKept ? [ride] : [] })],
  };
}

export const cases: readonly ExerciseCase[] = [
  filtered(
    { id: "testRideThatStartsAndEndsInNYC", title: { en: "a ride within the city is kept", zh: "市内的行程保留" } },
    start(1, { from: PENN_STATION }),
    true,
  ),
  filtered(
    {
      id: "testRideThatStartsOutsideNYC",
      title: { en: "a ride that starts outside is dropped", zh: "从市外出发的行程去掉" },
    },
    start(1, { from: NORTH_POLE, to: PENN_STATION }),
    false,
  ),
  filtered(
    {
      id: "testRideThatEndsOutsideNYC",
      title: { en: "a ride that ends outside is dropped", zh: "到市外结束的行程去掉" },
    },
    start(1, { from: PENN_STATION, to: NORTH_POLE }),
    false,
  ),
  filtered(
    {
      id: "testRideThatStartsAndEndsOutsideNYC",
      title: { en: "a ride outside of the city is dropped", zh: "市外的行程去掉" },
    },
    start(1, { from: NORTH_POLE }),
    false,
  ),
  {
    kind: "cluster",
    id: "testAMixtureOfLocations",
    title: { en: "of four rides the one within the city is kept", zh: "四次行程中只保留市内的那一次" },
    sources: [
      {
        name: "rides",
        elements: records(
          start(1, { from: PENN_STATION, to: NORTH_POLE }),
          start(1, { from: NORTH_POLE, to: PENN_STATION }),
          start(1, { from: PENN_STATION }),
          start(1, { from: NORTH_POLE }),
        ),
      },
    ],
    expected: [start(1, { from: PENN_STATION })],
  },
  filtered(
    {
      id: "boundary-latitude-inclusive",
      title: { en: "the southern and the northern edge belong to the city", zh: "南北边界属于市内" },
      hidden: true,
    },
    start(1, { from: place(-73.9, 40.5), to: place(-73.9, 41) }),
    true,
  ),
  filtered(
    {
      id: "boundary-longitude-float-widening",
      title: { en: "the eastern edge as a 32-bit float lies just outside", zh: "东边界的 32 位浮点数值刚好在市外" },
      hidden: true,
    },
    start(1, { from: place(-73.7, 40.75), to: PENN_STATION }),
    false,
  ),
  filtered(
    {
      id: "swapped-arguments",
      title: { en: "longitude comes before latitude", zh: "经度在前，纬度在后" },
      hidden: true,
    },
    start(1, { from: place(-73.8, 40.9), to: place(-74, 40.6) }),
    true,
  ),
  generatedRides,
  newYork,
];
