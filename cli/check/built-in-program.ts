/** Programs that a scenario names without a path. */
import { JOBS } from "../../exercises/jobs/index.ts";
import { PLANNED_JOB } from "../../sim/explore/jobs/job-plan.ts";
import { plannedJob } from "../../sim/explore/jobs/planned-job.ts";
import type { JobProgram } from "../../src/api/program.ts";

/** The program of a built-in job, generated ones among them. */
export function builtInProgram(name: string): JobProgram {
  if (name === PLANNED_JOB) return plannedJob;
  if (Object.hasOwn(JOBS, name)) return JOBS[name].program;
  throw new Error(`There is no built-in job ${name}.`);
}
