/** Runs a part of a campaign in a thread of its own and tells what it sees, run by run. */
import { parentPort, workerData } from "node:worker_threads";
import { Campaign } from "../../sim/explore/campaign.ts";
import type { Ground } from "../../sim/explore/ground.ts";
import { oneJob, randomJobs } from "../../sim/explore/ground.ts";
import { swarmOf } from "../../sim/explore/swarm.ts";
import type { JobProgram } from "../../src/api/program.ts";
import { loadModule } from "../user-module/load.ts";
import { builtInProgram } from "./built-in-program.ts";
import type { CampaignTask, FromWorker, ReportedFailure } from "./campaign-messages.ts";

const task = workerData as CampaignTask;

function groundOf({ job }: CampaignTask): Ground {
  if (job === null) return randomJobs();
  const program = job.bundle === null ? builtInProgram(job.module) : loadModule(job.module, job.bundle).program;
  return oneJob(job.base, { programs: { [job.module]: telling(program) }, inputs: job.inputs });
}

/** Every simulation builds the program, so a thread that has not for long is stuck in one call. */
function telling(program: JobProgram): JobProgram {
  return (env, args) => {
    tellAlive();
    return program(env, args);
  };
}

const ALIVE_EVERY_MS = 1000;
let toldAt = Number.NEGATIVE_INFINITY;
let current = task.first;
/** The job finds other globals in a simulation. */
const clock = performance.now.bind(performance);

function tellAlive(): void {
  const now = clock();
  if (now - toldAt < ALIVE_EVERY_MS) return;
  toldAt = now;
  tell({ kind: "alive", number: current });
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

const campaign = new Campaign(groundOf(task), {
  seed: task.seed,
  swarm: swarmOf(task.swarm),
  ...(task.mostShrinkRuns === null ? {} : { mostShrinkRuns: task.mostShrinkRuns }),
});
for (let number = task.first; number <= task.last; number += task.step) {
  current = number;
  toldAt = Number.NEGATIVE_INFINITY;
  const { failures, ...run } = campaign.run(number, task.only ?? campaign.scenario(number));
  tell({
    kind: "run",
    ...run,
    failures: failures.map(
      ({ finding, found, shrunk }): ReportedFailure => ({
        number,
        property: finding.property,
        message: shrunk.finding.message,
        faultsFound: found.faults?.length ?? 0,
        scenario: shrunk.examination.scenario,
        runs: shrunk.runs,
        steps: shrunk.steps,
        aside: [...shrunk.aside.keys()],
      }),
    ),
  });
}
tell({ kind: "end" });
