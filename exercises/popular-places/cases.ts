/** The test of the training's retired exercise, and cases that it leaves out. */
import type { ExerciseCase, SourceElement } from "../course/exercise.ts";
import type { TaxiRide } from "../taxi/ride.ts";
import { end, MOMA, NORTH_POLE, PENN_STATION, place, start } from "../taxi/test-records.ts";
import { generatedRides } from "./generated-rides.ts";
import { newYork } from "./new-york.ts";
import type { PopularPlace } from "./solution.ts";

/** 2000-01-01, 00:00 UTC */
const midnight = 946_684_800_000;
const MINUTE_MS = 60_000;
/** In the cell of the station, and in the one beside it. */
const ACROSS_THE_STREET = place(-73.9942, 40.7511);
const ROUND_THE_CORNER = place(-73.9938, 40.7504);
/** Middles of their cells. */
const AT_PENN_STATION = [PENN_STATION.lon, PENN_STATION.lat] as const;
const AT_MOMA = [Math.fround(-73.9779), Math.fround(40.761875)] as const;

function timed(value: TaxiRide): SourceElement {
  return { kind: "record", value, timestampMs: value.eventTime };
}

function atMinute(minute: number): SourceElement {
  return { kind: "watermark", watermarkMs: midnight + minute * MINUTE_MS };
}

function departure(rideId: number, minute: number, to = MOMA, from = PENN_STATION): SourceElement {
  return timed(start(rideId, { at: midnight + minute * MINUTE_MS, from, to }));
}

function arrival(rideId: number, minute: number, to = MOMA, from = PENN_STATION): SourceElement {
  return timed(end(rideId, { at: midnight + minute * MINUTE_MS, from, to }));
}

function row(at: readonly [number, number], windowEndMinute: number, isStart: boolean, count: number): PopularPlace {
  return [...at, midnight + windowEndMinute * MINUTE_MS, isStart, count];
}

export const cases: readonly ExerciseCase[] = [
  {
    kind: "cluster",
    id: "testPopularPlaces",
    title: { en: "departures from the station and arrivals at the museum", zh: "车站的出发和博物馆的到达" },
    parallelism: 1,
    sources: [
      {
        name: "rides",
        elements: [
          departure(1, 0, PENN_STATION),
          atMinute(0),
          atMinute(5),
          departure(2, 6, PENN_STATION),
          atMinute(10),
          departure(3, 14, PENN_STATION),
          arrival(1, 15),
          arrival(2, 15),
          arrival(3, 15),
          atMinute(15),
          atMinute(20),
          atMinute(25),
          atMinute(30),
          atMinute(35),
        ],
      },
    ],
    expected: [
      row(AT_PENN_STATION, 10, true, 2),
      row(AT_PENN_STATION, 15, true, 3),
      row(AT_PENN_STATION, 20, true, 2),
      row(AT_MOMA, 20, false, 3),
      row(AT_MOMA, 25, false, 3),
      row(AT_MOMA, 30, false, 3),
    ],
    inOrder: true,
    momentOf: (result) => (result as PopularPlace)[2],
  },
  {
    kind: "cluster",
    id: "outside-of-the-city",
    title: { en: "rides that begin or end outside of the city do not count", zh: "起点或终点在市外的行程不算" },
    sources: [
      {
        name: "rides",
        elements: [
          departure(1, 1, NORTH_POLE),
          departure(2, 2, NORTH_POLE),
          departure(5, 3, PENN_STATION, NORTH_POLE),
          departure(6, 4, PENN_STATION, NORTH_POLE),
          arrival(3, 3, PENN_STATION, NORTH_POLE),
          arrival(4, 4, PENN_STATION, NORTH_POLE),
        ],
      },
    ],
    expected: [],
  },
  {
    kind: "cluster",
    id: "departures-and-arrivals-apart",
    title: {
      en: "a departure and an arrival at one place are one of each",
      zh: "同一地点的一次出发和一次到达要分开数",
    },
    hidden: true,
    sources: [
      {
        name: "rides",
        elements: [departure(1, 1, MOMA), arrival(2, 2, PENN_STATION, MOMA), arrival(1, 20, MOMA), departure(3, 21)],
      },
    ],
    expected: [],
  },
  {
    kind: "cluster",
    id: "one-cell-two-addresses",
    title: {
      en: "across the street is the same place, round the corner is another",
      zh: "街对面是同一个地点，拐角处是另一个",
    },
    hidden: true,
    sources: [
      {
        name: "rides",
        elements: [
          departure(1, 1),
          departure(2, 2, MOMA, ACROSS_THE_STREET),
          departure(3, 3, MOMA, ROUND_THE_CORNER),
          departure(4, 60),
        ],
      },
    ],
    expected: [5, 10, 15].map((minute) => row(AT_PENN_STATION, minute, true, 2)),
  },
  {
    kind: "cluster",
    id: "edge-of-a-window",
    title: {
      en: "a window has its beginning and not its end, and begins at whole five minutes",
      zh: "窗口含起点不含终点，从整五分钟开始",
    },
    hidden: true,
    sources: [
      {
        name: "rides",
        elements: [
          timed(start(1, { at: midnight + 5 * MINUTE_MS - 1, from: PENN_STATION, to: MOMA })),
          departure(2, 5),
          departure(3, 19),
        ],
      },
    ],
    expected: [row(AT_PENN_STATION, 10, true, 2), row(AT_PENN_STATION, 15, true, 2), row(AT_PENN_STATION, 20, true, 2)],
  },
  generatedRides,
  newYork,
];
