import type { DataStream } from "tidemark";
import { START_EPOCH_MS, simulate } from "tidemark/sim";
import { describe, expect, it } from "vitest";
import { programOf } from "../../../exercises/course/case-job.ts";
import { scenarioOf } from "../../../exercises/course/cluster-run.ts";
import type { ClusterCase } from "../../../exercises/course/exercise.ts";
import { countInterleavings, drawInterleaving, interleaving } from "../../../exercises/course/interleavings.ts";
import { FIRST_ARRIVAL_MS, Schedules } from "../../../exercises/course/schedule.ts";
import { records } from "../../../exercises/course/steps.ts";

describe("interleavings", () => {
  it.each([
    [[2, 2], 6],
    [[1, 1, 1], 6],
    [[2, 2, 2, 2], 2520],
    [[4, 3], 35],
    [[], 1],
    [[5, 0], 1],
  ])("of %j are %i", (lengths, count) => {
    expect(countInterleavings(lengths)).toBe(count);
    const all = Array.from({ length: count }, (_, n) => interleaving(lengths, n).join(""));
    expect(new Set(all).size).toBe(count);
    expect(all).toEqual([...all].sort());
  });

  it("keep the number of elements of each source, drawn or counted", () => {
    let n = 0;
    const drawn = drawInterleaving([3, 2], (below) => n++ % below);
    expect(drawn.filter((source) => source === 0)).toHaveLength(3);
    expect(drawn).toHaveLength(5);
  });

  it("are not counted where there are too many", () => {
    expect(countInterleavings([100, 100, 100])).toBe(Number.POSITIVE_INFINITY);
    expect(() => interleaving([1, 1], 2)).toThrow("There is no interleaving 2 of 1, 1 elements.");
  });
});

const numbers: ClusterCase = {
  kind: "cluster",
  id: "numbers",
  title: { en: "numbers", zh: "数" },
  sources: [{ name: "numbers", elements: records(0, 1, 2, 3, 4, 5) }],
  expected: [0, 1, 2, 3, 4, 5],
};
const passOn = (stream: DataStream<number>) => stream.filter(() => true);

describe("the schedules of a case", () => {
  const schedules = new Schedules(numbers);
  const runs = Array.from({ length: schedules.count }, (_, number) => {
    const schedule = schedules.at(number);
    const programs = { exercise: programOf(numbers, schedule, passOn, START_EPOCH_MS) };
    return { schedule, run: simulate(scenarioOf(numbers, schedule), { programs }, { level: 2 }) };
  });

  it("let the elements arrive in the order that they name", () => {
    for (const { schedule, run } of runs.filter(({ schedule: { faults } }) => faults.length === 0)) {
      const arrived = run.trace.filter(({ kind }) => kind === "src.emit").map(({ t }) => t / 1000);
      const wanted = schedule.arrivals.flat(2).map(({ atMs }) => atMs);
      expect(arrived.map(Math.floor)).toEqual(wanted.sort((a, b) => a - b));
      expect(arrived[0]).toBeGreaterThanOrEqual(FIRST_ARRIVAL_MS);
    }
  });

  it("have crashes that are felt, and come to the same results", () => {
    const crashed = runs.filter(({ schedule: { faults } }) => faults.length > 0);
    expect(crashed).toHaveLength(schedules.count / 4);
    for (const { run } of crashed) expect(run.restarts).toBe(1);
    for (const { run } of runs) expect([...run.output("results")].sort()).toEqual(["0", "1", "2", "3", "4", "5"]);
  });
});
