/** The cases of ride count and ride cleansing that are made by the generator have the answers of the original. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { EXERCISES } from "../../exercises/course/all-exercises.ts";
import type { ExerciseCase } from "../../exercises/course/exercise.ts";
import type { DriverCount } from "../../exercises/ride-count/solution.ts";
import type { TaxiRide } from "../../exercises/taxi/ride.ts";

interface GoldenCase {
  readonly id: string;
  readonly expected: readonly (readonly number[])[];
  readonly check: { readonly sumOfCounts: number; readonly drivers: number; readonly top5: readonly DriverCount[] };
  readonly expectedRejectedRideIds: readonly number[];
  readonly expectedKept: number;
}

const goldens = JSON.parse(readFileSync(new URL("./training-goldens.json", import.meta.url), "utf8")) as {
  readonly exercises: readonly { readonly id: string; readonly cases: readonly GoldenCase[] }[];
};

function find(exercise: string, id: string): [own: ExerciseCase, golden: GoldenCase] {
  const own = EXERCISES.find(({ name }) => name === exercise)?.cases.find((one) => one.id === id);
  const golden = goldens.exercises.find((one) => one.id === exercise)?.cases.find((one) => one.id === id);
  if (own === undefined || golden === undefined) throw new Error(`There is no ${id} of ${exercise}.`);
  return [own, golden];
}

it("ride count: the first six batches, row by row", () => {
  const [own, golden] = find("ride-count", "first-6-batches");
  if (own.kind !== "cluster") throw new Error("It does not run on the cluster.");
  const rides = own.sources[0].elements.map(
    (element) => element.kind === "record" && (element.value as TaxiRide).rideId,
  );
  expect(rides).toEqual(golden.expected.map(([, rideId]) => rideId));
  expect(own.expected).toEqual(golden.expected.map(([, , driverId, count]) => [driverId, count]));
});

it("ride count: the totals of a day", () => {
  const [own, { check }] = find("ride-count", "totals-864-batches");
  if (own.kind !== "cluster") throw new Error("It does not run on the cluster.");
  const totals = new Map(own.expected as readonly DriverCount[]);
  expect(own.expected).toHaveLength(check.sumOfCounts);
  expect(totals.size).toBe(check.drivers);
  const ranked = [...totals].sort(([a, n], [b, m]) => m - n || a - b);
  expect(ranked.slice(0, check.top5.length)).toEqual(check.top5);
});

it("ride count: events, not rides", () => {
  const [own, golden] = find("ride-count", "counts-events-not-rides");
  expect(own.kind === "cluster" && own.expected).toEqual(golden.expected);
});

it("ride cleansing: a day without the rides that leave the city", () => {
  const [own, golden] = find("ride-cleansing", "generator-4320-rides");
  if (own.kind !== "harness") throw new Error("It does not run alone.");
  const kept = own.steps.flatMap((step) => (step.kind === "expect" ? (step.expectation.values as TaxiRide[]) : []));
  expect(kept).toHaveLength(golden.expectedKept);
  const ids = new Set(kept.map(({ rideId }) => rideId));
  const rejected = own.steps.flatMap((step) => {
    if (step.kind !== "element") return [];
    const { rideId } = step.value as TaxiRide;
    return ids.has(rideId) ? [] : [rideId];
  });
  expect(rejected).toEqual(golden.expectedRejectedRideIds);
});
