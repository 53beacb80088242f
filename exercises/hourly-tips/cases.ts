/** The tests of Apache Flink's training, and cases that they leave out. */
import type { CaseSource, ExerciseCase } from "../course/exercise.ts";
import { records } from "../course/steps.ts";
import { BEGINNING as noon } from "../taxi/data-generator.ts";
import { fareOf } from "../taxi/test-records.ts";
import { generatedHours, sumsOfTheFirstHour } from "./generated-fares.ts";
import { newYork } from "./new-york.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Two hours, five drivers. */
const eightFares: readonly CaseSource[] = [
  {
    name: "fares",
    elements: records(
      fareOf(0, { at: noon, driverId: 1, tip: 1 }),
      fareOf(0, { at: noon + 15 * MINUTE_MS, driverId: 1, tip: 5 }),
      fareOf(0, { at: noon + 90 * MINUTE_MS, driverId: 1, tip: 10 }),
      fareOf(0, { at: noon + 90 * MINUTE_MS, driverId: 2, tip: 20 }),
      fareOf(0, { at: noon + 70 * MINUTE_MS, driverId: 3 }),
      fareOf(0, { at: noon + 70 * MINUTE_MS, driverId: 4 }),
      fareOf(0, { at: noon + 80 * MINUTE_MS, driverId: 4, tip: 1 }),
      fareOf(0, { at: noon + 100 * MINUTE_MS, driverId: 5, tip: 10 }),
    ),
  },
];

