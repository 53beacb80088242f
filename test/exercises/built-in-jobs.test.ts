import { expect, test } from "vitest";
import { JOBS } from "../../exercises/jobs/index.ts";
import { ride } from "../../exercises/taxi/data-generator.ts";
import type { TaxiRide } from "../../exercises/taxi/ride.ts";
import { readScenario } from "../../sim/scenario-file.ts";
import { simulateVerified } from "../../sim/verify.ts";

const RIDES = 400;
const programs = Object.fromEntries(Object.entries(JOBS).map(([name, { program }]) => [name, program]));
/** 400 generated rides, 20 s of event time apart: two hours and more. */
const rides: readonly TaxiRide[] = Array.from({ length: RIDES }, (_, id) => ride(id, true));

test.each(Object.keys(JOBS))("%s has a sentence and a scenario that can be written and read", (name) => {
  const { purpose, scenario } = JOBS[name];
  expect(purpose).toMatch(/^[A-Z].*\.$/);
  expect(readScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({ ok: true, scenario });
  expect(scenario.programs[0].module).toBe(name);
});

test.each(Object.keys(JOBS))("%s is exactly once in its scenario, whatever the seed", (name) => {
  for (const seed of [1, 2, 3]) {
    const run = simulateVerified({ ...JOBS[name].scenario, seed }, { programs, inputs: { rides } }, { store: -1 });
    expect(run.failure).toBeNull();
    expect(run.violations).toEqual([]);
    expect(run.exactlyOnce).toBe(true);
    expect(run.restarts).toBeGreaterThan(0);
  }
});

test("ride-count counts every start of a driver once", () => {
  const run = simulateVerified(JOBS["ride-count"].scenario, { programs, inputs: { rides } }, { store: -1 });
  const expected: string[] = [];
  const counts = new Map<number, number>();
  for (const { driverId } of rides) {
    counts.set(driverId, (counts.get(driverId) ?? 0) + 1);
    expected.push(JSON.stringify({ driverId, rides: counts.get(driverId) }));
  }
  expect([...run.output("counts")].sort()).toEqual(expected.sort());
});
