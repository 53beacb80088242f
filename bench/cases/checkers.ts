/** All checkers and the lineage over a real trace of record level. */
import { allCheckers } from "../../sim/check/all-checkers.ts";
import { LineageFold } from "../../sim/check/lineage/lineage.ts";
import { CheckingObserver } from "../../sim/check/observer.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { simulate } from "../../sim/simulation.ts";
import type { TraceEvent } from "../../src/trace/trace.ts";
import { readings } from "../baselines/input.ts";
import { type CaseReport, race, rounded } from "../measure.ts";
import { READINGS, windowedSums } from "./windowed-sums.ts";

const RECORDS = 20_000;
const ROUNDS = 9;
const WARMUPS = 2;
/** 300,000 events a second. */
const LIMIT_NANOS = 1e9 / 300_000;

const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "windowed-sums" }],
  cluster: { taskManagers: 3, slots: 2 },
  configuration: {
    "parallelism.default": 4,
    "pipeline.auto-watermark-interval": "20 ms",
    "execution.checkpointing.interval": "200 ms",
    "restart-strategy.type": "fixed-delay",
    "heartbeat.interval": "200 ms",
    "heartbeat.timeout": "1 s",
    "restart-strategy.fixed-delay.attempts": 20,
    "restart-strategy.fixed-delay.delay": "100 ms",
  },
  faults: ["crash:tm=B@2s"],
};

/** Nothing but a look at each event's kind: what any reader of the trace pays. */
function countKinds(trace: readonly TraceEvent[]): number {
  const counts = new Map<string, number>();
  for (const { kind } of trace) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return trace.length;
}

export function checkers(): CaseReport {
  const run = simulate(
    scenario,
    { programs: { "windowed-sums": windowedSums(1, 1000) }, inputs: { [READINGS]: readings(RECORDS) } },
    { level: 2 },
  );
  const { trace } = run;
  if (run.status !== "FINISHED" || run.restarts === 0)
    throw new Error(`The checked run ended ${run.status} after ${run.restarts} restarts: ${run.failure?.message}`);
  const [checking, counting] = race(
    [
      {
        name: "checkers",
        repetitions: 1,
        run() {
          const observer = new CheckingObserver(allCheckers());
          const lineage = new LineageFold();
          for (const event of trace) {
            observer.on(event);
            lineage.on(event);
          }
          const violations = observer.finish();
          if (violations.length > 0) throw new Error(`${violations[0].property}: ${violations[0].message}`);
          const verdict = lineage.verdict();
          if (!verdict.held) throw new Error("The lineage verdict did not hold.");
          return trace.length;
        },
        resultOf: String,
      },
      { name: "counting kinds", repetitions: 4, run: () => countKinds(trace), resultOf: String },
    ],
    ROUNDS,
    WARMUPS,
  );
  const perEvent = checking.medianNs / trace.length;
  return {
    name: "checkers",
    medianNs: rounded(perEvent),
    unit: "event",
    spread: rounded(checking.spread),
    baseline: {
      name: counting.name,
      medianNs: rounded(counting.medianNs / trace.length),
      spread: rounded(counting.spread),
    },
    ratio: rounded(checking.medianNs / counting.medianNs),
    limit: rounded(LIMIT_NANOS / (counting.medianNs / trace.length)),
    more: { events: trace.length, eventsPerSecond: Math.round(1e9 / perEvent), wanted: 300_000 },
  };
}
