import { describe, expect, test } from "vitest";
import { examine } from "../../../sim/explore/examine.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import type { JobProgram, Source } from "../../../src/index.ts";
import { replaySource, transactionalLogSink, WatermarkStrategy } from "../../../src/index.ts";

interface Split {
  readonly splitId: string;
}

/** Gives numbers for ever, as fast as they are taken. */
const NUMBERS: Source<number, Split, null> = {
  boundedness: "continuous",
  createEnumerator: (context) => ({
    start() {},
    handleSplitRequest() {},
    addReader: (subtask) => context.assignSplits(new Map([[subtask, [{ splitId: `n-${subtask}` }]]])),
    addSplitsBack() {},
    snapshotState: () => null,
    close() {},
  }),
  restoreEnumerator: (context) => NUMBERS.createEnumerator(context),
  createReader() {
    const splits: Split[] = [];
    let n = 0;
    return {
      start() {},
      pollNext(output) {
        output.createOutputForSplit(splits[0].splitId).collect(n, n, n++);
        return "more-available";
      },
      availableAtMicros: () => (splits.length === 0 ? Number.POSITIVE_INFINITY : 0),
      addSplits: (more) => void splits.push(...more),
      notifyNoMoreSplits() {},
      snapshotState: () => splits,
      close() {},
    };
  },
};

const endless: JobProgram = (env) => {
  env
    .fromSource(NUMBERS, WatermarkStrategy.noWatermarks<number>(), "numbers")
    .map(String)
    .sinkTo(transactionalLogSink<string>({ log: "out" }));
  env.execute("endless");
};

const failing: JobProgram = (env) => {
  env
    .fromSource(
      replaySource<number>({ input: "ticks", timestampOf: (at) => at, speed: 1, disorderMs: 0 }),
      WatermarkStrategy.noWatermarks<number>(),
      "ticks",
    )
    .map((): string => {
      throw new Error("This function likes nothing.");
    })
    .sinkTo(transactionalLogSink<string>({ log: "out" }));
  env.execute("failing");
};

const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "job" }],
  inputs: { ticks: { records: [0, 100] } },
  cluster: { taskManagers: 1, slots: 1 },
  configuration: {
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": 1_000_000,
    "restart-strategy.fixed-delay.delay": "50 ms",
  },
};

describe("a run that leads nowhere is given up", () => {
  test("after a bound of events, and the finding says what kept running", () => {
    const { run, findings } = examine(scenario, { programs: { job: endless } }, { mostEvents: 40_000 });
    expect(run?.status).toBe("RUNNING");
    const unfinished = findings.find(({ property }) => property === "LIV-4");
    expect(unfinished?.message).toMatch(
      /^The job did not come to its end in 40,000 events: numbers, subtask 1 of 1 kept running, with [\d,]+ times [a-z.]+ at last, until [\d.]+ s of virtual time\.$/,
    );
  });

  test("when its tasks fail of themselves again and again", () => {
    const { run, findings } = examine(scenario, { programs: { job: failing } });
    expect(findings.map(({ property }) => property)).toEqual(["FAIL-1"]);
    expect(findings[0].message).toBe("A task failed of itself: This function likes nothing.");
    expect(run?.events).toBeLessThan(50_000);
  });
});
