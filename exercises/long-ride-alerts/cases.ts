/** The tests of Apache Flink's training, and cases that they leave out. */
import { MAX_TIMESTAMP } from "tidemark";
import type { ExerciseCase } from "../course/exercise.ts";
import { element, expectNow, records, watermark } from "../course/steps.ts";
import { BEGINNING as noon } from "../taxi/data-generator.ts";
import { end, PENN_STATION, start } from "../taxi/test-records.ts";
import { generatedRides } from "./generated-rides.ts";
import { newYork } from "./new-york.ts";

const MINUTE_MS = 60_000;

export const cases: readonly ExerciseCase[] = [
  {
    kind: "harness",
    id: "shouldUseTimersAndState",
    title: { en: "a short ride leaves no timer and no state behind", zh: "短途行程结束后不留下定时器和状态" },
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      expectNow({ timers: { greaterThan: 0 }, stateEntries: { greaterThan: 0 } }),
      element(end(1, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }), noon + 1 * MINUTE_MS),
      expectNow({ timers: 0, stateEntries: 0 }),
    ],
  },
  {
    kind: "harness",
    id: "shouldNotAlertWithStartFirst",
    title: { en: "no alert for a short ride whose start comes first", zh: "短途行程，开始事件先到：不报警" },
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      element(end(1, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }), noon + 1 * MINUTE_MS),
      expectNow({ sent: [] }),
    ],
  },
  {
    kind: "harness",
    id: "shouldNotAlertWithEndFirst",
    title: { en: "no alert for a short ride whose end comes first", zh: "短途行程，结束事件先到：不报警" },
    steps: [
      element(end(1, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }), noon + 1 * MINUTE_MS),
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      expectNow({ sent: [] }),
    ],
  },
  {
    kind: "harness",
    id: "shouldAlertWithStartFirst",
    title: { en: "an alert as soon as the end of a long ride comes", zh: "长途行程的结束事件一到就报警" },
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      element(end(1, { at: noon + 180 * MINUTE_MS, from: PENN_STATION }), noon + 180 * MINUTE_MS),
      expectNow({ values: [1] }),
    ],
  },
  {
    kind: "harness",
    id: "shouldAlertWithEndFirst",
    title: { en: "an alert for a long ride whose end comes first", zh: "长途行程，结束事件先到：也要报警" },
    steps: [
      element(end(1, { at: noon + 180 * MINUTE_MS, from: PENN_STATION }), noon + 180 * MINUTE_MS),
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      expectNow({ values: [1] }),
    ],
  },
  {
    kind: "harness",
    id: "shouldNotAlertWithoutWatermarkOrEndEvent",
    title: {
      en: "nothing is known before the watermark or the end comes",
      zh: "水位线和结束事件都没到之前，什么也不能断定",
    },
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      element(start(2, { at: noon + 180 * MINUTE_MS, from: PENN_STATION }), noon + 180 * MINUTE_MS),
      expectNow({ sent: [] }),
      watermark(noon + 120 * MINUTE_MS),
      expectNow({ sent: [{ value: 1, timestampMs: noon + 120 * MINUTE_MS }, { watermarkMs: noon + 120 * MINUTE_MS }] }),
    ],
  },
  {
    kind: "harness",
    id: "shouldAlertOnWatermark",
    title: {
      en: "an alert when the watermark passes two hours and no end has come",
      zh: "水位线越过两小时仍无结束事件：报警",
    },
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      expectNow({ stateEntries: { greaterThan: 0 }, sent: [] }),
      watermark(noon + 120 * MINUTE_MS),
      expectNow({ sent: [{ value: 1, timestampMs: noon + 120 * MINUTE_MS }, { watermarkMs: noon + 120 * MINUTE_MS }] }),
    ],
  },
  {
    kind: "cluster",
    id: "shortRide",
    title: { en: "a short ride from two sources", zh: "两个并行源送来的短途行程" },
    sources: [
      {
        name: "rides",
        elements: records(
          start(1, { at: noon, from: PENN_STATION }),
          end(1, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }),
        ),
      },
    ],
    expected: [],
  },
  {
    kind: "cluster",
    id: "shortRideOutOfOrder",
    title: { en: "a short ride whose events change places", zh: "事件顺序颠倒的短途行程" },
    sources: [
      {
        name: "rides",
        elements: records(
          end(1, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }),
          start(1, { at: noon, from: PENN_STATION }),
        ),
      },
    ],
    expected: [],
  },
  {
    kind: "cluster",
    id: "multipleRides",
    title: { en: "short, long and endless rides together", zh: "短途、长途和没有结束的行程混在一起" },
    sources: [
      {
        name: "rides",
        elements: records(
          start(1, { at: noon, from: PENN_STATION }),
          start(2, { at: noon, from: PENN_STATION }),
          start(3, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }),
          start(4, { at: noon + 60 * MINUTE_MS, from: PENN_STATION }),
          end(4, { at: noon + 120 * MINUTE_MS, from: PENN_STATION }),
          end(2, { at: noon, from: PENN_STATION }),
          end(3, { at: noon + 180 * MINUTE_MS, from: PENN_STATION }),
        ),
      },
    ],
    expected: [1, 3],
  },
  {
    kind: "harness",
    id: "no-duplicate-alert",
    title: {
      en: "one alert a ride, even if its end comes after the timer",
      zh: "定时器之后才来结束事件，也只报警一次",
    },
    hidden: true,
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      watermark(noon + 120 * MINUTE_MS),
      element(end(1, { at: noon + 180 * MINUTE_MS, from: PENN_STATION }), noon + 180 * MINUTE_MS),
      watermark(MAX_TIMESTAMP),
      expectNow({ values: [1] }),
    ],
  },
  {
    kind: "harness",
    id: "exactly-two-hours",
    title: { en: "exactly two hours is not more than two hours", zh: "正好两小时不算超过两小时" },
    hidden: true,
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      element(end(1, { at: noon + 120 * MINUTE_MS, from: PENN_STATION }), noon + 120 * MINUTE_MS),
      watermark(noon + 120 * MINUTE_MS),
      watermark(MAX_TIMESTAMP),
      expectNow({ values: [] }),
    ],
  },
  {
    kind: "harness",
    id: "end-first-then-max-watermark",
    title: { en: "a pair whose end came first leaves no timer", zh: "结束事件先到的一对不留下定时器" },
    hidden: true,
    steps: [
      element(end(1, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }), noon + 1 * MINUTE_MS),
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      watermark(MAX_TIMESTAMP),
      expectNow({ values: [], timers: 0 }),
    ],
  },
  {
    kind: "harness",
    id: "zero-length-ride-end-first",
    title: { en: "a ride of no length whose end comes first", zh: "时长为零、结束事件先到的行程" },
    hidden: true,
    steps: [
      element(end(7, { at: noon, from: PENN_STATION }), noon),
      element(start(7, { at: noon, from: PENN_STATION }), noon),
      watermark(MAX_TIMESTAMP),
      expectNow({ values: [] }),
    ],
  },
  {
    kind: "harness",
    id: "two-rides-same-driver",
    title: { en: "two rides of one driver are two rides", zh: "同一司机的两次行程是两次行程" },
    hidden: true,
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      element(start(2, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }), noon + 1 * MINUTE_MS),
      element(end(1, { at: noon + 10 * MINUTE_MS, from: PENN_STATION }), noon + 10 * MINUTE_MS),
      element(end(2, { at: noon + 180 * MINUTE_MS, from: PENN_STATION }), noon + 180 * MINUTE_MS),
      watermark(MAX_TIMESTAMP),
      expectNow({ values: [2] }),
    ],
  },
  {
    kind: "harness",
    id: "one-short-one-missing-end",
    title: { en: "of two rides, the one without an end is alerted", zh: "两次行程中，没有结束事件的那一次报警" },
    hidden: true,
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      element(start(2, { at: noon, from: PENN_STATION }), noon),
      element(end(1, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }), noon + 1 * MINUTE_MS),
      watermark(noon + 120 * MINUTE_MS),
      expectNow({ values: [2] }),
    ],
  },
  {
    kind: "harness",
    id: "one-millisecond-before",
    title: { en: "a timer fires at its millisecond and not before", zh: "定时器在它那一毫秒触发，不提前" },
    hidden: true,
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      watermark(noon + 120 * MINUTE_MS - 1),
      expectNow({ values: [] }),
      watermark(noon + 120 * MINUTE_MS),
      expectNow({ values: [1] }),
    ],
  },
  {
    kind: "harness",
    id: "ride-121-minutes-end-before-timer",
    title: { en: "121 minutes, and the end comes before the timer", zh: "121 分钟，结束事件先于定时器到达" },
    hidden: true,
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      watermark(noon + 120 * MINUTE_MS - 1),
      element(end(1, { at: noon + 121 * MINUTE_MS, from: PENN_STATION }), noon + 121 * MINUTE_MS),
      watermark(MAX_TIMESTAMP),
      expectNow({ values: [1], timers: 0 }),
    ],
  },
  {
    kind: "harness",
    id: "leak-lost-start",
    title: {
      en: "an end whose start is lost leaves one entry of state at the most",
      zh: "开始事件丢失时，最多留下一条状态",
    },
    hidden: true,
    steps: [
      element(end(1, { at: noon + 1 * MINUTE_MS, from: PENN_STATION }), noon + 1 * MINUTE_MS),
      watermark(MAX_TIMESTAMP),
      expectNow({ values: [], stateEntries: { atMost: 1 } }),
    ],
  },
  {
    kind: "harness",
    id: "leak-end-after-timer",
    title: {
      en: "an end that comes after the timer leaves one entry of state at the most",
      zh: "定时器之后才来的结束事件，最多留下一条状态",
    },
    hidden: true,
    steps: [
      element(start(1, { at: noon, from: PENN_STATION }), noon),
      watermark(noon + 120 * MINUTE_MS),
      element(end(1, { at: noon + 180 * MINUTE_MS, from: PENN_STATION }), noon + 180 * MINUTE_MS),
      watermark(MAX_TIMESTAMP),
      expectNow({ stateEntries: { atMost: 1 } }),
    ],
  },
  generatedRides,
  newYork,
];
