/** What generated scenarios grow from: a scenario, the programs and records that it names, and what may be varied. */
import type { RawConfigValue } from "../../src/config/configuration.ts";
import type { UpsertOutput } from "../check/upsert/final-table.ts";
import type { Scenario } from "../scenario.ts";
import type { Host } from "../simulation.ts";
import { PLANNED_JOB } from "./jobs/job-plan.ts";
import { plannedJob } from "./jobs/planned-job.ts";
import { MOST_PARALLELISM } from "./jobs/random-plan.ts";
import { type OrderedOutput, orderedOutputOf } from "./metamorphic/ordered-output.ts";

/** What a campaign runs. */
export interface Ground {
  /** Seed, faults, cluster and some settings are varied; everything else stays. */
  readonly base: Scenario;
  readonly host: Host;
  /** The job is drawn anew for each scenario (`planned-job`), and so are its records. */
  readonly randomJob: boolean;
  /** Slots that the job needs, which is the greatest parallelism of its operators. */
  readonly slots: number;
  /** Inputs whose records somebody else decides: they are taken as they are. */
  readonly fixedInputs: readonly string[];
  /** The log that holds upserts, if one does. */
  readonly upsert?: UpsertOutput;
  /** Logs of a scenario whose lines of one key come in an order that the job alone decides. */
  readonly orderedOutput?: (scenario: Scenario) => readonly OrderedOutput[];
}

/** Where the base says nothing: checkpoints often, failures noticed soon. */
const QUICK = {
  "execution.checkpointing.interval": "200 ms",
  "execution.checkpointing.timeout": "5 s",
  "restart-strategy.fixed-delay.delay": "50 ms",
  "heartbeat.interval": "300 ms",
  "heartbeat.timeout": "1 s",
};

/** In every scenario: a job that gives up proves nothing about what it does. */
const PATIENT = {
  "execution.checkpointing.tolerable-failed-checkpoints": 1_000_000,
  "restart-strategy.type": "fixed-delay",
  "restart-strategy.fixed-delay.attempts": 1_000_000,
};

/** Settings of a generated scenario before any is put on an adversarial value. */
export function usualSettings(base: Scenario): Readonly<Record<string, RawConfigValue>> {
  return { ...QUICK, ...base.configuration, ...PATIENT };
}

/** Random jobs, each on a cluster of its own shape. */
export function randomJobs(): Ground {
  return {
    base: {
      version: 1,
      seed: 1,
      programs: [{ module: PLANNED_JOB }],
      cluster: { taskManagers: 3, slots: 4 },
      confluent: true,
    },
    host: { programs: { [PLANNED_JOB]: plannedJob } },
    randomJob: true,
    slots: MOST_PARALLELISM,
    fixedInputs: [],
    orderedOutput: orderedOutputOf,
  };
}

/** One job in ever new circumstances. @param base as it runs without generated faults */
export function oneJob(base: Scenario, host: Host): Ground {
  const { faults: _faults, ...calm } = base;
  const slots = base.cluster.taskManagers * base.cluster.slots;
  return { base: calm, host, randomJob: false, slots, fixedInputs: [] };
}
