/** The tests of the training's retired exercise, and cases that they leave out. */
import { MAX_TIMESTAMP } from "tidemark";
import type { ExerciseCase } from "../course/exercise.ts";
import { crash, element, expectNow, records, watermark } from "../course/steps.ts";
import { BEGINNING as noon } from "../taxi/data-generator.ts";
import { end, fareOf, start } from "../taxi/test-records.ts";
import { generatedRides } from "./generated-rides.ts";
import { newYork } from "./new-york.ts";

const MINUTE_MS = 60_000;
const RIDES = 0;
const FARES = 1;

const ride1 = start(1, { driverId: 1 });
const fare1 = fareOf(1, { driverId: 1 });
const fare2 = fareOf(2, { driverId: 2 });
const noonRide = start(3, { at: noon });
const laterRide = start(4, { at: noon + 5 * MINUTE_MS });
const laterFare = fareOf(4, { at: noon + 5 * MINUTE_MS });

export const cases: readonly ExerciseCase[] = [
  {
    kind: "harness",
    id: "ride-then-fare",
    title: { en: "a pair leaves neither state nor timer behind", zh: "配成一对之后，状态和定时器都不留下" },
    steps: [
      element(ride1, 0, RIDES),
      element(fare1, 1, FARES),
      expectNow({ sent: [{ value: { ride: ride1, fare: fare1 }, timestampMs: 1 }], stateEntries: 0, timers: 0 }),
    ],
  },
  {
    kind: "harness",
    id: "late-partner",
    title: {
      en: "a fare that comes after its ride was given up stays alone as well",
      zh: "行程已被放弃之后才到的车费，也同样落单",
    },
    steps: [
      element(ride1, 0, RIDES),
      expectNow({ stateEntries: 1, timers: 1 }),
      watermark(1, RIDES),
      watermark(1, FARES),
      expectNow({ stateEntries: 0, timers: 0 }),
      element(fare1, 2, FARES),
      expectNow({ stateEntries: 1, timers: 1 }),
      watermark(2, RIDES),
      watermark(2, FARES),
      expectNow({
        stateEntries: 0,
        timers: 0,
        sent: [{ watermarkMs: 1 }, { watermarkMs: 2 }],
        side: { unmatchedRides: [ride1], unmatchedFares: [fare1] },
      }),
    ],
  },
  {
    kind: "cluster",
    id: "fare-is-unmatched",
    title: { en: "a fare without a ride leaves by the side output", zh: "没有行程的车费从侧输出离开" },
    sources: [
      { name: "rides", elements: records(ride1) },
      { name: "fares", elements: records(fare1, fare2) },
    ],
    expected: [{ ride: ride1, fare: fare1 }],
    side: { unmatchedFares: [fare2] },
  },
  {
    kind: "cluster",
    id: "order-does-not-matter",
    title: { en: "the same when the fare without a ride comes first", zh: "没有行程的车费先到，结果也一样" },
    sources: [
      { name: "rides", elements: records(ride1) },
      { name: "fares", elements: records(fare2, fare1) },
    ],
    expected: [{ ride: ride1, fare: fare1 }],
    side: { unmatchedFares: [fare2] },
  },
  {
    kind: "harness",
    id: "fare-then-ride",
    title: { en: "a pair whose fare comes first leaves nothing behind", zh: "车费先到的一对也什么都不留下" },
    hidden: true,
    steps: [
      element(laterFare, noon + 5 * MINUTE_MS, FARES),
      expectNow({ stateEntries: 1, timers: 1 }),
      element(laterRide, noon + 5 * MINUTE_MS, RIDES),
      expectNow({ values: [{ ride: laterRide, fare: laterFare }], stateEntries: 0, timers: 0 }),
      watermark(MAX_TIMESTAMP, RIDES),
      watermark(MAX_TIMESTAMP, FARES),
      expectNow({ side: { unmatchedRides: [], unmatchedFares: [] } }),
    ],
  },
  {
    kind: "harness",
    id: "each-at-its-own-time",
    title: { en: "each waits until the watermark reaches its own time", zh: "各自等到水位线到达自己的时间" },
    hidden: true,
    steps: [
      element(noonRide, noon, RIDES),
      element(laterRide, noon + 5 * MINUTE_MS, RIDES),
      watermark(noon - 1, RIDES),
      watermark(noon - 1, FARES),
      expectNow({ side: { unmatchedRides: [] }, stateEntries: 2, timers: 2 }),
      watermark(noon, RIDES),
      expectNow({ side: { unmatchedRides: [] } }),
      watermark(noon, FARES),
      expectNow({ side: { unmatchedRides: [noonRide] }, stateEntries: 1, timers: 1 }),
      element(laterFare, noon + 5 * MINUTE_MS, FARES),
      watermark(MAX_TIMESTAMP, RIDES),
      watermark(MAX_TIMESTAMP, FARES),
      expectNow({
        values: [{ ride: laterRide, fare: laterFare }],
        side: { unmatchedRides: [noonRide], unmatchedFares: [] },
      }),
    ],
  },
  {
    kind: "harness",
    id: "crash-while-waiting",
    title: {
      en: "what waits is still there after a crash, and so is its timer",
      zh: "崩溃之后，等待的记录和定时器都还在",
    },
    hidden: true,
    steps: [
      element(noonRide, noon, RIDES),
      element(laterRide, noon + 5 * MINUTE_MS, RIDES),
      crash,
      element(laterFare, noon + 5 * MINUTE_MS, FARES),
      expectNow({ values: [{ ride: laterRide, fare: laterFare }], stateEntries: 1, timers: 1 }),
      watermark(noon, RIDES),
      watermark(noon, FARES),
      expectNow({ side: { unmatchedRides: [noonRide] }, stateEntries: 0, timers: 0 }),
    ],
  },
  {
    kind: "cluster",
    id: "end-event-in-ride-stream",
    title: { en: "the end of a ride waits for no fare", zh: "行程的结束事件不等车费" },
    hidden: true,
    sources: [
      { name: "rides", elements: records(noonRide, end(3, { at: noon + MINUTE_MS })) },
      { name: "fares", elements: records(fareOf(3, { at: noon }), fareOf(5, { at: noon })) },
    ],
    expected: [{ ride: noonRide, fare: fareOf(3, { at: noon }) }],
    side: { unmatchedRides: [], unmatchedFares: [fareOf(5, { at: noon })] },
  },
  generatedRides,
  newYork,
];
