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
import { type SlotStatus, TASK_EXECUTOR, type TaskExecutorProtocol, type TaskManagerIdentity } from "./protocols.ts";
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

  onJobMasterLost(jobId: string, cause: string): void {
    this.#tasks.failJob(jobId, cause);
    this.#slots.freeJob(jobId);
  }

  #handlers(): Handlers<TaskExecutorProtocol> {
    const { resourceId } = this.#identity;
    return {
      requestSlot: ({ resourceId: asked, slot, allocationId, jobMaster }, respond) => {
        if (asked !== resourceId) {
          respond.refuse(`${asked} is not here any more; this is ${resourceId}.`);
          return;
        }
        if (!this.#slots.allocate(slot, allocationId, jobMaster.jobId)) {
          respond.refuse(`Slot ${slot} of ${resourceId} is not free.`);
          return;
        }
        respond(null);
        this.#jobs.connect(jobMaster);
      },
      freeSlot: ({ allocationId, cause }, respond) => {
        const slot = this.#slots.byAllocation(allocationId);
        if (slot !== null) {
          this.#tasks.failSlot(allocationId, cause);
          this.#slots.free(slot);
        }
        respond(null);
      },
      heartbeatFromResourceManager: ({ resourceId: asked }, respond) => {
        if (asked !== resourceId) {
          respond.refuse(`${asked} is not here any more.`);
          return;
        }
        this.#resourceManager.alive();
        respond({ slots: this.slotReport() });
      },
      heartbeatFromJobManager: ({ resourceId: asked, jobId, jobMasterId }, respond) => {
        if (asked !== resourceId || !this.#jobs.follows(jobId, jobMasterId)) {
          respond.refuse(`${asked} does not work for ${jobMasterId}.`);
          return;
        }
        this.#jobs.alive(jobId);
        respond({ executions: this.#tasks.executionsOf(jobId) });
      },
      disconnectJobManager: ({ jobId, cause }, respond) => {
        this.#jobs.disconnect(jobId, cause);
        this.#slots.freeJob(jobId);
        respond(null);
      },
      ...this.#tasks.handlers(),
    };
  }
}
