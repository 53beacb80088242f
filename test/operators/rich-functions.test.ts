/** Rich functions of `map`, `filter`, `flatMap` and `connect`: behind `keyBy` each has state of the key of its record. */
import { describe, expect, test } from "vitest";
import { simulate } from "../../sim/simulation.ts";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { harnessForStream, inputStream, twoInputHarnessOf } from "../../src/harness/index.ts";
import {
  type Collector,
  type DataStream,
  type KeyedStream,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "../../src/index.ts";

const COUNT = new ValueStateDescriptor<number>("count", 0);

/** Counts the records of each key, in every form that a function may have. */
class Counting {
  private count!: ValueState<number>;

  open(context: RuntimeContext): void {
    this.count = context.getState(COUNT);
  }

  private next(word: string): string {
    this.count.update((this.count.value() ?? 0) + 1);
    return `${word} ${this.count.value()}`;
  }

  map(word: string): string {
    return this.next(word);
  }

  filter(word: string): boolean {
    return this.next(word).endsWith(" 2");
  }

  flatMap(word: string, out: Collector<string>): void {
    out.collect(this.next(word));
  }

  map1(word: string): string {
    return this.next(word);
  }

  map2(word: string): string {
    return this.next(word);
  }

  flatMap1(word: string, out: Collector<string>): void {
    out.collect(this.next(word));
  }

  flatMap2(word: string, out: Collector<string>): void {
    out.collect(this.next(word));
  }
}

/** By form: the stream behind it, and what it gives for "a", "b", "a". */
const FORMS: Readonly<
  Record<string, readonly [(words: KeyedStream<string, string>) => DataStream<string>, readonly string[]]>
> = {
  map: [(words) => words.map(new Counting()), ["a 1", "b 1", "a 2"]],
  filter: [(words) => words.filter(new Counting()), ["a"]],
  flatMap: [(words) => words.flatMap<string>(new Counting()), ["a 1", "b 1", "a 2"]],
};

describe("state of a key in a rich function", () => {
  test.each(Object.entries(FORMS))("%s keeps it apart by key", (_form, [build, expected]) => {
    const harness = harnessForStream<string>((words) => build(words.keyBy((word) => word)));
    for (const word of ["a", "b", "a"]) harness.processElement(word);
    expect(harness.extractOutputValues()).toEqual(expected);
    expect(harness.numStateEntries()).toBe(2);
  });

  test.each(Object.entries(FORMS))("%s has it in a job of several subtasks", (_form, [build, expected]) => {
    const run = simulate(
      { version: 1, seed: 1, programs: [{ module: "job" }], cluster: { taskManagers: 2, slots: 2 } },
      {
        programs: {
          job: (env) => {
            env.setParallelism(2);
            build(env.fromElements("a", "b", "a").keyBy((word) => word)).executeAndCollect();
          },
        },
      },
    );
    expect(run.failure).toBeNull();
    expect(run.collected().sort()).toEqual([...expected].sort());
  });

  test.each(["map", "flatMap"] as const)("both streams of connect and %s share it", (form) => {
    const env = new GraphEnvironment();
    const [first, second] = [inputStream<string>(env), inputStream<string>(env)];
    const both = first.connect(second).keyBy<string>(
      (word) => word,
      (word) => word,
    );
    const harness = twoInputHarnessOf(form === "map" ? both.map(new Counting()) : both.flatMap(new Counting()));
    harness.open();
    harness.processElement(1, "a");
    harness.processElement(2, "b");
    harness.processElement(2, "a");
    expect(harness.extractOutputValues()).toEqual(["a 1", "b 1", "a 2"]);
  });

  test("without keyBy there is none, and the function is told so", () => {
    expect(() => harnessForStream<string>((words) => words.map(new Counting()))).toThrow(
      "Keyed state can only be used on a keyed stream",
    );
  });
});
