import { describe, expect, test } from "vitest";
import type { Scenario } from "../../sim/scenario.ts";
import { type Run, simulate } from "../../sim/simulation.ts";
import type { StreamExecutionEnvironment } from "../../src/api/execution-environment.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { appendLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import { OneInputOperator } from "../../src/operators/operator.ts";
import type { MaybeStep, Step } from "../../src/task/step.ts";
import { type Reading, readings } from "../support/bucket-job.ts";
import { bucketScenario } from "../support/bucket-scenario.ts";

/** Passes records on and writes down what it is told. */
class Recording extends OneInputOperator {
  readonly #name: string;
  readonly #log: string[];
  #seen = false;

  constructor(name: string, log: string[]) {
    super();
    this.#name = name;
    this.#log = log;
  }

  #note(what: string): void {
    this.#log.push(`${this.#name} ${what}`);
  }

  override initializeState(restored: number): void {
    this.#note(`initializeState ${restored}`);
  }
  override *open(): Step {
    yield { kind: "until", atMicros: 0 };
    this.#note("open");
  }
  processElement(value: unknown, timestampMs: number): void {
    if (!this.#seen) this.#note("processElement");
    this.#seen = true;
    this.ctx.output.collect(value, timestampMs);
  }
  override *prepareSnapshotPreBarrier(id: number): Step {
    yield { kind: "until", atMicros: 0 };
    this.#note(`prepareSnapshotPreBarrier ${id}`);
  }
  override snapshotState(id: number): MaybeStep {
    this.#note(`snapshotState ${id}`);
  }
  override notifyCheckpointComplete(id: number): void {
    this.#note(`notifyCheckpointComplete ${id}`);
  }
  override endInput(): void {
    this.#note("endInput");
  }
  override finish(): void {
    this.#note("finish");
  }
  override close(): void {
    this.#note("close");
  }
}

type Build = (env: StreamExecutionEnvironment) => void;

function source(env: StreamExecutionEnvironment) {
  const options = { input: "readings", timestampOf: (r: Reading) => r.ts, speed: 2, disorderMs: 0, splits: 1 };
  return env.fromSource(replaySource<Reading>(options), WatermarkStrategy.noWatermarks<Reading>(), "readings");
}

function runJob(build: Build, differences: Partial<Scenario> = {}): Run {
  const run = simulate(
    bucketScenario({
      inputs: { readings: { records: readings(60) } },
      ...differences,
      configuration: { "parallelism.default": 1, ...differences.configuration },
    }),
    { programs: { buckets: build } },
  );
  expect(run.status).toBe("FINISHED");
  return run;
}

describe("life cycle of a chain", () => {
  const chain =
    (log: string[]): Build =>
    (env) => {
      source(env)
        .transform<Reading>("head", { kind: "Recording", create: () => new Recording("head", log) })
        .transform<Reading>("tail", { kind: "Recording", create: () => new Recording("tail", log) })
        .sinkTo(appendLogSink<Reading>({ log: "out" }));
      env.execute();
    };

  test("initializeState and open tail to head; records only when all are open", () => {
    const log: string[] = [];
    runJob(chain(log));
    expect(log.slice(0, 4)).toEqual(["tail initializeState 0", "tail open", "head initializeState 0", "head open"]);
    expect(log.indexOf("head processElement")).toBeGreaterThan(3);
  });

  test("before the barrier head to tail, snapshot and notification tail to head, one checkpoint after another", () => {
    const log: string[] = [];
    const run = runJob(chain(log));
    const completed = run.trace.filter(({ kind }) => kind === "cp.complete").map(({ ch }) => ch);
    expect(completed.length).toBeGreaterThan(2);
    const steps = ["prepareSnapshotPreBarrier", "snapshotState", "notifyCheckpointComplete"];
    const about = log.filter((line) => steps.includes(line.split(" ")[1]));
    expect(about).toEqual(
      completed.flatMap((id) => [
        `head prepareSnapshotPreBarrier ${id}`,
        `tail prepareSnapshotPreBarrier ${id}`,
        `tail snapshotState ${id}`,
        `head snapshotState ${id}`,
        `tail notifyCheckpointComplete ${id}`,
        `head notifyCheckpointComplete ${id}`,
      ]),
    );
  });

  test("at the end each operator ends its input and finishes before the next; after one more checkpoint tail to head close", () => {
    const log: string[] = [];
    runJob(chain(log));
    const end = log.indexOf("head endInput");
    expect(log.slice(end, end + 4)).toEqual(["head endInput", "head finish", "tail endInput", "tail finish"]);
    expect(log.slice(-2)).toEqual(["tail close", "head close"]);
    expect(
      log
        .slice(end + 4, -2)
        .filter((line) => line.startsWith("head"))
        .map((line) => line.split(" ")[1]),
    ).toEqual(expect.arrayContaining(["prepareSnapshotPreBarrier", "snapshotState", "notifyCheckpointComplete"]));
  });

  test("without checkpoints the end is not waited for", () => {
    const log: string[] = [];
    runJob(chain(log), { configuration: { "execution.checkpointing.interval": "0 s" } });
    expect(log.slice(-6)).toEqual([
      "head endInput",
      "head finish",
      "tail endInput",
      "tail finish",
      "tail close",
      "head close",
    ]);
  });

  test("a new attempt is told the checkpoint that it starts from", () => {
    const log: string[] = [];
    const run = runJob(chain(log), {
      faults: ["crash:tm=A@cp.complete#3+1ms/1s", "crash:tm=B@cp.complete#3+1ms/1s", "crash:tm=C@cp.complete#3+1ms/1s"],
    });
    const restored = run.trace.find(({ kind }) => kind === "cp.restore")?.ch;
    const lines = log.filter((line) => line.includes("initializeState"));
    expect(lines.slice(-2)).toEqual([`tail initializeState ${restored}`, `head initializeState ${restored}`]);
    expect(restored).toBeGreaterThan(0);
  });
});

describe("what operators of a chain share", () => {
  interface Box {
    id: number;
    list: number[];
  }

  /** Keeps what it emitted, and changes it after the next operator has seen it. */
  class Mutating extends OneInputOperator {
    processElement(value: unknown, timestampMs: number): void {
      const box: Box = { id: (value as Reading).id, list: [1] };
      this.ctx.output.collect(box, timestampMs);
      box.list.push(2);
    }
  }

  /** Looks at the record before the one that it was given. */
  class Late extends OneInputOperator {
    #last: Box | null = null;
    processElement(value: unknown, timestampMs: number): void {
      if (this.#last !== null) this.ctx.output.collect(this.#last.list.join(), timestampMs);
      this.#last = value as Box;
    }
  }

  function lists(configure: Build): Set<string> {
    const run = runJob((env) => {
      configure(env);
      source(env)
        .transform<Box>("mutating", { kind: "Mutating", create: () => new Mutating() })
        .transform<string>("late", { kind: "Late", create: () => new Late() })
        .sinkTo(appendLogSink<string>({ log: "out" }));
      env.execute();
    });
    return new Set(run.output("out"));
  }

  test("a record that is changed after it was emitted does not show the change downstream", () => {
    expect(lists(() => {})).toEqual(new Set(["1"]));
  });

  test("with object reuse it does", () => {
    expect(lists((env) => env.enableObjectReuse())).toEqual(new Set(["1,2"]));
  });

  test("across an exchange it never does", () => {
    expect(lists((env) => env.enableObjectReuse().disableOperatorChaining())).toEqual(new Set(["1"]));
  });
});
