/** The tests of Apache Flink's training, and cases that they leave out. */
import type { ExerciseCase } from "../course/exercise.ts";
import { crash, element, expectNow, records } from "../course/steps.ts";
import { end, fareOf, start } from "../taxi/test-records.ts";
import { newYork } from "./new-york.ts";

const MINUTE_MS = 60_000;

export const cases: readonly ExerciseCase[] = [
  {
    kind: "harness",
    id: "testRideStateCreatedAndCleared",
    title: {
      en: "a ride waits in state for its fare and leaves nothing behind",
      zh: "行程在状态里等待车费，配对后什么也不留下",
    },
    steps: [
      element(start(1, { driverId: 1 }), 0),
      expectNow({ stateEntries: { greaterThan: 0 } }),
      element(fareOf(1, { driverId: 1 }), 0, 1),
      expectNow({
        stateEntries: 0,
        sent: [{ value: { ride: start(1, { driverId: 1 }), fare: fareOf(1, { driverId: 1 }) }, timestampMs: 0 }],
      }),
    ],
  },
  {
    kind: "harness",
    id: "testFareStateCreatedAndCleared",
    title: {
      en: "a fare waits in state for its ride and leaves nothing behind",
      zh: "车费在状态里等待行程，配对后什么也不留下",
    },
    steps: [
      element(fareOf(1, { driverId: 1 }), 0, 1),
      expectNow({ stateEntries: { greaterThan: 0 } }),
      element(start(1, { driverId: 1 }), 0),
      expectNow({
        stateEntries: 0,
        sent: [{ value: { ride: start(1, { driverId: 1 }), fare: fareOf(1, { driverId: 1 }) }, timestampMs: 0 }],
      }),
    ],
  },
  {
    kind: "cluster",
    id: "two-rides-and-two-fares",
    title: { en: "two rides and two fares in any order", zh: "两次行程和两笔车费，任意顺序" },
    sources: [
      { name: "rides", elements: records(start(1, { driverId: 1 }), start(2, { driverId: 2 })) },
      { name: "fares", elements: records(fareOf(2, { driverId: 2 }), fareOf(1, { driverId: 1 })) },
    ],
    expected: [
      { ride: start(1, { driverId: 1 }), fare: fareOf(1, { driverId: 1 }) },
      { ride: start(2, { driverId: 2 }), fare: fareOf(2, { driverId: 2 }) },
    ],
  },
  {
    kind: "cluster",
    id: "end-event-in-ride-stream",
    title: { en: "the end of a ride has no fare of its own", zh: "行程的结束事件没有自己的车费" },
    hidden: true,
    sources: [
      { name: "rides", elements: records(start(1, { driverId: 1 }), end(1, { at: MINUTE_MS, driverId: 1 })) },
      { name: "fares", elements: records(fareOf(1, { driverId: 1 })) },
    ],
    expected: [{ ride: start(1, { driverId: 1 }), fare: fareOf(1, { driverId: 1 }) }],
    stateEntries: 0,
  },
  {
    kind: "harness",
    id: "unmatched-fare-leaks",
    title: { en: "a fare without a ride stays in state", zh: "没有行程的车费留在状态里" },
    hidden: true,
    steps: [
      element(fareOf(1, { driverId: 1 }), 0, 1),
      element(fareOf(2, { driverId: 2 }), 0, 1),
      element(start(1, { driverId: 1 }), 0),
      expectNow({
        stateEntries: 1,
        sent: [{ value: { ride: start(1, { driverId: 1 }), fare: fareOf(1, { driverId: 1 }) }, timestampMs: 0 }],
      }),
    ],
  },
  {
    kind: "harness",
    id: "output-timestamp-is-later-arrival",
    title: { en: "a pair has the timestamp of the one that came later", zh: "配对结果的时间戳是后到的那个" },
    hidden: true,
    steps: [
      element(start(1, { driverId: 1 }), 0),
      element(fareOf(1, { at: 7, driverId: 1 }), 7, 1),
      expectNow({
        sent: [{ value: { ride: start(1, { driverId: 1 }), fare: fareOf(1, { at: 7, driverId: 1 }) }, timestampMs: 7 }],
      }),
    ],
  },
  {
    kind: "harness",
    id: "crash-between-ride-and-fare",
    title: { en: "a crash between the ride and its fare loses nothing", zh: "行程和车费之间发生崩溃，什么也不丢" },
    hidden: true,
    steps: [
      element(start(1, { driverId: 1 }), 0),
      crash,
      element(fareOf(1, { driverId: 1 }), 0, 1),
      expectNow({
        sent: [{ value: { ride: start(1, { driverId: 1 }), fare: fareOf(1, { driverId: 1 }) }, timestampMs: 0 }],
      }),
    ],
  },
  {
    kind: "harness",
    id: "two-rides-of-one-driver",
    title: { en: "two rides of one driver are two rides", zh: "同一司机的两次行程是两次行程" },
    hidden: true,
    steps: [
      element(start(1, { driverId: 7 }), 0),
      element(start(2, { driverId: 7 }), 0),
      element(fareOf(1, { driverId: 7 }), 0, 1),
      element(fareOf(2, { driverId: 7 }), 0, 1),
      expectNow({
        values: [
          { ride: start(1, { driverId: 7 }), fare: fareOf(1, { driverId: 7 }) },
          { ride: start(2, { driverId: 7 }), fare: fareOf(2, { driverId: 7 }) },
        ],
        stateEntries: 0,
      }),
    ],
  },
  {
    kind: "harness",
    id: "second-fare-waits",
    title: {
      en: "a settled ride is forgotten: a second fare of it waits alone",
      zh: "已配对的行程就忘掉：它的第二笔车费独自等待",
    },
    hidden: true,
    steps: [
      element(start(1, { driverId: 1 }), 0),
      element(fareOf(1, { driverId: 1 }), 0, 1),
      element(fareOf(1, { driverId: 1, tip: 2 }), 0, 1),
      expectNow({ values: [{ ride: start(1, { driverId: 1 }), fare: fareOf(1, { driverId: 1 }) }], stateEntries: 1 }),
    ],
  },
  newYork,
  // Last, because it has 2,520 orders.
  {
    kind: "cluster",
    id: "testSeveralRidesAndFaresMixedTogether",
    title: { en: "four rides and four fares in any order", zh: "四次行程和四笔车费，任意顺序" },
    hidden: true,
    sources: [
      {
        name: "rides",
        elements: records(
          start(1, { driverId: 1 }),
          start(4, { driverId: 4 }),
          start(3, { driverId: 3 }),
          start(2, { driverId: 2 }),
        ),
      },
      {
        name: "fares",
        elements: records(
          fareOf(2, { driverId: 2 }),
          fareOf(4, { driverId: 4 }),
          fareOf(1, { driverId: 1 }),
          fareOf(3, { driverId: 3 }),
        ),
      },
    ],
    expected: [
      { ride: start(1, { driverId: 1 }), fare: fareOf(1, { driverId: 1 }) },
      { ride: start(2, { driverId: 2 }), fare: fareOf(2, { driverId: 2 }) },
      { ride: start(3, { driverId: 3 }), fare: fareOf(3, { driverId: 3 }) },
      { ride: start(4, { driverId: 4 }), fare: fareOf(4, { driverId: 4 }) },
    ],
  },
];
