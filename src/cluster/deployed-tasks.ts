/** The tasks that run in a TaskManager: how they come, what they are told, and what they report (`TaskExecutor.submitTask`). */
import type { Configuration } from "../config/configuration.ts";
import type { JobGraph } from "../graph/job-graph.ts";
import type { NetworkEnvironment } from "../network/network-environment.ts";
import type { ReaderEvent } from "../operators/source-operator.ts";
import type { TaskDeployment, TaskSnapshot } from "../task/deployment.ts";
import type { ExternalRequests } from "../task/external-requests.ts";
import { StreamTask } from "../task/stream-task.ts";
import type { FailureCause, TaskListener } from "../task/task-environment.ts";
import type { ExecutionState } from "../trace/kinds.ts";
import type { World } from "../world.ts";
import type { JobLeaderService } from "./job-leader-service.ts";
import { buildJobGraph, type ProgramLoader } from "./program-graph.ts";
import type { TaskExecutorProtocol, TaskManagerIdentity } from "./protocols.ts";
import type { Answer, Handlers } from "./rpc.ts";
import type { TaskSlots } from "./task-slots.ts";

/** What tasks share with their TaskManager. `TaskManagerServices` */
export interface TaskManagerServices {
  readonly world: World;
  readonly identity: TaskManagerIdentity;
  readonly configuration: Configuration;
  readonly loader: ProgramLoader;
  readonly network: NetworkEnvironment;
  readonly external: ExternalRequests;
}

/** Calls to a single task. */
type TaskCalls =
  | "submitTask"
  | "cancelTask"
  | "triggerCheckpoint"
  | "confirmCheckpoint"
  | "abortCheckpoint"
  | "sendOperatorEvent";

/** The tasks of one TaskManager process, by execution. `TaskSlotTable.getTask` and the calls of `TaskExecutorGateway` to it */
export class DeployedTasks implements TaskListener {
  readonly #services: TaskManagerServices;
  readonly #slots: TaskSlots;
  readonly #jobs: JobLeaderService;
  /** The graph of each job as built for its newest attempt: closures of an earlier one are not seen again. */
  readonly #graphs = new Map<string, { readonly attempt: number; readonly graph: JobGraph }>();
  readonly #tasks = new Map<number, StreamTask>();
  /** Attempts that were deployed here or cancelled before they came: a deployment that comes late or again starts nothing. */
  readonly #known = new Set<number>();
  /** Coordinator events that each task has received. */
  readonly #operatorEvents = new Map<number, number>();

  constructor(services: TaskManagerServices, slots: TaskSlots, jobs: JobLeaderService) {
    this.#services = services;
    this.#slots = slots;
    this.#jobs = jobs;
  }

