/** Rich functions of `map`, `filter`, `flatMap`, `connect` and `addSink`: behind `keyBy` each has state of the key of its record. */
import { describe, expect, test } from "vitest";
import { simulate } from "../../sim/simulation.ts";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { harnessForStream, inputStream, twoInputHarnessOf } from "../../src/harness/index.ts";
import {
  type Collector,
  type DataStream,
  DiscardingSink,
  type KeyedStream,
  RichSinkFunction,
  type RuntimeContext,
  type ValueState,
  ValueStateDescriptor,
} from "../../src/index.ts";
import { Counting as NumbersAsText, RECORDS } from "../support/source-jobs.ts";

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

/** The same as a sink function. */
class CountingSink extends RichSinkFunction<string> {
  private readonly tell: (counted: string) => void;
  private count!: ValueState<number>;

  /** @param tell takes each word with its count */
  constructor(tell: (counted: string) => void) {
    super();
    this.tell = tell;
  }

  override open(context: RuntimeContext): void {
    this.count = context.getState(COUNT);
  }

  invoke(word: string): void {
    this.count.update((this.count.value() ?? 0) + 1);
    this.tell(`${word} ${this.count.value()}`);
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

  test("a sink function keeps it apart by key, over a restore into two subtasks too", () => {
    const outside: string[] = [];
    const sink = new CountingSink((counted) => void outside.push(counted));
    const harness = harnessForStream<string>((words) => words.keyBy((word) => word).addSink(sink));
    for (const word of ["a", "b", "a"]) harness.processElement(word);
    expect(outside.splice(0)).toEqual(["a 1", "b 1", "a 2"]);
    expect(harness.numStateEntries()).toBe(2);

    harness.open(harness.snapshot(), 2);
    for (const word of ["a", "b"]) harness.processElement(word);
    expect(outside).toEqual(["a 3", "b 2"]);
    expect(harness.numStateEntries()).toBe(2);
  });

  test("a sink function has it in a job of several subtasks that restarts", () => {
    const outside: string[] = [];
    const run = simulate(
      {
        version: 1,
        seed: 1,
        programs: [{ module: "job" }],
        cluster: { taskManagers: 2, slots: 2 },
        configuration: {
          "execution.checkpointing.interval": "40 ms",
          "execution.buffer-timeout.interval": "0 ms",
          "heartbeat.interval": "20 ms",
          "heartbeat.timeout": "100 ms",
          "restart-strategy.type": "fixed-delay",
          "restart-strategy.fixed-delay.delay": "5 ms",
        },
        faults: ["crash:tm=A@300ms/20ms", "crash:tm=B@300ms/20ms"],
      },
      {
        programs: {
          job: (env) => {
            env.setParallelism(2);
            env
              .addSource(new NumbersAsText())
              .map((text) => (Number(text) % 2 === 0 ? "even" : "odd"))
              .keyBy((parity) => parity)
              .addSink(new CountingSink((counted) => void outside.push(counted)));
            env.execute();
          },
        },
      },
    );
    expect(run.restarts).toBeGreaterThan(0);
    // Both counts end where they would have ended without the failure, and what was replayed was counted anew.
    expect(outside.length).toBeGreaterThan(RECORDS);
    for (const parity of ["even", "odd"])
      expect(outside.filter((line) => line.startsWith(parity)).at(-1)).toBe(`${parity} ${RECORDS / 2}`);
  });

  test("a writer of sinkTo needs no key: behind keyBy it gets the records of its keys, and the node has none", () => {
    const env = new GraphEnvironment();
    const words = inputStream<string>(env).keyBy((word) => word);
    words.sinkTo(new DiscardingSink<string>());
    words.addSink(new CountingSink(() => {}));
    const keys = env.getStreamGraph().nodes.map(({ name, keys }) => [name, keys.length]);
    expect(keys).toEqual([
      ["Source: input", 0],
      ["Sink: Unnamed", 1],
      ["Sink: Writer", 0],
    ]);
  });

  test("without keyBy there is none, and the function is told so", () => {
    const told = "Keyed state can only be used on a keyed stream";
    expect(() => harnessForStream<string>((words) => words.map(new Counting()))).toThrow(told);
    expect(() => harnessForStream<string>((words) => words.addSink(new CountingSink(() => {})))).toThrow(told);
  });
});
