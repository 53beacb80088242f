import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { runOnCluster } from "../../exercises/course/cluster-run.ts";
import type { ClusterCase, Pipeline } from "../../exercises/course/exercise.ts";
import { Schedules } from "../../exercises/course/schedule.ts";
import { hourlyTips } from "../../exercises/hourly-tips/index.ts";
import type { HourlyTip } from "../../exercises/hourly-tips/solution.ts";

interface GoldenCase {
  readonly id: string;
  readonly expected: readonly HourlyTip[];
  readonly perDriverSumsInSeedOrder: readonly HourlyTip[];
}

const goldens = JSON.parse(readFileSync(new URL("./training-goldens.json", import.meta.url), "utf8")) as {
  readonly exercises: readonly { readonly id: string; readonly cases: readonly GoldenCase[] }[];
};

function golden(id: string): GoldenCase {
  const found = goldens.exercises.find((one) => one.id === "hourly-tips")?.cases.find((one) => one.id === id);
  if (found === undefined) throw new Error(`The goldens have no ${id}.`);
  return found;
}

function clusterCase(id: string): ClusterCase {
  const found = hourlyTips.cases.find((one) => one.id === id);
  if (found?.kind !== "cluster") throw new Error(`There is no case ${id} on the cluster.`);
  return found;
}

function wrong(name: string): Pipeline {
  const found = hourlyTips.wrong.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no wrong solution ${name}.`);
  return found.pipeline;
}

/** The second stage keyed by the hour, under one schedule. */
function trapped(number: number) {
  const one = clusterCase("trap-keyBy-end-maxBy");
  const outcome = runOnCluster(one, new Schedules(one).at(number), wrong("keyed-by-hour"));
  if (outcome.kind !== "finished") throw new Error("The job did not finish.");
  return { rows: outcome.results.map((line): HourlyTip => JSON.parse(line)), stateEntries: outcome.stateEntries };
}

it("maxBy keyed by the hour gives a row for each sum, the right one last, and keeps an entry for each hour", () => {
  const { count } = new Schedules(clusterCase("trap-keyBy-end-maxBy"));
  const sums = golden("trap-keyBy-end-maxBy").perDriverSumsInSeedOrder;
  for (let number = 0; number < count; number++) {
    const { rows, stateEntries } = trapped(number);
    expect(rows).toHaveLength(sums.length);
    const last = new Map(rows.map((row) => [row[0], row]));
    expect([...last.values()].sort(([a], [b]) => a - b)).toEqual(golden("testMaxAcrossDrivers").expected);
    // Nobody counts where a machine was lost.
    if (stateEntries !== undefined) expect(stateEntries).toBe(last.size);
  }
});

it("fares without timestamps fail with a sentence that says what to do", () => {
  const one = clusterCase("missing-timestamps");
  expect(runOnCluster(one, new Schedules(one).at(0), wrong("no-timestamps"))).toMatchObject({
    kind: "failed",
    message: expect.stringMatching(/^The record has no timestamp.*assignTimestampsAndWatermarks\?$/),
    record: expect.stringContaining('"tip":1'),
  });
});

it("the twenty hours of the generator have the winners of the original", () => {
  expect(clusterCase("generator-first-20-hours").expected).toEqual(golden("generator-first-20-hours").expected);
});

it("the sums of the first hour are those of the original, each driver in an hour of his own", () => {
  const sums = golden("generator-hour-1-per-driver").expected;
  const [endOfFirst] = sums[0];
  const hourMs = 3_600_000;
  expect(clusterCase("generator-hour-1-per-driver").expected).toEqual(
    sums.map(([, driverId, tips], hour) => [endOfFirst + hour * hourMs, driverId, tips]),
  );
});
