import { describe, expect, test } from "vitest";
import type { SimulatedService } from "../../sim/services/simulated-service.ts";
import { simulatedSocket } from "../../sim/services/simulated-socket.ts";
import { simulateVerified, type VerifiedRun } from "../../sim/verify.ts";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import { SplitOnRequestEnumerator, splitRange } from "../../src/connectors/indexed-splits.ts";
import {
  DataGeneratorSource,
  FileSource,
  type JobProgram,
  nodeId,
  ParallelSourceFunction,
  RateLimiterStrategy,
  RichSourceFunction,
  type SourceContext,
  type SourceFunction,
  type SourceRun,
  type StreamExecutionEnvironment,
  TextLineInputFormat,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "../../src/index.ts";

const CONFIGURATION = {
  "execution.checkpointing.interval": "40 ms",
  "heartbeat.interval": "20 ms",
  "heartbeat.timeout": "100 ms",
  "restart-strategy.type": "fixed-delay",
  "restart-strategy.fixed-delay.attempts": 50,
  "restart-strategy.fixed-delay.delay": "5 ms",
};

interface Setting {
  readonly configuration?: Readonly<Record<string, string | number>>;
  readonly faults?: readonly string[];
  readonly inputs?: Readonly<Record<string, readonly unknown[]>>;
  readonly services?: Readonly<Record<string, SimulatedService>>;
}

function run(build: (env: StreamExecutionEnvironment) => void, setting: Setting = {}): VerifiedRun {
  const { configuration = {}, faults = [], inputs = {}, services = {} } = setting;
  const job: JobProgram = (env) => {
    build(env);
    env.execute("sources");
  };
  return simulateVerified(
    {
      version: 1,
      seed: 4,
      programs: [{ module: "job" }],
      cluster: { taskManagers: 2, slots: 2 },
      configuration,
      faults,
      limitMs: 60_000,
    },
    { programs: { job }, inputs, services },
    { store: 2 },
  );
}

/** ms between the records that each subtask reads. */
function pauses({ trace }: VerifiedRun): number[] {
  const last = new Map<number, number>();
  const between: number[] = [];
  for (const { kind, task, t } of trace) {
    if (kind !== "src.emit") continue;
    const before = last.get(task);
    if (before !== undefined) between.push(Math.round((t - before) / 1000));
    last.set(task, t);
  }
  return between;
}

const none = WatermarkStrategy.noWatermarks<string>();
const source = (body: (ctx: SourceContext<string>) => SourceRun): SourceFunction<string> => ({
  run: body,
  cancel() {},
});

describe("sources of the environment", () => {
  test("have Flink's names and parallelism", () => {
    const env = new GraphEnvironment();
    env.setParallelism(3);
    class Everywhere extends ParallelSourceFunction<string> {
      override run(): void {}
    }
    const sources = [
      env.fromSequence(1, 2),
      env.fromData("a"),
      env.fromElements("a"),
      env.fromCollection(["a"]),
      env.socketTextStream("chat"),
      env.addSource(source(function* () {})),
      env.addSource(new Everywhere(), "everywhere"),
    ];
    for (const one of sources) one.print();
    const nodes = env.getStreamGraph().sources;
    expect(nodes.map(({ name, parallelism, task }) => [name, parallelism, task])).toEqual([
      ["Source: Sequence Source", 3, "SourceOperatorStreamTask"],
      ["Source: Collection Source", 1, "SourceOperatorStreamTask"],
      ["Source: Collection Source", 1, "SourceStreamTask"],
      ["Source: Collection Source", 1, "SourceStreamTask"],
      ["Source: Socket Stream", 1, "SourceStreamTask"],
      ["Source: Custom Source", 1, "SourceStreamTask"],
      ["Source: everywhere", 3, "SourceStreamTask"],
    ]);
    expect(() => env.fromElements("a").setParallelism(2)).toThrow(
      "The parallelism of non parallel operator must be 1.",
    );
  });

  test("refuse what they cannot read", () => {
    const env = new GraphEnvironment();
    expect(() => env.fromElements()).toThrow("fromElements needs at least one element as argument.");
    expect(() => env.fromCollection(["a", null])).toThrow("The collection contains a null element.");
    expect(() => env.fromSequence(2, 1)).toThrow("'from' must be <= 'to'");
    expect(() => env.fromSequence(0, 0.5)).toThrow("A sequence goes from integer to integer, not from 0 to 0.5.");
    expect(() => new DataGeneratorSource(String, -1)).toThrow("at least 0, not -1");
    expect(() => RateLimiterStrategy.perSecond(0)).toThrow("A source cannot emit 0 records a second.");
    expect(() => FileSource.forRecordStreamFormat(new TextLineInputFormat())).toThrow("at least one input");
  });

  test("a sequence is cut into ranges of nearly equal length, the longer ones first", () => {
    const lengths = (first: number, last: number, count: number) =>
      splitRange(first, last, count).map((split) => [split.splitId, split.first, split.length]);
    expect(lengths(1, 10, 3)).toEqual([
      ["1", 1, 4],
      ["2", 5, 3],
      ["3", 8, 3],
    ]);
    expect(lengths(5, 6, 4)).toEqual([
      ["1", 5, 1],
      ["2", 6, 1],
    ]);
    expect(lengths(0, -1, 2)).toEqual([]);
  });

  test("a split that comes back after a failure is given to whoever asks next", () => {
    const given: string[] = [];
    const enumerator = new SplitOnRequestEnumerator(
      {
        currentParallelism: () => 2,
        registeredReaders: () => [0, 1],
        assignSplit: ({ splitId }, subtask) => void given.push(`${subtask}: ${splitId}`),
        assignSplits: (assignment) => void given.push(`${[...assignment.keys()]}: several`),
        signalNoMoreSplits: (subtask) => void given.push(`${subtask}: no more`),
      },
      splitRange(1, 2, 2),
    );
    const [first] = enumerator.snapshotState();
    for (const subtask of [0, 1]) enumerator.handleSplitRequest(subtask);
    enumerator.addSplitsBack([first]);
    for (const subtask of [1, 0]) enumerator.handleSplitRequest(subtask);
    expect(given).toEqual(["0: 1", "1: 2", "1: 1", "0: no more"]);
  });

  test("files are inputs of the scenario, a split each", () => {
    const files = FileSource.forRecordStreamFormat(new TextLineInputFormat(), "one", "two").build();
    const { stdout } = run((env) => void env.fromSource(files, none, "files").print("line").setParallelism(1), {
      inputs: { one: ["a", { b: 1 }], two: ["c"] },
      configuration: { "parallelism.default": 2 },
    });
    expect(stdout().sort()).toEqual(["line> a", "line> c", 'line> {"b":1}']);
  });

  test("a file that the scenario does not have fails the job in one sentence", () => {
    const files = FileSource.forRecordStreamFormat(new TextLineInputFormat(), "missing").build();
    const { failure } = run((env) => void env.fromSource(files, none, "files").print());
    expect(failure?.message).toContain('The scenario has no input "missing".');
  });
});

describe("a rate limit", () => {
  const generated = (strategy: RateLimiterStrategy, configuration: Setting["configuration"] = {}) =>
    run((env) => void env.fromSource(new DataGeneratorSource(String, 12, strategy), none, "numbers").print(), {
      configuration,
    });

  test("per second holds on the virtual clock, each subtask with its even share", () => {
    expect(pauses(generated(RateLimiterStrategy.perSecond(10)))).toEqual(Array(11).fill(100));
    const shared = pauses(generated(RateLimiterStrategy.perSecond(10), { "parallelism.default": 2 }));
    expect(shared).toEqual(Array(10).fill(200));
  });

  test("makes up for at most one second that was not used", () => {
    const limiter = RateLimiterStrategy.perSecond(4).createRateLimiter(1);
    const granted = (now: number) => limiter.acquire(now);
    expect([granted(0), granted(0), granted(0)]).toEqual([0, 250_000, 500_000]);
    // Idle for ten seconds: four are there at once, and one is paid by the next.
    const later = 10_000_000;
    expect([granted(later), granted(later), granted(later), granted(later), granted(later), granted(later)]).toEqual([
      later,
      later,
      later,
      later,
      later,
      later + 250_000,
    ]);
  });

  test("per checkpoint waits for the checkpoint to be complete", () => {
    const { trace, stdout } = generated(RateLimiterStrategy.perCheckpoint(5), CONFIGURATION);
    expect(stdout()).toHaveLength(12);
    let since = 0;
    const stretches: number[] = [];
    for (const { kind } of trace) {
      if (kind === "src.emit") since++;
      else if (kind === "cp.complete") {
        stretches.push(since);
        since = 0;
      }
    }
    expect(Math.max(...stretches, since)).toBeLessThanOrEqual(5);
    expect(stretches.filter((records) => records > 0).length).toBeGreaterThan(1);
  });

  test("needs a record a checkpoint for each subtask", () => {
    expect(() => RateLimiterStrategy.perCheckpoint(1).createRateLimiter(2)).toThrow(
      "1 records a checkpoint are too few for 2 subtasks: each needs one at least.",
    );
  });
});

describe("a source function", () => {
  test("sleeps on the virtual clock, and checkpoints are made meanwhile", () => {
    const verified = run(
      (env) => {
        env
          .addSource(
            source(function* (ctx) {
              for (let n = 0; n < 3; n++) {
                ctx.collect(`${n} at ${ctx.currentProcessingTime() % 1000}`);
                yield ctx.sleep(250);
              }
            }),
          )
          .print();
      },
      { configuration: CONFIGURATION },
    );
    expect(pauses(verified)).toEqual([250, 250]);
    expect(verified.stats.checkpoints.completed).toBeGreaterThan(12);
    expect(verified.violations).toEqual([]);
  });

  test("gives its own timestamps and watermarks", () => {
    const { stdout } = run((env) => {
      env
        .addSource(
          source(function* (ctx) {
            for (const atMs of [1, 4, 7, 5, 12]) {
              ctx.collectWithTimestamp(`${atMs}`, atMs);
              ctx.emitWatermark(atMs - 1);
              yield;
            }
          }),
        )
        .keyBy(() => "k")
        .window(TumblingEventTimeWindows.of(5))
        .apply<string>((_key, { start }, elements, out) => out.collect(`${start}: ${[...elements].join(" ")}`))
        .print();
    });
    expect(stdout()).toEqual(["0: 1 4", "5: 7 5", "10: 12"]);
  });

  test("that is idle does not hold back the watermark of the others", () => {
    const build = (idles: boolean) => (env: StreamExecutionEnvironment) => {
      const quiet = source(function* (ctx) {
        if (idles) ctx.markAsTemporarilyIdle();
        yield ctx.sleep(5000);
      });
      const busy = source(function* (ctx) {
        ctx.collectWithTimestamp("a", 1);
        ctx.emitWatermark(100);
        yield;
      });
      env
        .addSource(quiet)
        .union(env.addSource(busy))
        .keyBy(() => "k")
        .window(TumblingEventTimeWindows.of(5))
        .apply<string>((_key, _window, [first], out) => out.collect(first))
        .print();
    };
    const firedAtMs = (idles: boolean) => {
      const verified = run(build(idles));
      expect(verified.violations).toEqual([]);
      return (verified.trace.find(({ kind }) => kind === "tm.print")?.t ?? 0) / 1000;
    };
    expect(firedAtMs(true)).toBeLessThan(1000);
    // The busy one has ended, but the quiet one still might bring something.
    expect(firedAtMs(false)).toBeGreaterThan(5000);
  });

  test("asks a system outside, and waits for its answer", () => {
    const doubling: SimulatedService<number, number, null> = { initialState: () => null, handle: (n) => n * 2 };
    const { stdout } = run(
      (env) => {
        env
          .addSource(
            source(function* (ctx) {
              for (let n = 1; n < 4; n++) ctx.collect(String(yield ctx.ask(nodeId("doubling"), n, 20)));
            }),
          )
          .print();
      },
      { services: { doubling: doubling as SimulatedService } },
    );
    expect(stdout()).toEqual(["2", "4", "6"]);
  });

  test("may be a plain function, which emits all it has at once", () => {
    const plain: SourceFunction<string> = {
      run(ctx) {
        for (const letter of "abc") ctx.collect(letter);
      },
      cancel() {},
    };
    expect(run((env) => void env.addSource(plain).print()).stdout()).toEqual(["a", "b", "c"]);
  });

  test("that never says yield is stopped in one sentence", () => {
    const endless: SourceFunction<string> = {
      run(ctx) {
        for (;;) ctx.collect("a");
      },
      cancel() {},
    };
    const { failure } = run(
      (env) =>
        void env
          .addSource(endless)
          .filter(() => false)
          .print(),
      {
        configuration: { "restart-strategy.type": "none" },
      },
    );
    expect(failure?.message).toContain("has emitted 100000 records without a yield; say yield after each");
  });

  test("that only says yield does not stop the clock", () => {
    const { status } = run(
      (env) => {
        env
          .addSource(
            source(function* (ctx) {
              const until = ctx.currentProcessingTime() + 20;
              while (ctx.currentProcessingTime() < until) yield;
              ctx.collect("late");
            }),
          )
          .print();
      },
      { configuration: { "tidemark.cpu.record-cost": 100_000 } },
    );
    expect(status).toBe("FINISHED");
  });

  test("may not return a promise", () => {
    const async = { run: (async () => {}) as unknown as () => void, cancel() {} };
    const { failure } = run((env) => void env.addSource(async).print(), {
      configuration: { "restart-strategy.type": "none" },
    });
    expect(failure?.message).toMatch(/The run of .* returned a promise/);
  });

  test("is initialized, opened, run and closed in this order, and cancelled when the task does not come to its end", () => {
    const calls: string[] = [];
    class Telling extends RichSourceFunction<string> {
      initializeState = () => void calls.push("initializeState");
      snapshotState = () => {};
      override open = () => void calls.push("open");
      override close = () => void calls.push("close");
      override cancel = () => void calls.push("cancel");
      override *run(ctx: SourceContext<string>): SourceRun {
        calls.push("run");
        ctx.collect("a");
        yield ctx.sleep(1000);
        calls.push("end");
      }
    }
    run((env) => void env.addSource(new Telling()).print());
    expect(calls).toEqual(["initializeState", "open", "run", "end", "close"]);
    calls.length = 0;
    const failing = (line: string) => {
      throw new Error(line);
    };
    run((env) => void env.addSource(new Telling()).rebalance().map(failing).print(), {
      configuration: { "restart-strategy.type": "none" },
    });
    expect(calls).toEqual(["initializeState", "open", "run", "cancel", "close"]);
  });
});

describe("a socket", () => {
  const lines = Array.from({ length: 60 }, (_, n) => `line ${n}`);
  const services = () => ({ chat: simulatedSocket({ lines, linesPerSecond: 200 }) as SimulatedService });
  const build = (env: StreamExecutionEnvironment) => void env.socketTextStream("chat").collectAsync("lines");

  test("gives its lines in order, at the pace of the other side", () => {
    const verified = run(build, { services: services() });
    expect(verified.collected("lines")).toEqual(lines);
    expect(verified.virtualMs).toBeGreaterThan(300);
    expect(verified.exactlyOnce).toBe(true);
  });

  test("loses nothing when an answer is lost on its way", () => {
    const faults = ["drop:method=chat.read,reply@150ms/30ms"];
    const verified = run(build, { services: services(), faults, configuration: CONFIGURATION });
    expect(verified.faults[0].firedAt).not.toBeNull();
    expect(verified.collected("lines")).toEqual(lines);
  });

  test("cannot be replayed: a crash loses what was read and is in no checkpoint, and the verdict says so", () => {
    const faults = ["crash:tm=A@230ms/20ms", "crash:tm=B@230ms/20ms"];
    const verified = run(build, { services: services(), faults, configuration: CONFIGURATION });
    const collected = verified.collected("lines") as string[];
    expect(verified.status).toBe("FINISHED");
    expect(verified.restarts).toBeGreaterThan(0);
    expect(collected.length).toBeLessThan(lines.length);
    expect(new Set(collected).size).toBe(collected.length);
    expect(verified.lineage.losses.length).toBe(lines.length - collected.length);
    expect(verified.exactlyOnce).toBe(false);
  });
});
