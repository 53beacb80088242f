/** Leads one job (`JobMaster`): the endpoint to which its TaskManagers and tasks report, and what it consists of. */
import type { Configuration } from "../config/configuration.ts";
import { RPC_ASK_TIMEOUT } from "../config/options.ts";
import type { ProgramReference } from "../task/deployment.ts";
import { failureOf } from "../task/failure-cause.ts";
import type { FailureCause } from "../task/task-environment.ts";
import type { World } from "../world.ts";
import { heartbeatOptions } from "./cluster-settings.ts";
import { DefaultScheduler, type SchedulerOwner } from "./default-scheduler.ts";
import type { Execution } from "./execution-graph.ts";
import type { Identifiers } from "./identifiers.ts";
import { JobStatus } from "./job-status.ts";
import { buildJobGraph, type ProgramLoader } from "./program-graph.ts";
import type { JobMasterIdentity, JobMasterProtocol, JobResult, SlotOffer } from "./protocols.ts";
import { RegisteredTaskManagers, type TaskManagersOwner } from "./registered-task-managers.ts";
import { ResourceRequirements } from "./resource-requirements.ts";
import { endpoint, type RpcEndpoint, type RpcService } from "./rpc.ts";
import { TaskManagerGateway } from "./task-manager-gateway.ts";

/** The JobMaster of one job; ends with the job. `JobMaster` */
export class JobMaster implements SchedulerOwner, TaskManagersOwner<Execution> {
  readonly #world: World;
  readonly #rpc: RpcService;
  readonly #cluster: Configuration;
  readonly #loader: ProgramLoader;
  readonly #identity: JobMasterIdentity;
  readonly #ids: Identifiers;
  readonly #program: ProgramReference;
  readonly #onEnd: (result: JobResult) => void;
  readonly #status: JobStatus;
  readonly #gateway: TaskManagerGateway;
  readonly #taskManagers: RegisteredTaskManagers<Execution>;
  readonly #requirements: ResourceRequirements;
  #scheduler!: DefaultScheduler;

  constructor(
    world: World,
    rpc: RpcService,
    cluster: Configuration,
    loader: ProgramLoader,
    identity: JobMasterIdentity,
    ids: Identifiers,
    program: ProgramReference,
    onEnd: (result: JobResult) => void,
  ) {
    this.#world = world;
    this.#rpc = rpc;
    this.#cluster = cluster;
    this.#loader = loader;
    this.#identity = identity;
    this.#ids = ids;
    this.#program = program;
    this.#onEnd = onEnd;
    this.#status = new JobStatus(identity.jobId, world.trace);
    this.#gateway = new TaskManagerGateway(rpc, cluster.get(RPC_ASK_TIMEOUT));
    this.#taskManagers = new RegisteredTaskManagers(world, identity, this.#gateway, heartbeatOptions(cluster), this);
    this.#requirements = new ResourceRequirements(world.clock, rpc, cluster, identity, this.#status);
  }

  start(): void {
    try {
      this.#scheduler = this.#createScheduler();
    } catch (error) {
      const failure = failureOf(error, null);
      this.#world.trace.emit("fail.job", { ext: { message: failure.message } });
      this.#status.transition("FAILED", failure.message);
      this.onJobEnd(failure, 0);
      return;
    }
    this.#rpc.register(this.#endpoint());
    this.#status.transition("CREATED");
    this.#requirements.connect(this.#scheduler.executions.requiredSlots);
    this.#scheduler.start();
  }

  #createScheduler(): DefaultScheduler {
    const graph = buildJobGraph(this.#loader, this.#program, this.#cluster);
    return new DefaultScheduler(
      this.#world,
      graph,
      this.#program,
      this.#identity,
      this.#ids,
      this.#status,
      this.#gateway,
      this,
    );
  }

  onJobEnd(failure: FailureCause | null, restarts: number): void {
    this.#taskManagers.disconnectAll();
    const { jobId, address } = this.#identity;
    this.#rpc.unregister(address.endpoint);
    this.#onEnd({ jobId, state: this.#status.state, failure, restarts });
  }

  // --- TaskManagers

  deployedOn(resourceId: string): readonly Execution[] {
    return this.#scheduler.executions
      .executions()
      .filter(
        ({ slot, state }) =>
          slot.resourceId === resourceId && (state === "RUNNING" || state === "INITIALIZING" || state === "CANCELING"),
      );
  }

  slotsOn(resourceId: string): readonly SlotOffer[] {
    return this.#scheduler.slots.on(resourceId);
  }

  /** Attempts that their TaskManager does not know have ended without being heard (`ExecutionDeploymentReconciler`). */
  onDeploymentReport(expected: readonly Execution[], present: readonly number[]): void {
    for (const execution of expected) {
      if (execution.terminal || present.includes(execution.index)) continue;
      const { index, slot, vertex } = execution;
      const error = `The execution ${index} is not running on ${slot.resourceId} any more.`;
      this.#scheduler.failExecution(execution, failureOf(error, vertex));
    }
  }

  onTaskManagerLost(resourceId: string, reason: string): void {
    const why = reason === "timeout" ? "its heartbeat timed out" : "it is not reachable any more";
    this.#scheduler.slots.removeTaskManager(resourceId);
    const cause = failureOf(`The TaskManager ${resourceId} was lost: ${why}.`, null);
    this.#scheduler.failTaskManager(resourceId, cause);
    if (!this.#status.ended) this.#requirements.declare();
  }

  /** Asked for by a client. */
  triggerCheckpoint(): void {
    this.#scheduler.checkpoints.triggerNow();
  }

  /** Asked for by a client. `JobMaster.cancel` */
  cancel(): void {
    this.#scheduler.cancel();
  }

  // --- calls

  #endpoint(): RpcEndpoint {
    const { jobMasterId, address } = this.#identity;
    const scheduler = this.#scheduler;
    const { slots, checkpoints } = scheduler;
    return endpoint<JobMasterProtocol>(address.endpoint, () => jobMasterId, {
      registerTaskManager: (identity, answer) => {
        this.#taskManagers.register(identity);
        answer.give(null);
      },
      offerSlots: ({ resourceId, slots: offers }, answer) => {
        const manager = this.#taskManagers.find(resourceId);
        if (manager === null) {
          answer.refuse(`${resourceId} is not registered.`);
          return;
        }
        answer.give({ accepted: slots.offer(manager, offers) });
        if (slots.awaited) scheduler.schedule();
      },
      failSlot: ({ resourceId, allocationId, cause }, answer) => {
        answer.give(null);
        if (!slots.remove(resourceId, allocationId)) return;
        scheduler.failSlot(allocationId, failureOf(cause, null));
        if (!this.#status.ended) this.#requirements.declare();
      },
      updateTaskExecutionState: ({ execution, state, cause }, answer) => {
        answer.give(null);
        scheduler.updateExecution(execution, state, cause);
      },
      acknowledgeCheckpoint: ({ execution, checkpointId, snapshot }, answer) => {
        answer.give(null);
        checkpoints.acknowledge(execution, checkpointId, snapshot);
      },
      declineCheckpoint: ({ execution, checkpointId, reason }, answer) => {
        answer.give(null);
        checkpoints.decline(execution, checkpointId, reason);
      },
      sendOperatorEventToCoordinator: ({ execution, event }, answer) => {
        answer.give(null);
        scheduler.handleReaderEvent(execution, event);
      },
    });
  }
}
