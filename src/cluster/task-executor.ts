/**
 * The TaskManager process (`TaskExecutor`): its endpoint and what it consists of. It registers with the ResourceManager, holds
 * slots, offers them to JobMasters, and runs tasks.
 */
import type { Configuration } from "../config/configuration.ts";
import { NETWORK_REQUEST_BACKOFF_INITIAL, NETWORK_REQUEST_BACKOFF_MAX } from "../config/options.ts";
import type { ServiceReply } from "../connectors/service-message.ts";
import type { DataMessage } from "../network/data-messages.ts";
import { NetworkEnvironment } from "../network/network-environment.ts";
import { ExternalRequests } from "../task/external-requests.ts";
import type { ConnectionClosed, Message, NodeId, World } from "../world.ts";
import { DeployedTasks } from "./deployed-tasks.ts";
import { type JobLeaderListener, JobLeaderService } from "./job-leader-service.ts";
import type { ProgramLoader } from "./program-graph.ts";
import {
  type SlotOffer,
  type SlotStatus,
  TASK_EXECUTOR,
  type TaskExecutorProtocol,
  type TaskManagerIdentity,
} from "./protocols.ts";
import { endpoint, type Handlers, RpcService } from "./rpc.ts";
import {
  type SlotReporter,
  TaskExecutorToResourceManagerConnection,
} from "./task-executor-to-resource-manager-connection.ts";
import { TaskSlots } from "./task-slots.ts";

/** Ids of external requests of different processes of a machine must not meet. */
const REQUEST_IDS_PER_INCARNATION = 1e9;

/** One TaskManager process. `TaskExecutor` */
export class TaskExecutor implements JobLeaderListener, SlotReporter {
  readonly #world: World;
  readonly #identity: TaskManagerIdentity;
  readonly #rpc: RpcService;
  readonly #network: NetworkEnvironment;
  readonly #external: ExternalRequests;
  readonly #resourceManager: TaskExecutorToResourceManagerConnection;
  readonly #slots: TaskSlots;
  readonly #jobs: JobLeaderService;
  readonly #tasks: DeployedTasks;

  /** @param index position of the TaskManager in the trace */
  constructor(
    world: World,
    incarnation: number,
    index: number,
    configuration: Configuration,
    loader: ProgramLoader,
    jobManager: NodeId,
  ) {
    const identity = { resourceId: `${world.node}#${incarnation}`, node: world.node, incarnation, index };
    const rpc = new RpcService(world, identity.resourceId);
    const network = new NetworkEnvironment(world, incarnation, {
      initialMs: configuration.get(NETWORK_REQUEST_BACKOFF_INITIAL),
      maxMs: configuration.get(NETWORK_REQUEST_BACKOFF_MAX),
    });
    const external = new ExternalRequests(world, incarnation * REQUEST_IDS_PER_INCARNATION);
    this.#world = world;
    this.#identity = identity;
    this.#rpc = rpc;
    this.#network = network;
    this.#external = external;
    this.#resourceManager = new TaskExecutorToResourceManagerConnection(
      world,
      rpc,
      configuration,
      identity,
      jobManager,
      this,
    );
    this.#slots = new TaskSlots(world, identity, configuration, this.#resourceManager);
    this.#jobs = new JobLeaderService(world, rpc, configuration, identity, this.#slots, this);
    const services = { world, identity, configuration, loader, network, external };
    this.#tasks = new DeployedTasks(services, this.#slots, this.#jobs);
    rpc.register(endpoint<TaskExecutorProtocol>(TASK_EXECUTOR, () => null, this.#handlers()));
  }

  start(): void {
    const { resourceId, node, incarnation, index } = this.#identity;
    this.#world.trace.step("tm.def", {
      ch: index,
      ext: { id: resourceId, node, incarnation, slots: this.slotReport().length },
    });
    this.#resourceManager.connect();
  }

  receive(from: NodeId, message: Message): void {
    switch (message.class) {
      case "data":
        this.#network.receive(from, message as DataMessage);
        return;
      case "service":
        this.#external.receive(message as ServiceReply);
        return;
      case "connection": {
        const { peer, incarnation } = message as ConnectionClosed;
        this.#network.onConnectionClosed(peer, incarnation);
        this.#rpc.receive(from, message);
        return;
      }
      case "rpc":
        this.#rpc.receive(from, message);
        return;
    }
  }

  slotReport(): SlotStatus[] {
    return this.#slots.report();
  }

  /**
   * The JobMaster and this process may disagree about slots after an answer was lost: what the job has not, is freed; what is
   * not here, fails (`TaskExecutor.syncTaskSlotsWithJobMaster`).
   */
  #synchronize(jobId: string, slots: readonly SlotOffer[]): void {
    const { resourceId } = this.#identity;
    for (const { slot, allocationId } of slots) {
      if (this.#slots.byAllocation(allocationId)?.jobId === jobId) continue;
      const cause = `Slot ${slot} of ${resourceId} is not allocated to the job ${jobId} under ${allocationId}.`;
      this.#jobs.tell(jobId, "failSlot", { resourceId, allocationId, cause });
    }
    for (const slot of this.#slots.activeOf(jobId)) {
      if (slots.some(({ allocationId }) => allocationId === slot.allocationId)) continue;
      this.#tasks.failSlot(slot.allocationId ?? "", `The job ${jobId} has given up the slot ${slot.index}.`);
      this.#slots.free(slot);
    }
  }

  onJobMasterLost(jobId: string, cause: string): void {
    this.#tasks.failJob(jobId, cause);
    this.#slots.freeJob(jobId);
  }

  #handlers(): Handlers<TaskExecutorProtocol> {
    const { resourceId } = this.#identity;
    return {
      requestSlot: ({ resourceId: asked, slot, allocationId, jobMaster }, answer) => {
        if (asked !== resourceId) {
          answer.refuse(`${asked} is not here any more; this is ${resourceId}.`);
          return;
        }
        if (!this.#slots.allocate(slot, allocationId, jobMaster.jobId)) {
          answer.refuse(`Slot ${slot} of ${resourceId} is not free.`);
          return;
        }
        answer.give(null);
        this.#jobs.connect(jobMaster);
      },
      freeSlot: ({ allocationId, cause }, answer) => {
        const slot = this.#slots.byAllocation(allocationId);
        if (slot !== null) {
          this.#tasks.failSlot(allocationId, cause);
          this.#slots.free(slot);
        }
        answer.give(null);
      },
      heartbeatFromResourceManager: ({ resourceId: asked }, answer) => {
        if (asked !== resourceId) {
          answer.refuse(`${asked} is not here any more.`);
          return;
        }
        this.#resourceManager.alive();
        answer.give({ slots: this.slotReport() });
      },
      heartbeatFromJobManager: ({ resourceId: asked, jobId, jobMasterId, slots }, answer) => {
        if (asked !== resourceId || !this.#jobs.follows(jobId, jobMasterId)) {
          answer.refuse(`${asked} does not work for ${jobMasterId}.`);
          return;
        }
        this.#jobs.alive(jobId);
        this.#synchronize(jobId, slots);
        answer.give({ executions: this.#tasks.executionsOf(jobId) });
      },
      disconnectJobManager: ({ jobId, cause }, answer) => {
        this.#jobs.disconnect(jobId, cause);
        this.#slots.freeJob(jobId);
        answer.give(null);
      },
      ...this.#tasks.handlers(),
    };
  }
}
