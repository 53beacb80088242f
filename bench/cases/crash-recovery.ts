/** One complete simulation of a crash and the recovery from it, 200 records, against a plain loop over them. */
import { performance } from "node:perf_hooks";
import type { Scenario } from "../../sim/scenario.ts";
import { type Host, type Run, simulate } from "../../sim/simulation.ts";
import { CRASH_RECOVERY_RECORDS, plainCrashRecovery200 } from "../baselines/crash-recovery-200.ts";
import { readings } from "../baselines/input.ts";
import { type CaseReport, median, race, rounded } from "../measure.ts";
import { assertRecovery } from "./recovery-proof.ts";
import { checksumOf, READINGS, RESULTS, windowedSums } from "./windowed-sums.ts";

const ROUNDS = 15;
/** The engine goes on compiling until about the 4,000th run: 97 functions between the 1,000th and the 2,000th, then 27, 10, 4. */
const WARMUPS = 50;
const RUNS_PER_ROUND = 60;
const LIMIT = 150;
const AGEING_LIMIT = 1.3;
const NANOS_PER_MS = 1e6;

/** A machine crashes while the input flows; its connections break, and that is how the others learn of it. */
export const crashRecoveryScenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "windowed-sums" }],
  cluster: { taskManagers: 2, slots: 1 },
  configuration: {
    "parallelism.default": 2,
    "execution.checkpointing.interval": "10 ms",
    "heartbeat.interval": "20 ms",
    "heartbeat.timeout": "100 ms",
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": 3,
    "restart-strategy.fixed-delay.delay": "1 ms",
  },
  faults: ["crash:tm=B@66ms/1ms"],
  limitMs: 60_000,
};

/** Input and program are made anew: nothing is kept between two runs but compiled code. */
export function crashRecoveryHost(): Host {
  return {
    programs: { "windowed-sums": windowedSums(1, 50) },
    inputs: { [READINGS]: readings(CRASH_RECOVERY_RECORDS) },
  };
}

/** One run in a world of its own. */
export function runCrashRecovery(): Run {
  return simulate(crashRecoveryScenario, crashRecoveryHost());
}

/** Times of single runs, in order, ns; must be the first use of the simulation in its process. */
function ageing(runs: number): number[] {
  const nanos: number[] = [];
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    runCrashRecovery();
    nanos.push((performance.now() - began) * NANOS_PER_MS);
  }
  return nanos;
}

export function crashRecovery200(): CaseReport[] {
  const single = ageing(1010);
  let last: Run | null = null;
  const [recovery, plain] = race(
    [
      {
        name: "crash-recovery-200",
        repetitions: RUNS_PER_ROUND,
        run: runCrashRecovery,
        resultOf(value) {
          last = value as Run;
          assertRecovery(last);
          return checksumOf(last.output(RESULTS));
        },
      },
      { name: "plain loop", repetitions: 5000, run: plainCrashRecovery200, resultOf: String },
    ],
    ROUNDS,
    WARMUPS,
  );
  const run = last as unknown as Run;
  const tenth = single.slice(4, 15);
  const thousandth = single.slice(989, 1010);
  const whole: CaseReport = {
    name: "crash-recovery-200",
    medianNs: rounded(recovery.medianNs),
    unit: "run",
    spread: rounded(recovery.spread),
    baseline: { name: plain.name, medianNs: rounded(plain.medianNs), spread: rounded(plain.spread) },
    ratio: rounded(recovery.medianNs / plain.medianNs),
    limit: LIMIT,
    more: {
      records: CRASH_RECOVERY_RECORDS,
      runsPerSecond: Math.round((1000 * NANOS_PER_MS) / recovery.medianNs),
      runsBefore: single.length + WARMUPS * RUNS_PER_ROUND,
      eventsPerRun: run.events,
      nsPerEvent: rounded(recovery.medianNs / run.events),
      traceEvents: run.trace.length,
      restarts: run.restarts,
      virtualMs: run.virtualMs,
    },
  };
  const aged: CaseReport = {
    name: "thousandth-over-tenth",
    medianNs: rounded(median(thousandth)),
    unit: "run",
    spread: 0,
    baseline: { name: "runs 5 to 15 of the same process", medianNs: rounded(median(tenth)), spread: 0 },
    ratio: rounded(median(thousandth) / median(tenth)),
    limit: AGEING_LIMIT,
    more: { first: rounded(single[0]) },
  };
  return [whole, aged];
}
