/** 400,000 records through the whole simulated cluster, against a plain loop and RxJS over the same objects. */
import type { Scenario } from "../../sim/scenario.ts";
import { type Run, simulate } from "../../sim/simulation.ts";
import { KEYS, readings } from "../baselines/input.ts";
import { plainKeyedTumblingWindow } from "../baselines/keyed-tumbling-window.ts";
import { rxjsKeyedTumblingWindow } from "../baselines/keyed-tumbling-window-rxjs.ts";
import { type CaseReport, race, rounded } from "../measure.ts";
import { checksumOf, READINGS, RESULTS, windowedSums } from "./windowed-sums.ts";

const RECORDS = 400_000;
const ROUNDS = 7;
/** One run is one repetition, and the engine goes on compiling for six of them; the others repeat more in one round. */
const WARMUPS = 6;
const LIMIT = 8;
const PARALLELISM = 4;

/** Everything as in any other run; the input comes as fast as the tasks take it. */
const scenario: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "windowed-sums" }],
  cluster: { taskManagers: 2, slots: 2 },
  configuration: {
    "parallelism.default": PARALLELISM,
    "pipeline.object-reuse": false,
    "pipeline.auto-watermark-interval": "10 ms",
    "execution.checkpointing.interval": "60 ms",
  },
};

/** One complete run. */
export function runKeyedTumblingWindow(input: readonly unknown[]): Run {
  return simulate(scenario, {
    programs: { "windowed-sums": windowedSums(Number.POSITIVE_INFINITY, 100) },
    inputs: { [READINGS]: input },
  });
}

/** Throws unless the run did everything that it is said to do. */
function assertComplete(run: Run): void {
  const completed = run.trace.filter((event) => event.kind === "cp.complete" && event.t > 100_000).length;
  if (run.status !== "FINISHED" || run.restarts !== 0)
    throw new Error(`The run ended ${run.status} after ${run.restarts} restarts.`);
  if (completed < 3) throw new Error(`Only ${completed} checkpoints were completed while records flowed.`);
  if (!/^[0-9a-f]{32}$/.test(run.digest)) throw new Error("The run has no digest.");
}

export function keyedTumblingWindow(): CaseReport {
  const input = readings(RECORDS);
  let last: Run | null = null;
  const [cluster, plain, rxjs] = race(
    [
      {
        name: "keyed-tumbling-window",
        repetitions: 1,
        run: () => runKeyedTumblingWindow(input),
        resultOf(value) {
          last = value as Run;
          assertComplete(last);
          return checksumOf(last.output(RESULTS));
        },
      },
      { name: "plain loop", repetitions: 16, run: () => plainKeyedTumblingWindow(input), resultOf: String },
      { name: "RxJS, fast form", repetitions: 4, run: () => rxjsKeyedTumblingWindow(input), resultOf: String },
    ],
    ROUNDS,
    WARMUPS,
  );
  const run = last as unknown as Run;
  const perRecord = (nanos: number) => rounded(nanos / RECORDS);
  return {
    name: "keyed-tumbling-window",
    medianNs: perRecord(cluster.medianNs),
    unit: "record",
    spread: rounded(cluster.spread),
    baseline: { name: plain.name, medianNs: perRecord(plain.medianNs), spread: rounded(plain.spread) },
    ratio: rounded(cluster.medianNs / plain.medianNs),
    limit: LIMIT,
    more: {
      records: RECORDS,
      keys: KEYS,
      parallelism: PARALLELISM,
      rxjsNs: perRecord(rxjs.medianNs),
      rxjsSpread: rounded(rxjs.spread),
      rxjsOverCluster: rounded(rxjs.medianNs / cluster.medianNs),
      checkpoints: run.trace.filter(({ kind }) => kind === "cp.complete").length,
      events: run.events,
      virtualMs: run.virtualMs,
    },
  };
}
