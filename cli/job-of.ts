/** What a name on the command line or in a scenario stands for: a built-in job, or a job module of the user's. */
import { basename, relative, resolve, sep } from "node:path";
import { JOBS } from "../exercises/jobs/index.ts";
import { PLANNED_JOB } from "../sim/explore/jobs/job-plan.ts";
import { plannedJob } from "../sim/explore/jobs/planned-job.ts";
import type { Scenario } from "../sim/scenario.ts";
import type { JobProgram } from "../src/api/program.ts";
import { UserError } from "./user-error.ts";
import { bundleModule } from "./user-module/bundle.ts";
import { type LoadedModule, loadModule } from "./user-module/load.ts";

/** A job that can be run. */
export interface ResolvedJob {
  /** As a scenario names it: a built-in name, or a path from the scenario's folder, with `/`. */
  readonly module: string;
  /** Where the module lies, absolute; null for a built-in job. */
  readonly path: string | null;
  /** Of the module's bundle; null for a built-in job. */
  readonly sha256: string | null;
  readonly program: JobProgram;
  /** Where a call stands in the sources of the module, for errors; a built-in job has no such errors. */
  readonly sourceOf?: LoadedModule["sourceOf"];
  /** Names of its arguments and what they mean; null: it takes any. */
  readonly args: Readonly<Record<string, string>> | null;
  /** What it runs in when nothing else is asked for. */
  readonly scenario: Scenario;
  /** What each input record contributes to the output, in the singular. */
  readonly unit: string;
}

/** What a job module runs in when there is no scenario. */
const PLAIN: Scenario = {
  version: 1,
  seed: 1,
  programs: [{ module: "" }],
  cluster: { taskManagers: 2, slots: 2 },
  configuration: { "parallelism.default": 2, "execution.checkpointing.interval": "1 s" },
};

/** What `tidemark check` draws; a scenario of it says which. */
const GENERATED: ResolvedJob = {
  module: PLANNED_JOB,
  path: null,
  sha256: null,
  program: plannedJob,
  args: { plan: "the job as JSON" },
  scenario: { ...PLAIN, programs: [{ module: PLANNED_JOB }] },
  unit: "record",
};

/** Is it a path to a module, and not a name? */
export function isModulePath(name: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(name) || /^\.{0,2}[\\/]/.test(name);
}

/** A built-in job, or null. */
export function builtInJob(name: string): ResolvedJob | null {
  if (name === PLANNED_JOB) return GENERATED;
  return Object.hasOwn(JOBS, name) ? { ...JOBS[name], module: name, path: null, sha256: null } : null;
}

/**
 * Bundles and loads a module. Throws `UserError`, one sentence.
 *
 * @param from folder that `path` is relative to
 * @param base folder of the scenario, which the module's name is relative to
 */
export function moduleJob(path: string, from: string, base: string): ResolvedJob {
  const absolute = resolve(from, path);
  const bundle = bundleModule(path, absolute);
  const { program, definition, sourceOf } = loadModule(path, bundle);
  const way = relative(base, absolute).split(sep).join("/");
  const module = way.startsWith("../") || resolve(way) === way ? way : `./${way}`;
  const name = definition?.name ?? basename(path).replace(/\.\w+$/, "");
  const scenario = { ...PLAIN, name, programs: [{ module, sha256: bundle.sha256 }] };
  return {
    module,
    path: absolute,
    sha256: bundle.sha256,
    program,
    sourceOf,
    args: definition?.args ?? null,
    scenario,
    unit: "record",
  };
}

/** A scenario that names a hash runs that code and no other. */
export function checkHash(job: ResolvedJob, wanted: string | undefined): void {
  if (wanted === undefined || job.sha256 === wanted) return;
  const is = job.sha256 === null ? "is a built-in job" : `now has the SHA-256 ${job.sha256.slice(0, 12)}…`;
  throw new UserError(
    `The job module ${job.module} has changed: the scenario wants the SHA-256 ${wanted.slice(0, 12)}…, and it ${is}; ` +
      'leave "sha256" out of the scenario to run what there is.',
  );
}