  /** Executions of a job that run here. `ExecutionDeploymentReport` */
  executionsOf(jobId: string): number[] {
    return [...this.#tasks.values()]
      .filter(({ deployment }) => deployment.jobId === jobId)
      .map(({ deployment }) => deployment.execution);
  }

  /** The slot is taken away from its tasks. */
  failSlot(allocationId: string, cause: string): void {
    for (const task of [...this.#tasks.values()])
      if (task.deployment.allocationId === allocationId) task.fail(new Error(cause));
  }

  /** The JobMaster is gone, and with it the reason for its job's tasks. */
  failJob(jobId: string, cause: string): void {
    this.#graphs.delete(jobId);
    // Another JobMaster counts its attempts anew.
    this.#known.clear();
    for (const task of [...this.#tasks.values()]) if (task.deployment.jobId === jobId) task.fail(new Error(cause));
  }

  // --- tasks report here

  onTaskState(execution: number, state: ExecutionState, cause: FailureCause | null): void {
    const task = this.#tasks.get(execution);
    if (task === undefined) return;
    const terminal = state === "FINISHED" || state === "CANCELED" || state === "FAILED";
    if (terminal) {
      this.#tasks.delete(execution);
      this.#operatorEvents.delete(execution);
    }
    const { jobId, allocationId } = task.deployment;
    this.#jobs.report(jobId, "updateTaskExecutionState", { execution, state, cause });
    const slot = this.#slots.byAllocation(allocationId);
    if (terminal && slot !== null && this.#jobs.masterOf(jobId) === null) this.#slots.free(slot);
  }

  acknowledgeCheckpoint(execution: number, checkpointId: number, snapshot: TaskSnapshot): void {
    const task = this.#tasks.get(execution);
    if (task !== undefined)
      this.#jobs.tell(task.deployment.jobId, "acknowledgeCheckpoint", { execution, checkpointId, snapshot });
  }

  declineCheckpoint(execution: number, checkpointId: number, reason: string): void {
    const task = this.#tasks.get(execution);
    if (task !== undefined)
      this.#jobs.tell(task.deployment.jobId, "declineCheckpoint", { execution, checkpointId, reason });
  }

  sendToCoordinator(execution: number, event: ReaderEvent): void {
    const task = this.#tasks.get(execution);
    if (task !== undefined)
      this.#jobs.report(task.deployment.jobId, "sendOperatorEventToCoordinator", { execution, event });
  }

  // --- calls

  /** What the TaskExecutor's endpoint does for calls to a task. */
  handlers(): Pick<Handlers<TaskExecutorProtocol>, TaskCalls> {
    return {
      submitTask: (body, answer) => this.#submit(body, answer),
      cancelTask: ({ execution }, answer) => {
        // A task that is not here any more has reported its end already.
        answer.give(null);
        this.#known.add(execution);
        this.#tasks.get(execution)?.cancel();
      },
      triggerCheckpoint: ({ execution, checkpointId, triggeredAtMicros }, answer) => {
        const task = this.#tasks.get(execution);
        if (task === undefined) {
          answer.refuse(
            `The task ${execution} is not running here, so it cannot take part in checkpoint ${checkpointId}.`,
          );
          return;
        }
        answer.give(null);
        task.checkpointing.trigger(checkpointId, triggeredAtMicros);
      },
      confirmCheckpoint: ({ execution, checkpointId }, answer) => {
        answer.give(null);
        this.#tasks.get(execution)?.checkpointing.notifyComplete(checkpointId);
      },
      abortCheckpoint: ({ execution, checkpointId, latestCompleted }, answer) => {
        answer.give(null);
        this.#tasks.get(execution)?.checkpointing.notifyAborted(checkpointId, latestCompleted);
      },
      sendOperatorEvent: (body, answer) => this.#onOperatorEvent(body, answer),
    };
  }

  #submit({ jobMasterId, deployment }: TaskExecutorProtocol["submitTask"]["body"], answer: Answer<null>): void {
    const { jobId, execution, allocationId } = deployment;
    const { identity } = this.#services;
    const slot = this.#slots.byAllocation(allocationId);
    if (!this.#jobs.follows(jobId, jobMasterId)) {
      answer.refuse(`${identity.resourceId} does not work for ${jobMasterId}.`);
      return;
    }
    if (slot === null || slot.state === "free") {
      answer.refuse(`No task slot allocated for job ${jobId} and allocation ${allocationId}.`);
      return;
    }
    // The job uses the slot, so it has accepted it, even if its answer was lost (`tryMarkSlotActive`).
    this.#slots.activate(slot);
    if (this.#known.has(execution) && !this.#tasks.has(execution)) {
      answer.refuse(`The execution ${execution} has been cancelled or has ended.`);
      return;
    }
    answer.give(null);
    if (this.#tasks.has(execution)) return;
    this.#known.add(execution);
    const task = this.#create(deployment);
    this.#tasks.set(execution, task);
    task.start();
  }

  #create(deployment: TaskDeployment): StreamTask {
    const { world, network, external } = this.#services;
    const graph = this.#graphOf(deployment);
    return new StreamTask(deployment, {
      world,
      configuration: graph.configuration,
      vertex: graph.vertices[deployment.vertex],
      network,
      external,
      listener: this,
      maxParallelismOf: (vertex) => graph.vertices[vertex].maxParallelism,
    });
  }

  #graphOf({ jobId, attempt, program }: TaskDeployment): JobGraph {
    const known = this.#graphs.get(jobId);
    if (known !== undefined && known.attempt === attempt) return known.graph;
    const { loader, configuration } = this.#services;
    const graph = buildJobGraph(loader, program, configuration);
    this.#graphs.set(jobId, { attempt, graph });
    return graph;
  }

  /** Each once and in order: a repetition is not news, and what follows a gap is refused. */
  #onOperatorEvent(
    { execution, sequence, event }: TaskExecutorProtocol["sendOperatorEvent"]["body"],
    answer: Answer<null>,
  ): void {
    const task = this.#tasks.get(execution);
    const expected = this.#operatorEvents.get(execution) ?? 0;
    if (task === undefined) answer.refuse(`Task ${execution} is not running here.`);
    else if (sequence > expected) answer.refuse(`Task ${execution} misses the coordinator event ${expected}.`);
    else {
      answer.give(null);
      if (sequence < expected) return;
      this.#operatorEvents.set(execution, expected + 1);
      task.onCoordinatorEvent(event);
    }
  }
}
