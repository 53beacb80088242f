/** Fifty scenarios, drawn once and for all: jobs, faults, configuration, cluster and seed differ. */
import { wordCount } from "../../../exercises/jobs/word-count.ts";
import { wordCountScenario } from "../../../exercises/scenarios/more-jobs.ts";
import { KeyedEntropy } from "../../../sim/kernel/entropy.ts";
import type { Scenario } from "../../../sim/scenario.ts";
import type { Host } from "../../../sim/simulation.ts";
import { appendingBuckets, readings, transactionalBuckets } from "../../support/bucket-job.ts";
import { bucketScenario } from "../../support/bucket-scenario.ts";
import { geometry, silence } from "./jobs.ts";

export const COUNT = 50;

export const host: Host = {
  programs: {
    buckets: transactionalBuckets,
    "appending-buckets": appendingBuckets,
    geometry,
    silence,
    "word-count": wordCount,
  },
};

const JOBS = Object.keys(host.programs);

const CRASHES = [
  "crash:tm=B@cp.complete#2+40ms/1s",
  "crash:tm=A@txn.pre#5+300us/2s",
  "crash:tm=A,silent@2500ms/3s",
  "crash:tm=B@3s/1s",
];

const FAULTS = [
  "pause:tm=B@1200ms/900ms",
  "slow:tm=A,x=9@1s/2s",
  "cut:A-B@1400ms/2s",
  "cut:B-jm,oneway@1700ms/3s",
  "drop:method=acknowledgeCheckpoint,n=2@900ms",
  "duplicate:method=sendOperatorEvent,n=3@800ms",
  "delay:method=confirmCheckpoint,n=2,by=700ms@1s",
  "slow-storage:x=40@1s/2s",
  "crash:log@1600ms/1s",
];

/** By position: each job comes ten times, every fifth scenario has no fault. */
export function scenarioNumber(index: number): Scenario {
  const draws = new KeyedEntropy(2026).draws("browser", String(index));
  const pick = <T>(from: readonly T[]): T => from[draws.below(from.length)];
  const module = JOBS[index % JOBS.length];
  const faults =
    Math.floor(index / JOBS.length) % 5 === 0 ? [] : [pick(FAULTS), pick([...FAULTS, ...CRASHES, ...CRASHES])];
  return bucketScenario({
    seed: draws.below(1_000_000),
    programs: [{ module }],
    inputs: module === "word-count" ? (wordCountScenario.inputs ?? {}) : { readings: { records: readings(400) } },
    cluster: { taskManagers: 2 + draws.below(2), slots: 3, slowness: { B: 1 + draws.below(5) } },
    faults: [...new Set(faults)],
    configuration: {
      "parallelism.default": 2 + draws.below(3),
      "execution.checkpointing.interval": pick(["150 ms", "400 ms", "900 ms"]),
      "execution.checkpointing.storage": pick(["jobmanager", "filesystem"]),
      "execution.checkpointing.timeout": "4 s",
      "execution.checkpointing.tolerable-failed-checkpoints": 100,
      "execution.buffer-timeout.interval": pick(["0 ms", "20 ms", "100 ms"]),
      "pipeline.object-reuse": pick([true, false]),
    },
  });
}
