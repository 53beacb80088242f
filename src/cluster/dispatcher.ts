/** Takes jobs and runs one JobMaster for each (`Dispatcher`). */
import type { Configuration } from "../config/configuration.ts";
import type { World } from "../world.ts";
import { Identifiers } from "./identifiers.ts";
import { JobMaster } from "./job-master.ts";
import type { ProgramLoader } from "./program-graph.ts";
import { DEFAULT_LEADER_ID, DISPATCHER, type DispatcherProtocol, type JobResult } from "./protocols.ts";
import type { ResourceManager } from "./resource-manager.ts";
import { type Answer, endpoint, type RpcService } from "./rpc.ts";

interface RunningJob {
  readonly master: JobMaster;
  result: JobResult | null;
  readonly waiting: Answer<JobResult>[];
}

/** The Dispatcher of one JobManager process. */
export class Dispatcher {
  readonly #jobs = new Map<string, RunningJob>();

  constructor(
    world: World,
    incarnation: number,
    rpc: RpcService,
    resourceManager: ResourceManager,
    configuration: Configuration,
    loader: ProgramLoader,
  ) {
    const ids = new Identifiers(incarnation);
    rpc.register(
      endpoint<DispatcherProtocol>(DISPATCHER, () => DEFAULT_LEADER_ID, {
        submitJob: ({ jobId, program }, answer) => {
          // A repetition of a submission that was heard already.
          if (this.#jobs.has(jobId)) {
            answer.give(null);
            return;
          }
          const master = new JobMaster(
            world,
            rpc,
            configuration,
            loader,
            {
              jobId,
              jobMasterId: `${jobId}-master-${incarnation}`,
              address: { node: world.node, endpoint: `jobmaster-${jobId}` },
            },
            ids,
            program,
            (result) => {
              resourceManager.release(jobId);
              this.#end(result);
            },
          );
          this.#jobs.set(jobId, { master, result: null, waiting: [] });
          answer.give(null);
          master.start();
        },
        triggerCheckpoint: ({ jobId }, answer) => {
          const job = this.#jobs.get(jobId);
          if (job === undefined) {
            answer.refuse(`There is no job ${jobId}.`);
            return;
          }
          job.master.triggerCheckpoint();
          answer.give(null);
        },
        cancelJob: ({ jobId }, answer) => {
          const job = this.#jobs.get(jobId);
          if (job === undefined) {
            answer.refuse(`There is no job ${jobId}.`);
            return;
          }
          answer.give(null);
          if (job.result === null) job.master.cancel();
        },
        requestJobResult: ({ jobId }, answer) => {
          const job = this.#jobs.get(jobId);
          if (job === undefined) answer.refuse(`There is no job ${jobId}.`);
          else if (job.result !== null) answer.give(job.result);
          else job.waiting.push(answer);
        },
      }),
    );
  }

  #end(result: JobResult): void {
    const job = this.#jobs.get(result.jobId);
    if (job === undefined) return;
    job.result = result;
    for (const answer of job.waiting.splice(0)) answer.give(result);
  }
}
