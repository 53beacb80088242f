import { describe, expect, test } from "vitest";
import { humanReport } from "../../cli/report.ts";
import { RunStory } from "../../cli/story.ts";
import { pad, paintFor, shorten, wrap } from "../../cli/text.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { createVerifiedSimulation, type VerifiedRun } from "../../sim/verify.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { WatermarkStrategy } from "../../src/api/watermark-strategy.ts";
import { appendLogSink, transactionalLogSink } from "../../src/connectors/log-sink.ts";
import { replaySource } from "../../src/connectors/replay-source.ts";

interface Tick {
  readonly at: number;
}

const records: readonly Tick[] = Array.from({ length: 100 }, (_, i) => ({ at: i * 100 }));

const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "job" }],
  inputs: { ticks: { records } },
  cluster: { taskManagers: 2, slots: 1 },
  configuration: {
    "parallelism.default": 2,
    "execution.checkpointing.interval": 500,
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": 2,
  },
  confluent: true,
};

function job(map: (tick: Tick) => number, exactlyOnce = true, transactionTimeoutMs = 3_600_000): JobProgram {
  return (env) => {
    const source = replaySource<Tick>({ input: "ticks", timestampOf: ({ at }) => at, speed: 1, disorderMs: 0 });
    const sink = exactlyOnce
      ? transactionalLogSink<number>({ log: "out", transactionTimeoutMs })
      : appendLogSink<number>({ log: "out" });
    env.fromSource(source, WatermarkStrategy.noWatermarks<Tick>(), "ticks").map(map).name("doubler").sinkTo(sink);
    env.execute("job");
  };
}

function report(
  program: JobProgram,
  faults: readonly string[] = [],
): { readonly text: string; readonly run: VerifiedRun } {
  const story = new RunStory();
  const verified = createVerifiedSimulation(
    { ...scenario, faults },
    { programs: { job: program } },
    { store: -1, observers: [story] },
  );
  while (verified.simulation.advance());
  const run = verified.result();
  const context = {
    job: "job",
    unit: "tick",
    wallMs: 1000,
    next: ["a", "b", "c"],
    skipped: 0,
    paint: paintFor(false, {}),
  };
  return { text: humanReport(run, story, context), run };
}

describe("the report", () => {
  test("says exactly once when both verdicts hold", () => {
    expect(report(job(({ at }) => at * 2)).text).toMatch(/^Nothing failed; every tick was counted exactly once\./);
  });

  test("names the operator, the record and the place where a user function threw", () => {
    const { text, run } = report(
      job(({ at }) => {
        if (at === 4200) throw new Error("no 4200, please");
        return at;
      }),
    );
    expect(run.status).toBe("FAILED");
    expect(text).toMatch(/^The job failed: .*no 4200, please/);
    expect(text).toMatch(/Operator +.*doubler/);
    expect(text).toMatch(/Record +.*4200/);
    expect(text).toMatch(/ {4}at .*report\.test\.ts/);
    expect(text).not.toContain("exactly once");
  });

  test("says that something was counted twice when a plain sink repeats it", () => {
    const { text, run } = report(
      job(({ at }) => at, false),
      ["crash:tm=B@cp.complete#5+400ms/1s"],
    );
    expect(run.exactlyOnce).toBe(false);
    expect(text).not.toContain("exactly once");
    expect(text).toMatch(/Lineage +BROKEN/);
    expect(text).toMatch(/Outcome +BROKEN/);
  });
});

test("a report of transactions that timed out says how many records they cost, and of each how it came to that", () => {
  const { text, run } = report(
    job(({ at }) => at, true, 3000),
    ["crash:tm=A@cp.complete#9/5s", "crash:tm=B@cp.complete#9/5s"],
  );
  const lost = run.stats.recordsIn - run.output("out").length;
  expect(lost).toBeGreaterThan(0);
  const [head, ...rest] = text.split("\n\n");
  expect(head.replaceAll("\n", " ")).toMatch(
    new RegExp(`; ${lost} records were lost with the 2 transactions that timed out\\.$`),
  );
  const lines = rest.join("\n").replace(/\s+/g, " ");
  expect(lines).toMatch(
    / Lost Transaction out-\d-9@0 was aborted by its timeout of 3 s before it could be committed \(open for \d+ ms, then an outage of [\d.]+ s\): \d+ records lost\. /,
  );
  expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});

test("colours are off into a pipe and with NO_COLOR", () => {
  expect(paintFor(false, {}).bold("x")).toBe("x");
  expect(paintFor(true, { NO_COLOR: "1" }).bold("x")).toBe("x");
  expect(paintFor(true, {}).bold("x")).not.toBe("x");
});

test("text keeps within its width", () => {
  expect(wrap("one two three", 7)).toEqual(["one two", "three"]);
  expect(shorten("abcdef", 4)).toBe("abc…");
  expect(shorten("潮汐表 1", 5)).toBe("潮汐…");
  expect(pad("潮", 4)).toBe("潮  ");
  expect(wrap("潮汐表潮汐表", 6)).toEqual(["潮汐表", "潮汐表"]);
});