export const cases: readonly ExerciseCase[] = [
  {
    kind: "cluster",
    id: "testOneDriverOneTip",
    title: { en: "one driver, one tip", zh: "一个司机，一笔小费" },
    sources: [{ name: "fares", elements: records(fareOf(0, { at: noon, driverId: 1, tip: 1 })) }],
    expected: [[noon + 1 * HOUR_MS, 1, 1]],
  },
  {
    kind: "cluster",
    id: "testTipsAreSummedByHour",
    title: { en: "the tips of an hour are added up", zh: "一小时内的小费要加起来" },
    sources: [
      {
        name: "fares",
        elements: records(
          fareOf(0, { at: noon, driverId: 1, tip: 1 }),
          fareOf(0, { at: noon + 15 * MINUTE_MS, driverId: 1, tip: 5 }),
          fareOf(0, { at: noon + 90 * MINUTE_MS, driverId: 1, tip: 10 }),
        ),
      },
    ],
    expected: [
      [noon + 1 * HOUR_MS, 1, 6],
      [noon + 2 * HOUR_MS, 1, 10],
    ],
  },
  {
    kind: "cluster",
    id: "testMaxAcrossDrivers",
    title: { en: "one row for each hour: the driver with the most tips", zh: "每小时一行：小费最多的司机" },
    sources: eightFares,
    expected: [
      [noon + 1 * HOUR_MS, 1, 6],
      [noon + 2 * HOUR_MS, 2, 20],
    ],
  },
  {
    kind: "cluster",
    id: "missing-timestamps",
    title: {
      en: "the source gives fares without timestamps and without watermarks",
      zh: "数据源给的车费没有时间戳，也没有水位线",
    },
    sources: [
      {
        name: "fares",
        elements: records(fareOf(0, { at: noon, driverId: 1, tip: 1 }), fareOf(0, { at: noon, driverId: 1, tip: 2 })),
      },
    ],
    expected: [[noon + 1 * HOUR_MS, 1, 3]],
  },
  {
    kind: "cluster",
    id: "trap-keyBy-end-maxBy",
    title: { en: "nothing of an hour is left in state when it is over", zh: "一小时结束后，状态里什么也不留" },
    hidden: true,
    sources: eightFares,
    expected: [
      [noon + 1 * HOUR_MS, 1, 6],
      [noon + 2 * HOUR_MS, 2, 20],
    ],
    stateEntries: 0,
  },
  {
    kind: "cluster",
    id: "hour-boundary",
    title: {
      en: "an hour begins at its first millisecond and ends before the next hour",
      zh: "一小时从它的第一毫秒开始，到下一小时之前结束",
    },
    hidden: true,
    sources: [
      {
        name: "fares",
        elements: records(
          fareOf(0, { at: noon, driverId: 1, tip: 1 }),
          fareOf(0, { at: noon + 60 * MINUTE_MS - 1, driverId: 1, tip: 2 }),
          fareOf(0, { at: noon + 60 * MINUTE_MS, driverId: 2, tip: 4 }),
        ),
      },
    ],
    expected: [
      [noon + 1 * HOUR_MS, 1, 3],
      [noon + 2 * HOUR_MS, 2, 4],
    ],
  },
  {
    kind: "cluster",
    id: "not-a-running-total",
    title: { en: "tips of an earlier hour do not count", zh: "之前一小时的小费不算" },
    hidden: true,
    sources: [
      {
        name: "fares",
        elements: records(
          fareOf(0, { at: noon, driverId: 1, tip: 30 }),
          fareOf(0, { at: noon + 61 * MINUTE_MS, driverId: 1, tip: 1 }),
          fareOf(0, { at: noon + 62 * MINUTE_MS, driverId: 2, tip: 2 }),
        ),
      },
    ],
    expected: [
      [noon + 1 * HOUR_MS, 1, 30],
      [noon + 2 * HOUR_MS, 2, 2],
    ],
  },
  {
    kind: "cluster",
    id: "only-zero-tips",
    title: { en: "an hour without any tip has a winner as well", zh: "没有小费的一小时也有第一名" },
    hidden: true,
    sources: [{ name: "fares", elements: records(fareOf(0, { at: noon + 5 * MINUTE_MS, driverId: 3 })) }],
    expected: [[noon + 1 * HOUR_MS, 3, 0]],
  },
  {
    kind: "cluster",
    id: "empty-hour-gives-nothing",
    title: {
      en: "an hour without fares gives no row, and hours begin on the hour",
      zh: "没有车费的一小时没有结果，而且小时从整点开始",
    },
    hidden: true,
    sources: [
      {
        name: "fares",
        elements: records(
          fareOf(0, { at: noon + 10 * MINUTE_MS, driverId: 1, tip: 2 }),
          fareOf(0, { at: noon + 190 * MINUTE_MS, driverId: 1, tip: 3 }),
        ),
      },
    ],
    expected: [
      [noon + 1 * HOUR_MS, 1, 2],
      [noon + 4 * HOUR_MS, 1, 3],
    ],
  },
  {
    kind: "cluster",
    id: "window-result-timestamp",
    title: {
      en: "a result belongs to its own hour: its timestamp is the last millisecond of it",
      zh: "结果属于它自己的那个小时：时间戳是那一小时的最后一毫秒",
    },
    hidden: true,
    sources: eightFares,
    expected: [
      { value: [noon + 1 * HOUR_MS, 1, 6], timestampMs: noon + 1 * HOUR_MS - 1 },
      { value: [noon + 2 * HOUR_MS, 2, 20], timestampMs: noon + 2 * HOUR_MS - 1 },
    ],
    timestamped: true,
  },
  {
    kind: "cluster",
    id: "sum-of-32-bit-floats",
    title: { en: "a sum of 32-bit floats is a 32-bit float", zh: "32 位浮点数之和仍是 32 位浮点数" },
    hidden: true,
    sources: [
      {
        name: "fares",
        elements: records(
          fareOf(0, { at: noon, driverId: 1, tip: 0.1 }),
          fareOf(0, { at: noon, driverId: 1, tip: 0.2 }),
        ),
      },
    ],
    expected: [[noon + 1 * HOUR_MS, 1, Math.fround(Math.fround(0.1) + Math.fround(0.2))]],
  },
  sumsOfTheFirstHour,
  generatedHours,
  newYork,
];
