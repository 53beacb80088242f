/** Operators on the whole simulated cluster, each against a single loop over the same records with the same results. */
import type { Scenario } from "../../sim/scenario.ts";
import { type Run, simulate } from "../../sim/simulation.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { type Reading, readings } from "../baselines/input.ts";
import { plainIntervalJoin, plainSessions, plainTimers } from "../baselines/operators.ts";
import { type CaseReport, race, rounded } from "../measure.ts";
import { intervalJoinJob, sessionJob, timerJob } from "./operator-jobs.ts";
import { checksumOf, RESULTS } from "./windowed-sums.ts";

const RECORDS = 100_000;
const ROUNDS = 7;
const WARMUPS = 4;

/** Everything as in any other run; the input comes as fast as the tasks take it. */
const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "job" }],
  cluster: { taskManagers: 2, slots: 2 },
  configuration: {
    "parallelism.default": 4,
    "pipeline.object-reuse": false,
    "pipeline.auto-watermark-interval": "10 ms",
    "execution.checkpointing.interval": "60 ms",
  },
};

function raceOf(
  name: string,
  limit: number,
  job: JobProgram,
  inputsOf: (input: readonly Reading[]) => Readonly<Record<string, readonly unknown[]>>,
  plain: (input: readonly Reading[]) => string,
): CaseReport {
  const input = readings(RECORDS);
  const inputs = inputsOf(input);
  let last: Run | null = null;
  const [cluster, loop] = race(
    [
      {
        name,
        repetitions: 1,
        run: () => simulate(scenario, { programs: { job }, inputs }),
        resultOf(value) {
          last = value as Run;
          if (last.status !== "FINISHED") throw new Error(`The run ended ${last.status}: ${last.failure?.message}`);
          return checksumOf(last.output(RESULTS));
        },
      },
      { name: "plain loop", repetitions: 8, run: () => plain(input), resultOf: String },
    ],
    ROUNDS,
    WARMUPS,
  );
  const run = last as unknown as Run;
  const perRecord = (nanos: number) => rounded(nanos / RECORDS);
  return {
    name,
    medianNs: perRecord(cluster.medianNs),
    unit: "record",
    spread: rounded(cluster.spread),
    baseline: { name: loop.name, medianNs: perRecord(loop.medianNs), spread: rounded(loop.spread) },
    ratio: rounded(cluster.medianNs / loop.medianNs),
    limit,
    more: { records: RECORDS, results: run.output(RESULTS).length, events: run.events, virtualMs: run.virtualMs },
  };
}

/** Session windows, a keyed process function with one timer a record, an interval join. */
export function operators(): CaseReport[] {
  const one = (input: readonly Reading[]) => ({ readings: input });
  const halves = (input: readonly Reading[]) => ({
    even: input.filter((_reading, n) => n % 2 === 0),
    odd: input.filter((_reading, n) => n % 2 === 1),
  });
  return [
    raceOf("session-windows", 20, sessionJob, one, plainSessions),
    raceOf("process-with-timer", 15, timerJob, one, plainTimers),
    raceOf("interval-join", 20, intervalJoinJob, halves, plainIntervalJoin),
  ];
}
