/** What the training's example prints, as cases. */
import type { ExerciseCase } from "../course/exercise.ts";
import { once, records } from "../course/steps.ts";
import { firstBatches } from "../taxi/ride-stream.ts";
import { end, start } from "../taxi/test-records.ts";
import { countsOf } from "./counts-of.ts";
import { newYork } from "./new-york.ts";

/** A run of thousands of rides takes long; every fourth one has a crash. */
const MOST_ORDERS = 12;

const tenMinutes = once(() => firstBatches(6).flat());
const fullDay = once(() => firstBatches(864).flat());
const countsOfTenMinutes = once(() => countsOf(tenMinutes()));
const countsOfTheDay = once(() => countsOf(fullDay()));

/** Three rides of one driver, and one of another. */
const twoDrivers = [1, 2, 3, 4].flatMap((rideId) => {
  const fields = { driverId: rideId === 2 ? 8 : 7 };
  return [start(rideId, fields), end(rideId, fields)];
});

export const cases: readonly ExerciseCase[] = [
  {
    kind: "cluster",
    id: "counts-events-not-rides",
    title: { en: "a row for each event, with the count so far", zh: "每个事件一行，写出目前的次数" },
    sources: [
      {
        name: "rides",
        elements: records(start(1, { driverId: 7 }), end(1, { driverId: 7 }), start(2, { driverId: 7 })),
      },
    ],
    expected: [
      [7, 1],
      [7, 2],
      [7, 3],
    ],
  },
  {
    kind: "cluster",
    id: "first-6-batches",
    title: { en: "ten minutes of the generated stream, in order", zh: "生成的数据流：前十分钟，按顺序" },
    parallelism: 1,
    inOrder: true,
    get sources() {
      return [{ name: "rides", elements: records(...tenMinutes()) }];
    },
    get expected() {
      return countsOfTenMinutes();
    },
  },
  {
    kind: "cluster",
    id: "counts-survive-a-crash",
    title: { en: "the counts go on after a crash", zh: "崩溃之后次数接着数" },
    hidden: true,
    sources: [{ name: "rides", elements: records(...twoDrivers) }],
    expected: countsOf(twoDrivers),
  },
  {
    kind: "cluster",
    id: "totals-864-batches",
    title: { en: "a day of the generated stream, with crashes", zh: "生成的数据流：一天，有崩溃" },
    hidden: true,
    mostOrders: MOST_ORDERS,
    get sources() {
      return [{ name: "rides", elements: records(...fullDay()) }];
    },
    get expected() {
      return countsOfTheDay();
    },
  },
  newYork,
];
