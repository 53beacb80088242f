/** The cases on the real New York file, against counts of the file's text that know nothing of the exercises. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { EXERCISES } from "../../exercises/course/all-exercises.ts";
import type { ClusterCase } from "../../exercises/course/exercise.ts";
import { Schedules } from "../../exercises/course/schedule.ts";
import { newYorkCase } from "../../exercises/new-york/case.ts";
import { derivedFare } from "../../exercises/new-york/fares.ts";
import { eventsOfEveryNthDriver } from "../../exercises/new-york/rides.ts";
import { generatedFare, ride } from "../../exercises/taxi/data-generator.ts";

const EVENTS = 4846;
const file = gunzipSync(readFileSync(new URL("../../exercises/data/nycTaxiRides.gz", import.meta.url)));
const rows = file
  .toString("utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(","));
const slice = rows.filter(([, , , , , , , , , , driver]) => Number(driver) % 20 === 0);
const starts = slice.filter(([, kind]) => kind === "START");
const ends = slice.filter(([, kind]) => kind === "END");

function caseOf(name: string): ClusterCase {
  const one = EXERCISES.find((exercise) => exercise.name === name)?.cases.find(({ id }) => id === "new-york");
  if (one?.kind !== "cluster") throw new Error(`${name} has no case on the New York file.`);
  return one;
}

describe("the real file", () => {
  it("has a slice of whole drivers, read as it is", () => {
    const events = eventsOfEveryNthDriver(20);
    expect(events.map(({ rideId, isStart }) => [String(rideId), isStart ? "START" : "END"])).toEqual(
      slice.map(([id, kind]) => [id, kind]),
    );
    expect(events).toHaveLength(EVENTS);
    expect(eventsOfEveryNthDriver(1)).toHaveLength(100_000);
  });

  it("has no driver in it who starts twice at one time: then the newest version would be none", () => {
    expect(new Set(starts.map(([, , time, , , , , , , , driver]) => `${driver} ${time}`)).size).toBe(starts.length);
  });

  it("is not read before somebody asks for the records of a case", () => {
    const title = { en: "never", zh: "从不" };
    const one = newYorkCase({
      title,
      make: () => {
        throw new Error("It is read.");
      },
    });
    expect(() => one.sources).toThrow("It is read.");
  });

  it("has fares with the time and the people of the real ride, and the money of a generated one", () => {
    const real = { ...ride(5, true), driverId: 1, taxiId: 2, eventTime: 3 };
    expect(derivedFare(real)).toEqual({ ...generatedFare(5), driverId: 1, taxiId: 2, startTime: 3 });
  });
});

describe("every exercise runs on it", () => {
  it.each(EXERCISES.map(({ name }) => name))("%s, out of order and with a crash", (name) => {
    const one = caseOf(name);
    const schedules = new Schedules(one);
    const all = Array.from({ length: schedules.count }, (_, number) => schedules.at(number));
    expect(all.filter(({ faults }) => faults.length > 0).length).toBeGreaterThan(0);
    expect(one.sources.reduce((sum, { elements }) => sum + elements.length, 0)).toBeGreaterThanOrEqual(EVENTS);
    const [first] = all;
    const order = first.arrivals
      .flatMap((lanes) => lanes.flat())
      .sort((a, b) => a.atMs - b.atMs)
      .flatMap(({ element }) => (element.kind === "record" ? [element.value] : []));
    const inOrder = one.sources.flatMap(({ elements }) =>
      elements.flatMap((e) => (e.kind === "record" ? [e.value] : [])),
    );
    expect(order).not.toEqual(inOrder);
  });
});

describe("what is expected agrees with a count of the lines", () => {
  const lengthOf = (name: string) => caseOf(name).expected.length;
  const isOutside = (row: readonly string[]) => {
    const [startLon, startLat, endLon, endLat] = row.slice(4, 8).map(Number);
    return (
      [startLon, endLon].some((x) => x < -74.05 || x > -73.7) || [startLat, endLat].some((y) => y < 40.5 || y > 41)
    );
  };

  it("events of drivers, events within the city, rides with a fare, rides without an end", () => {
    expect(lengthOf("ride-count")).toBe(slice.length);
    expect(lengthOf("ride-cleansing")).toBe(slice.filter((row) => !isOutside(row)).length);
    expect(lengthOf("rides-and-fares")).toBe(starts.length);
    expect(lengthOf("long-ride-alerts")).toBe(starts.length - ends.length);
    expect(lengthOf("event-time-join")).toBe(ends.length);
  });

  it("the hours of the file, and a row for each", () => {
    expect(caseOf("hourly-tips").expected.map((row) => (row as readonly number[])[0])).toEqual(
      ["2013-01-01T01:00:00Z", "2013-01-01T02:00:00Z"].map(Date.parse),
    );
  });

  it("pairs, rides alone and fares alone", () => {
    const { expected, side } = caseOf("expiring-state");
    const lost = (every: number) => starts.filter(([id]) => Number(id) % every === 0);
    const both = starts.filter(([id]) => Number(id) % 35 === 0 && Number(id) % 20 === 0);
    expect(side?.unmatchedRides).toHaveLength(lost(20).length - both.length);
    expect(side?.unmatchedFares).toHaveLength(lost(35).length - both.length);
    expect(expected).toHaveLength(starts.length - lost(20).length - lost(35).length + both.length);
  });

  it("each end joins its own start, or a later one of a driver who had begun another ride by then", () => {
    const own = caseOf("event-time-join").expected.filter((one) => {
      const { trade, customer } = one as { trade: { trade: string }; customer: { customer: string } };
      return trade.trade.split(" ").at(-1) === customer.customer.split(" ").at(-1);
    });
    expect(own.length).toBeGreaterThan(0.9 * ends.length);
  });

  it("events in all windows of popular places are no more than three times those within the city", () => {
    const counted = caseOf("popular-places").expected.reduce<number>((sum, row) => sum + (row as number[])[4], 0);
    expect(counted).toBeGreaterThan(0);
    expect(counted).toBeLessThanOrEqual(3 * slice.filter((row) => !isOutside(row)).length);
  });
});
