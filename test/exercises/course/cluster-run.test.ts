import {
  type Collector,
  type DataStream,
  type KeyedProcessContext,
  KeyedProcessFunction,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "tidemark";
import { describe, expect, it } from "vitest";
import { checkCase, isRight } from "../../../exercises/course/check.ts";
import { runOnCluster } from "../../../exercises/course/cluster-run.ts";
import type { ClusterCase } from "../../../exercises/course/exercise.ts";
import { FIRST_ARRIVAL_MS, type Schedule, Schedules } from "../../../exercises/course/schedule.ts";
import { records } from "../../../exercises/course/steps.ts";

const NUMBERS: ClusterCase = {
  kind: "cluster",
  id: "numbers",
  title: { en: "numbers", zh: "数" },
  sources: [{ name: "numbers", elements: records(1, 2, 3, 4) }],
  expected: [1, 2, 3, 4],
};

function same(numbers: DataStream<number>): DataStream<number> {
  return numbers.map((n) => n);
}

/** Keeps every number in state, or forgets it at once. */
class Remember extends KeyedProcessFunction<number, number, number> {
  private readonly isForgotten: boolean;
  private seen!: ValueState<number>;

  constructor(isForgotten: boolean) {
    super();
    this.isForgotten = isForgotten;
  }

  override open(context: RuntimeContext): void {
    this.seen = context.getState(new ValueStateDescriptor<number>("seen"));
  }

  override processElement(n: number, _context: KeyedProcessContext<number>, out: Collector<number>): void {
    this.seen.update(n);
    if (this.isForgotten) this.seen.clear();
    out.collect(n);
  }
}

function remembering(isForgotten: boolean) {
  return (numbers: DataStream<number>) => numbers.keyBy((n) => n).process(new Remember(isForgotten));
}

describe("a case on the cluster", () => {
  it("compares records with their timestamps where it says so", () => {
    const sources = [{ name: "numbers", elements: [{ kind: "record", value: 1, timestampMs: 7 } as const] }];
    const timed = (timestampMs: number): ClusterCase => ({
      ...NUMBERS,
      sources,
      timestamped: true,
      expected: [{ value: 1, timestampMs }],
    });
    expect(checkCase(timed(7), 1, same).failure).toBeNull();
    expect(checkCase(timed(8), 1, same).failure).not.toBeNull();
  });

  it("counts what is left in state where it says so, and where no machine was lost", () => {
    const one: ClusterCase = { ...NUMBERS, stateEntries: 0 };
    const schedules = new Schedules(one);
    expect(runOnCluster(one, schedules.at(0), remembering(true))).toMatchObject({ stateEntries: 0 });
    const outcome = runOnCluster(one, schedules.at(0), remembering(false));
    expect(outcome).toMatchObject({ kind: "finished", stateEntries: 4 });
    expect(isRight(one, outcome)).toBe(false);
    expect(isRight({ ...one, stateEntries: 4 }, outcome)).toBe(true);
    expect(schedules.at(3).faults).toHaveLength(1);
    expect(runOnCluster(one, schedules.at(3), remembering(false))).not.toHaveProperty("stateEntries");
    expect(runOnCluster(NUMBERS, schedules.at(0), remembering(false))).not.toHaveProperty("stateEntries");
  });

  it("tries no more orders than it says, but all of few", () => {
    const many = records(...Array.from({ length: 40 }, (_, i) => i));
    const sources = [{ name: "numbers", elements: many }];
    expect(new Schedules({ ...NUMBERS, sources }).count).toBe(200);
    expect(new Schedules({ ...NUMBERS, sources, mostOrders: 12 }).count).toBe(12);
    expect(new Schedules({ ...NUMBERS, mostOrders: 2 }).count).toBe(6);
  });

  it("is tried in parts that make up the whole, and a failure is told at once", () => {
    const part = (index: number, of: number, one = NUMBERS) => {
      let told = 0;
      const failed = () => {
        told++;
      };
      const { tried, failure } = checkCase(one, 1, same, { share: { index, of }, failed });
      return { tried, told, schedule: failure?.kind === "cluster" ? failure.schedule.number : null };
    };
    const all = checkCase(NUMBERS, 1, same).tried;
    expect([0, 1, 2, 3].map((index) => part(index, 4).tried)).toEqual([2, 2, 1, 1]);
    expect(part(0, 2).tried + part(1, 2).tried).toBe(all);
    const wrong = { ...NUMBERS, expected: [] };
    const [first, second] = [part(0, 2, wrong), part(1, 2, wrong)];
    expect([first.told, second.told]).toEqual([1, 1]);
    expect(first.schedule).not.toBe(second.schedule);
  });

  it("has its elements 10 ms apart, and many of them within half a second", () => {
    const times = ({ arrivals }: Schedule) =>
      arrivals
        .flat(2)
        .map(({ atMs }) => atMs)
        .sort((a, b) => a - b);
    expect(times(new Schedules(NUMBERS).at(0))).toEqual([0, 10, 20, 30].map((ms) => FIRST_ARRIVAL_MS + ms));
    const elements = records(...Array.from({ length: 4000 }, (_, i) => i));
    const many = times(new Schedules({ ...NUMBERS, sources: [{ name: "numbers", elements }] }).at(0));
    expect([many[0], many[3999]]).toEqual([FIRST_ARRIVAL_MS, FIRST_ARRIVAL_MS + 499]);
  });

  it("loses nothing and repeats nothing when a machine is lost at any time, also after one subtask has finished", () => {
    const arrivals = [
      [[1], [2, 3, 4]].map((lane, i) =>
        lane.map((value, k) => ({
          atMs: FIRST_ARRIVAL_MS + 50 * k + 10 * i,
          element: { kind: "record", value } as const,
        })),
      ),
    ];
    for (let atMs = FIRST_ARRIVAL_MS; atMs < FIRST_ARRIVAL_MS + 150; atMs += 3)
      for (const tm of ["A", "B"]) {
        const schedule: Schedule = { number: 0, arrivals, faults: [`crash:tm=${tm}@${atMs}ms/5ms`] };
        expect([atMs, tm, isRight(NUMBERS, runOnCluster(NUMBERS, schedule, same))]).toEqual([atMs, tm, true]);
      }
  });
});
