/** Draws one scenario of a campaign: features first, then shape, settings, job, records and faults. */

import { Configuration } from "../../src/config/configuration.ts";
import { CHECKPOINTING_MODE, CHECKPOINTING_TIMEOUT } from "../../src/config/options.ts";
import { KeyedEntropy } from "../kernel/entropy.ts";
import type { Scenario, ScenarioCluster } from "../scenario.ts";
import { taskManagerName } from "../scenario.ts";
import { courseOf } from "./course.ts";
import type { Dice } from "./dice.ts";
import { between, pick } from "./dice.ts";
import type { Feature } from "./features.ts";
import { type Ground, usualSettings } from "./ground.ts";
import { mayMissRecords, withIdleness } from "./jobs/idleness.ts";
import { ITEMS, type JobPlan, PLANNED_JOB } from "./jobs/job-plan.ts";
import { randomItems } from "./jobs/random-items.ts";
import { randomPlan } from "./jobs/random-plan.ts";
import { mayHaveTouchingSessions } from "./jobs/touching-sessions.ts";
import { withVariety } from "./jobs/variety.ts";
import { randomFaults } from "./random-faults.ts";
import { randomRecords } from "./random-records.ts";
import { randomSettings } from "./random-settings.ts";
import { drawFeatures, type Swarm } from "./swarm.ts";

const MOST_TASK_MANAGERS = 4;
const MOST_SPARE_SLOTS = 2;
const LIMIT_MS = 600_000;
/** A checkpoint whose acknowledgement is lost is waited for until its timeout, and a job that ends needs one more. */
const CHECKPOINTS_WAITED_FOR = 3;

/** Dice of its own for whatever was thought of later: what is drawn from it moves no other draw of the scenario. */
export type MoreDice = (purpose: string) => Dice;

/**
 * @param seed of the residual randomness of the run, which is never shrunk
 * @param more default: by the seed
 */
export function randomScenario(
  dice: Dice,
  ground: Ground,
  swarm: Swarm,
  seed: number,
  more: MoreDice = (purpose) => new KeyedEntropy(seed).draws(purpose, "scenario"),
): Scenario {
  const drawn = drawFeatures(dice, swarm);
  const { features } = drawn;
  const job = ground.randomJob ? randomJob(dice, more) : givenJob(dice, ground, features);
  const needed = (settings: Scenario["configuration"]) =>
    Math.max(job.slots, ground.randomJob ? Number(settings?.["parallelism.default"] ?? 1) : 1);
  const most = ground.randomJob ? 4 : ground.slots;
  const configuration = {
    ...usualSettings(ground.base),
    ...(ground.randomJob ? { "parallelism.default": between(dice, 1, 4) } : {}),
    ...randomSettings(dice, features, (key, value) => isPossible(key, value, most, ground.randomJob)),
  };
  const cluster = randomCluster(dice, features, ground.base.cluster, needed(configuration), ground.randomJob);
  const { name: _name, purpose: _purpose, ...base } = ground.base;
  const calm: Scenario = {
    ...base,
    seed,
    programs: job.programs,
    ...(job.inputs === undefined ? {} : { inputs: job.inputs }),
    cluster,
    configuration,
    ...(job.isConfluent ? {} : { confluent: false }),
    limitMs: Math.max(base.limitMs ?? 0, LIMIT_MS, CHECKPOINTS_WAITED_FOR * checkpointTimeoutMs(configuration)),
  };
  if (drawn.faults === 0) return { ...calm, faults: [] };
  const faults = randomFaults(dice, drawn, { taskManagers: cluster.taskManagers, ...courseOf(calm, ground.host) });
  return { ...calm, faults };
}

function checkpointTimeoutMs(configuration: Scenario["configuration"]): number {
  return Configuration.fromEntries(configuration ?? {}).get(CHECKPOINTING_TIMEOUT);
}

interface Job {
  readonly programs: Scenario["programs"];
  readonly inputs?: Scenario["inputs"];
  readonly slots: number;
  /** Its output does not depend on when its records come. */
  readonly isConfluent: boolean;
}

function randomJob(dice: Dice, more: MoreDice): Job {
  const plan = withVariety(withIdleness(randomPlan(dice), more("idleness")), more("variety"));
  const records = randomItems(dice);
  return {
    programs: [{ module: PLANNED_JOB, args: { plan: JSON.stringify(plan) } }],
    inputs: { [ITEMS]: { records } },
    slots: widestOf(plan),
    isConfluent: !mayMissRecords(plan) && !mayHaveTouchingSessions(plan, records),
  };
}

function givenJob(dice: Dice, { base, slots, fixedInputs }: Ground, features: ReadonlySet<Feature>): Job {
  const inputs = randomRecords(dice, features, base.inputs, fixedInputs);
  return { programs: base.programs, ...(inputs === undefined ? {} : { inputs }), slots, isConfluent: true };
}

/** The greatest parallelism that a plan names. */
export function widestOf({ steps }: JobPlan): number {
  return steps.reduce((widest, { parallelism = 1 }) => Math.max(widest, parallelism), 1);
}

/**
 * Key groups have to suffice for all subtasks, and slots for all that run beside each other. What a job guarantees is for
 * whoever wrote it to say: at least once, it may count twice by right.
 */
function isPossible(key: string, value: unknown, most: number, isRandomJob: boolean): boolean {
  if (key === CHECKPOINTING_MODE.key) return isRandomJob;
  if (key === "pipeline.max-parallelism") return value === null || (value as number) >= Math.max(8, most);
  if (key === "parallelism.default") return (value as number) <= most;
  return true;
}

function randomCluster(
  dice: Dice,
  features: ReadonlySet<Feature>,
  base: ScenarioCluster,
  slots: number,
  tight: boolean,
): ScenarioCluster {
  const shaped = features.has("cluster-shape");
  const taskManagers = shaped ? between(dice, 1, MOST_TASK_MANAGERS) : base.taskManagers;
  const fewest = Math.ceil(slots / taskManagers);
  // Few spare slots: a machine without tasks is struck in vain.
  const own = shaped || tight ? fewest + dice.below(MOST_SPARE_SLOTS) : Math.max(base.slots, fewest);
  const slowness = features.has("slow-node")
    ? { [taskManagerName(dice.below(taskManagers))]: pick(dice, [2, 5, 20]) }
    : base.slowness;
  return { taskManagers, slots: own, ...(slowness === undefined ? {} : { slowness }) };
}
