import { describe, expect, test } from "vitest";
import { simulate } from "../../sim/simulation.ts";
import { simulateVerified } from "../../sim/verify.ts";
import { GraphEnvironment } from "../../src/api/graph-environment.ts";
import {
  type CheckpointedFunction,
  type DataStream,
  DiscardingSink,
  type FunctionInitializationContext,
  type JobProgram,
  type ListState,
  ListStateDescriptor,
  MIN_TIMESTAMP,
  RichSinkFunction,
  type RuntimeContext,
  type SinkFunctionContext,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "../../src/index.ts";
import { Counting, RECORDS } from "../support/source-jobs.ts";

const CONFIGURATION = {
  "execution.checkpointing.interval": "40 ms",
  "heartbeat.interval": "20 ms",
  "heartbeat.timeout": "100 ms",
  "restart-strategy.type": "fixed-delay",
  "restart-strategy.fixed-delay.attempts": 50,
  "restart-strategy.fixed-delay.delay": "5 ms",
};

function scenario(configuration: Readonly<Record<string, string | number>> = {}, faults: readonly string[] = []) {
  return {
    version: 1 as const,
    seed: 4,
    programs: [{ module: "job" }],
    cluster: { taskManagers: 2, slots: 2 },
    configuration,
    faults,
  };
}

function run(build: (env: StreamExecutionEnvironment) => void, ...given: Parameters<typeof scenario>) {
  const job: JobProgram = (env) => {
    build(env);
    env.execute("sinks");
  };
  return simulateVerified(scenario(...given), { programs: { job } });
}

describe("print", () => {
  // As Flink: the identifier, a colon and the subtask counted from 1 where there is more than one, then "> ".
  test.each([
    ["", 1, "a"],
    ["words", 1, "words> a"],
    ["", 2, /^[12]> a$/],
    ["words", 2, /^words:[12]> a$/],
  ] as const)("identifier %j with parallelism %i", (identifier, parallelism, line) => {
    const { stdout, stderr } = run((env) => {
      env.fromElements("a").rebalance().print(identifier).setParallelism(parallelism);
    });
    expect(stdout()).toHaveLength(1);
    if (typeof line === "string") expect(stdout()).toEqual([line]);
    else expect(stdout()[0]).toMatch(line);
    expect(stderr()).toEqual([]);
  });

  test("shows what was printed before an exception", () => {
    const { stdout, status } = run((env) => {
      const numbers = env.fromElements(1, 2, 3, 4);
      numbers
        .map((n) => {
          if (n === 3) throw new Error("not three");
          return n;
        })
        .print();
      env.setParallelism(1);
    });
    expect(status).toBe("FAILED");
    expect(stdout()).toEqual(["1", "2"]);
  });

  test("printToErr goes to the standard error", () => {
    const { stdout, stderr } = run((env) => void env.fromElements<unknown>(1, { a: 2 }).printToErr("e"));
    expect(stdout()).toEqual([]);
    expect(stderr()).toEqual(["e> 1", 'e> {"a":2}']);
  });

  test("each TaskManager has its own, and the trace tells of every line", () => {
    const { stdout, trace } = simulateVerified(
      scenario(),
      {
        programs: {
          job: (env) => {
            env.setParallelism(4);
            env
              .fromElements(..."abcdefgh")
              .rebalance()
              .print();
            env.execute();
          },
        },
      },
      { store: 0 },
    );
    expect(stdout("A")).toHaveLength(4);
    expect(stdout("B")).toHaveLength(4);
    expect(stdout()).toEqual([...stdout("A"), ...stdout("B")]);
    expect(stdout("C")).toEqual([]);
    const told = trace.filter(({ kind }) => kind === "tm.print").map(({ ext }) => `${ext?.tm} ${ext?.line}`);
    expect(told.sort()).toEqual([...stdout("A").map((l) => `A ${l}`), ...stdout("B").map((l) => `B ${l}`)].sort());
  });

  test("lines of replayed records are there again after a restart, and none is missing", () => {
    const { stdout, restarts } = run((env) => void env.addSource(new Counting()).print(), CONFIGURATION, [
      "crash:tm=A@200ms/20ms",
      "crash:tm=B@200ms/20ms",
    ]);
    expect(restarts).toBeGreaterThan(0);
    expect(new Set(stdout()).size).toBe(RECORDS);
    expect(stdout().length).toBeGreaterThan(RECORDS);
  });
});

/** Counts in operator state, and prints by way of a side effect that the test can see: it fails when it is told to. */
class Totals extends RichSinkFunction<number> implements CheckpointedFunction {
  private subtask = -1;
  private total = 0;
  private state!: ListState<number>;

  override open({ indexOfThisSubtask }: RuntimeContext): void {
    this.subtask = indexOfThisSubtask;
  }

  initializeState(context: FunctionInitializationContext): void {
    this.state = context.getOperatorStateStore().getListState(new ListStateDescriptor<number>("total"));
    for (const total of this.state.get()) this.total += total;
  }

  invoke(value: number, context: SinkFunctionContext): void {
    this.total += value;
    if (value < 0)
      throw new Error(`${this.subtask} ${this.total} ${context.timestamp()} ${context.currentWatermark()}`);
  }

  snapshotState(): void {
    this.state.update([this.total]);
  }
}

describe("a sink function", () => {
  test("takes each record, with its timestamp and the watermark", () => {
    const { failure } = run(
      (env) => {
        env
          .fromElements(1, 2, -1)
          .assignTimestampsAndWatermarks(WatermarkStrategy.noWatermarks<number>().withTimestampAssigner((n) => n * 10))
          .addSink(new Totals());
      },
      { "restart-strategy.type": "none" },
    );
    expect(failure?.message).toContain(`0 2 -10 ${MIN_TIMESTAMP}`);
    expect(failure?.operator).toMatch(/ -> Sink: Unnamed$/);
  });

  test("has no timestamp for a record without one, and may be a plain function", () => {
    const sink = (_value: string, context: SinkFunctionContext) => {
      throw new Error(`timestamp ${context.timestamp()}`);
    };
    const { failure } = run((env) => void env.fromElements("a").addSink(sink), { "restart-strategy.type": "none" });
    expect(failure?.message).toContain("timestamp null");
  });

  test("keeps operator state over restarts, so that each record counts once", () => {
    class Expecting extends Totals {
      override close(): void {}
      override invoke(value: number, context: SinkFunctionContext): void {
        if (value !== RECORDS - 1) super.invoke(value, context);
        else super.invoke(-value, context);
      }
    }
    const { failure, restarts } = run(
      (env) => {
        env.addSource(new Counting()).map(Number).addSink(new Expecting());
      },
      { ...CONFIGURATION, "restart-strategy.fixed-delay.attempts": 1 },
      ["crash:tm=A@200ms/20ms", "crash:tm=B@200ms/20ms"],
    );
    expect(restarts).toBe(1);
    const sum = ((RECORDS - 2) * (RECORDS - 1)) / 2;
    expect(failure?.message).toContain(`0 ${sum - (RECORDS - 1)} `);
  });
});

describe("collect", () => {
  const build = (env: StreamExecutionEnvironment) => {
    env
      .addSource(new Counting())
      .map((text) => ({ n: Number(text) }))
      .executeAndCollect("collecting");
  };
  const expected = Array.from({ length: RECORDS }, (_, n) => ({ n }));

  test("gives each record exactly once when the job restarts", () => {
    for (const atMs of [120, 200, 300]) {
      const faults = [`crash:tm=A@${atMs}ms/20ms`, `crash:tm=B@${atMs + 90}ms/20ms`];
      const { collected, restarts, exactlyOnce } = simulateVerified(scenario(CONFIGURATION, faults), {
        programs: { job: build },
      });
      expect(restarts).toBeGreaterThan(0);
      expect(collected()).toEqual(expected);
      expect(exactlyOnce).toBe(true);
    }
  });

  test("gives all records of a job without checkpoints when it finishes", () => {
    expect(simulate(scenario(), { programs: { job: build } }).collected()).toEqual(expected);
  });

  test("has a name for each of several", () => {
    const { collected } = run((env) => {
      env.fromElements("a", "b").collectAsync("letters");
      env.fromSequence(1, 2).collectAsync("numbers");
    });
    expect(collected("letters")).toEqual(["a", "b"]);
    expect(collected("numbers")).toEqual([1, 2]);
  });
});

test("a discarding sink takes all, by either way in, and the outcome can be judged beside it", () => {
  const job: JobProgram = (env) => {
    const numbers = env.fromSequence(1, 5);
    numbers.sinkTo(new DiscardingSink<number>());
    numbers.addSink(new DiscardingSink<number>());
    numbers.collectAsync("numbers");
    env.execute();
  };
  const { status, outcome, collected } = simulateVerified({ ...scenario(), confluent: true }, { programs: { job } });
  expect(status).toBe("FINISHED");
  expect(outcome).toMatchObject({ applied: true, held: true });
  expect(collected("numbers")).toEqual([1, 2, 3, 4, 5]);
});

describe("a record that is taken is not lost, in a task of its own either", () => {
  const ends: Readonly<Record<string, (stream: DataStream<number>) => unknown>> = {
    print: (stream) => stream.print(),
    "a sink function": (stream) => stream.addSink(() => {}),
    "a discarding sink": (stream) => stream.sinkTo(new DiscardingSink<number>()),
  };
  test.each(Object.entries(ends))("by %s", (_name, end) => {
    const { lineage, exactlyOnce } = run((env) => void end(env.fromSequence(1, 6).rebalance()), {
      "parallelism.default": 2,
    });
    expect(lineage.losses).toEqual([]);
    expect(exactlyOnce).toBe(true);
  });
});

test("sinks have Flink's names", () => {
  const env = new GraphEnvironment();
  const stream = env.fromElements("a");
  stream.print();
  stream.printToErr();
  stream.addSink(() => {});
  stream.sinkTo(new DiscardingSink<string>());
  stream.collectAsync();
  expect(env.getStreamGraph().nodes.map(({ name }) => name)).toEqual([
    "Source: Collection Source",
    "Sink: Print to Std. Out",
    "Sink: Print to Std. Err",
    "Sink: Unnamed",
    "Sink: Writer",
    "Data stream collect sink: Writer",
    "Data stream collect sink: Committer",
  ]);
});
