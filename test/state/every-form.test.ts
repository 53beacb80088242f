/**
 * One suite for keyed state and timers, over every backend and every form of a chain: a backend joins with a line in `BACKENDS`,
 * a form of a chain with one in `CHAINS`.
 */
import { describe, expect, test } from "vitest";
import { simulateVerified } from "../../sim/verify.ts";
import type { HarnessSettings } from "../../src/harness/index.ts";
import { ProcessFunctionTestHarnesses } from "../../src/harness/index.ts";
import {
  MAX_TIMESTAMP,
  replaySource,
  type StreamExecutionEnvironment,
  transactionalLogSink,
  WatermarkStrategy,
} from "../../src/index.ts";
import { HeapKeyedStateBackend } from "../../src/state/heap-keyed-state-backend.ts";
import { expectedLines, type Numbered, numbered, Probing, STATE_PROBES } from "../support/state-probes.ts";

/** How a backend is made for a harness, and how a job asks for it. */
interface Backend {
  readonly create: NonNullable<HarnessSettings["keyedStateBackend"]>;
  readonly configuration: Readonly<Record<string, string>>;
}

const BACKENDS: Readonly<Record<string, Backend>> = {
  hashmap: { create: (options) => new HeapKeyedStateBackend(options), configuration: {} },
};

/** What comes behind the keyed operator, and how that is tied to it. */
const CHAINS: Readonly<Record<string, (env: StreamExecutionEnvironment) => void>> = {
  chained: () => {},
  "chained with object reuse": (env) => void env.enableObjectReuse(),
  "not chained": (env) => void env.disableOperatorChaining(),
  "not chained, with object reuse": (env) => void env.disableOperatorChaining().enableObjectReuse(),
};

const RECORDS = numbered(120);
/** Longer than any run. */
const LONG_MS = 1_000_000;

/** What becomes of the operator in the middle of its input; a job keeps its parallelism. */
const CHANGES = [
  ["goes on as it is", 2, 2, false],
  ["is restored", 2, 2, true],
  ["is restored with more subtasks", 1, 3, true],
  ["is restored with fewer subtasks", 3, 2, true],
] as const;

function inHarness(backend: Backend, probing: Probing, before: number, after: number, isRestored: boolean): string[] {
  const create = () =>
    ProcessFunctionTestHarnesses.forKeyedProcessFunction(probing, ({ key }: Numbered) => key, {
      parallelism: before,
      keyedStateBackend: backend.create,
    });
  let harness = create();
  const lines: unknown[] = [];
  for (const [i, record] of RECORDS.entries()) {
    if (isRestored && i === RECORDS.length / 2) {
      const snapshot = harness.snapshot();
      lines.push(...harness.extractOutputValues());
      const counts = [harness.numStateEntries(), harness.numEventTimeTimers()];
      // What comes after the snapshot is in none.
      harness.processElement({ n: 1, key: "lost" }, 1);
      harness = create();
      harness.open(snapshot, after);
      expect([harness.numStateEntries(), harness.numEventTimeTimers()]).toEqual(counts);
    }
    harness.processElement(record, record.n);
    if (i % 13 === 0) harness.processWatermark(record.n);
  }
  harness.processWatermark(MAX_TIMESTAMP);
  return [...lines, ...harness.extractOutputValues()].map(String).sort();
}

/** The lines that the job has committed; a crash in the middle of its input makes it go back to a checkpoint. */
function inJob(backend: Backend, chain: string, probing: Probing, parallelism: number, crashes: boolean): string[] {
  const run = simulateVerified(
    {
      version: 1,
      seed: 11,
      programs: [{ module: "job" }],
      cluster: { taskManagers: 3, slots: 2 },
      configuration: {
        ...backend.configuration,
        "parallelism.default": parallelism,
        "execution.checkpointing.interval": "30 ms",
        "heartbeat.interval": "20 ms",
        "heartbeat.timeout": "100 ms",
        "restart-strategy.type": "fixed-delay",
        "restart-strategy.fixed-delay.attempts": 50,
        "restart-strategy.fixed-delay.delay": "5 ms",
      },
      // One of them runs the job, wherever that was deployed.
      faults: crashes ? ["crash:tm=A@200ms/20ms", "crash:tm=B@350ms/20ms", "crash:tm=C@500ms/20ms"] : [],
      confluent: true,
      limitMs: 100_000,
    },
    {
      programs: {
        job: (env) => {
          CHAINS[chain](env);
          env
            .fromSource(
              replaySource<Numbered>({
                input: "numbers",
                timestampOf: ({ n }) => n,
                speed: 0.2,
                disorderMs: 0,
                splits: 1,
                startMs: 50,
              }),
              WatermarkStrategy.forMonotonousTimestamps<Numbered>(),
              "numbers",
            )
            .keyBy(({ key }) => key)
            .process(probing)
            .map((line) => line)
            .sinkTo(transactionalLogSink<string>({ log: "lines", serialize: (line) => line }));
          env.execute();
        },
      },
      inputs: { numbers: RECORDS },
    },
  );
  expect({ status: run.status, failure: run.failure, exactlyOnce: run.exactlyOnce }).toEqual({
    status: "FINISHED",
    failure: null,
    exactlyOnce: true,
  });
  expect(run.restarts > 0).toBe(crashes);
  return run.output("lines").sort();
}

describe.each(Object.entries(BACKENDS))("keyed state of the backend %s", (_name, backend) => {
  describe.each(Object.keys(STATE_PROBES))("%s", (kind) => {
    const expected = expectedLines(kind, RECORDS);

    describe.each([
      ["that lives on", 0],
      ["with a time to live", LONG_MS],
    ])("%s", (_life, ttlMs) => {
      test.each(CHANGES)(
        "is right alone, where the operator %s (%i to %i subtasks)",
        (_what, before, after, restored) => {
          expect(inHarness(backend, new Probing(kind, ttlMs), before, after, restored)).toEqual(expected);
        },
      );

      test.each(Object.keys(CHAINS))("is right in a job, %s, with and without a crash", (chain) => {
        for (const [parallelism, crashes] of [
          [1, true],
          [2, true],
          [2, false],
        ] as const)
          expect(inJob(backend, chain, new Probing(kind, ttlMs), parallelism, crashes)).toEqual(expected);
      });
    });

    test("is gone at the last millisecond of its time to live, and not before", () => {
      const ttlMs = 50;
      const harness = ProcessFunctionTestHarnesses.forKeyedProcessFunction(
        new Probing(kind, ttlMs),
        ({ key }: Numbered) => key,
        { keyedStateBackend: backend.create },
      );
      const shown = (n: number, atMs: number) => {
        harness.setTtlTime(atMs);
        harness.processElement({ n, key: "k" }, n);
        return harness.extractOutputValues()[0];
      };
      const line = (...numbers: number[]) => `k ${numbers.at(-1)} ${JSON.stringify(STATE_PROBES[kind].shows(numbers))}`;
      expect(shown(4, 0)).toBe(line(4));
      expect(shown(7, 49)).toBe(line(4, 7));
      // Nothing was written for the whole time to live: neither of the two is left.
      expect(shown(5, 49 + ttlMs)).toBe(line(5));
    });
  });
});
