import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scenarios, simulate } from "../../cli/testing/index.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";
import { appendingBuckets, type Reading, readings, transactionalBuckets } from "../support/bucket-job.ts";

const options = {
  scenario: {
    version: 1 as const,
    seed: 1,
    programs: [{ module: "buckets" }],
    cluster: { taskManagers: 3, slots: 2 },
    inputs: { readings: { records: readings(120) } },
  },
  swarm: "crashes",
};

/** The text of the error that a property ends with. */
function failureOf(run: () => void): string {
  try {
    run();
  } catch (thrown) {
    return thrown instanceof Error
      ? `${thrown.message}\n${thrown.cause instanceof Error ? thrown.cause.message : ""}`
      : String(thrown);
  }
  return "it passed";
}

describe("a property of a job", () => {
  test("holds for a job whose sink commits in two phases", () => {
    fc.assert(
      fc.property(scenarios(transactionalBuckets, options), (scenario) => {
        expect(simulate(scenario)).toBeExactlyOnce();
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test("fails for a job whose sink appends, with the shortest script of faults", () => {
    const text = failureOf(() =>
      fc.assert(
        fc.property(scenarios(appendingBuckets, options), (scenario) => {
          expect(simulate(scenario)).toBeExactlyOnce();
        }),
        { numRuns: 100, seed: 7 },
      ),
    );
    console.log(text);
    expect(text).toMatch(/1\. .*, crash TaskManager/);
    expect(text).toMatch(/Every message takes its usual time|Left to chance: /);
    expect(text).toMatch(/The scenario is cut at [\d.]+\ss: by then it has happened\./);
  });

  test("of a job whose transactions time out says which one, why, and how many records it cost", () => {
    const job: JobProgram = (env) => {
      const source = replaySource<Reading>({ input: "readings", timestampOf: ({ ts }) => ts, speed: 1, disorderMs: 0 });
      const sink = transactionalLogSink<Reading>({ log: "out", transactionTimeoutMs: 2000 });
      env.fromSource(source, WatermarkStrategy.noWatermarks<Reading>(), "readings").sinkTo(sink);
      env.execute("impatient");
    };
    const scenario: Scenario = {
      ...options.scenario,
      programs: [{ module: "impatient" }],
      cluster: { taskManagers: 1, slots: 1 },
      configuration: { "execution.checkpointing.interval": "500 ms", "restart-strategy.type": "fixed-delay" },
      faults: ["crash:tm=A@cp.complete#4/9s"],
    };
    const run = simulate(scenario, { host: { programs: { impatient: job } } });
    const lost = 120 - run.output("out").length;
    expect(lost).toBeGreaterThan(0);
    const sentence = new RegExp(
      `OUT-4 does not hold\\. Transaction \\S+ was aborted by its timeout of 2 s before it could be committed \\(open for .+, then an outage of .+\\): ${lost} records lost\\.`,
    );
    expect(failureOf(() => expect(run).toBeExactlyOnce())).toMatch(sentence);
  });

  test("names the call for which the graph of the job is refused", () => {
    const refused: JobProgram = (env) => {
      env
        .fromElements(1, 2, 3)
        .map((n) => n + 1)
        .setParallelism(0)
        .print();
    };
    const text = failureOf(() =>
      fc.assert(
        fc.property(scenarios(refused), (scenario) => {
          expect(simulate(scenario)).toFinish();
        }),
        { numRuns: 1, seed: 7 },
      ),
    );
    expect(text).toContain("The parallelism of an operator must be at least 1");
    expect(text).toMatch(/^Refused at {2}test\/testing\/property\.test\.ts:\d+, setParallelism$/m);
  });
});
