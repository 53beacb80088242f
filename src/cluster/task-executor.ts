/**
 * The TaskManager process (`TaskExecutor`): registers with the ResourceManager, holds slots, offers them to JobMasters, and
 * runs tasks. When it loses a JobMaster it fails that job's tasks; when it loses the ResourceManager it registers again.
 */
import type { Configuration } from "../config/configuration.ts";
import {
  NETWORK_REQUEST_BACKOFF_INITIAL,
  NETWORK_REQUEST_BACKOFF_MAX,
  NUM_TASK_SLOTS,
  RPC_ASK_TIMEOUT,
  TASK_MANAGER_SLOT_TIMEOUT,
} from "../config/options.ts";
import type { ServiceReply } from "../connectors/service-message.ts";
import type { JobGraph } from "../graph/job-graph.ts";
import type { DataMessage } from "../network/data-messages.ts";
import { NetworkEnvironment } from "../network/network-environment.ts";
import type { ReaderEvent } from "../operators/source-operator.ts";
import type { TaskDeployment, TaskSnapshot } from "../task/deployment.ts";
import { ExternalRequests } from "../task/external-requests.ts";
import { StreamTask } from "../task/stream-task.ts";
import type { FailureCause, TaskListener } from "../task/task-environment.ts";
import type { ExecutionState } from "../trace/kinds.ts";
import type { ConnectionClosed, EventHandler, Message, NodeId, World } from "../world.ts";
import { heartbeatOptions } from "./cluster-settings.ts";
import { HeartbeatMonitor } from "./heartbeat.ts";
import { buildJobGraph, type ProgramLoader } from "./program-graph.ts";
import {
  DEFAULT_LEADER_ID,
  type JobMasterIdentity,
  type JobMasterProtocol,
  RESOURCE_MANAGER,
  type ResourceManagerProtocol,
  type SlotStatus,
  TASK_EXECUTOR,
  type TaskExecutorProtocol,
  type TaskManagerIdentity,
} from "./protocols.ts";
import { Registration } from "./registration.ts";
import { endpoint, type Respond, type RpcAddress, RpcService } from "./rpc.ts";
import { SlotTable, type TaskSlot } from "./slot-table.ts";

/** A JobMaster for which this TaskManager holds slots. */
interface JobConnection {
  readonly master: JobMasterIdentity;
  registered: boolean;
  registration: Registration | null;
  /** The offer whose answer counts. */
  offer: number;
}

const SLOT_TIMEOUT = 0;
/** Ids of external requests of different processes of a machine must not meet. */
const REQUEST_IDS_PER_INCARNATION = 1e9;

/** One TaskManager process. */
export class TaskExecutor implements TaskListener, EventHandler {
  readonly #world: World;
  readonly #identity: TaskManagerIdentity;
  readonly #configuration: Configuration;
  readonly #loader: ProgramLoader;
  readonly #rpc: RpcService;
  readonly #network: NetworkEnvironment;
  readonly #external: ExternalRequests;
  readonly #slots: SlotTable;
  readonly #resourceManager: RpcAddress;
  #resourceManagerRegistration: Registration | null = null;
  readonly #resourceManagerHeartbeat: HeartbeatMonitor;
  readonly #jobHeartbeat: HeartbeatMonitor;
  readonly #jobs = new Map<string, JobConnection>();
  /** The graph of each job as built for its newest attempt: closures of an earlier one are not seen again. */
  readonly #graphs = new Map<string, { readonly attempt: number; readonly graph: JobGraph }>();
  readonly #tasks = new Map<number, StreamTask>();
  /** Attempts that were deployed here or cancelled before they came: a deployment that comes late or again starts nothing. */
  readonly #known = new Set<number>();
  /** Coordinator events that each task has received. */
  readonly #operatorEvents = new Map<number, number>();
  /** Position of the TaskManager in the trace. */
  readonly #index: number;

  constructor(
    world: World,
    incarnation: number,
    index: number,
    configuration: Configuration,
    loader: ProgramLoader,
    jobManager: NodeId,
  ) {
    this.#world = world;
    this.#index = index;
    this.#identity = { resourceId: `${world.node}#${incarnation}`, node: world.node, incarnation, index };
    this.#configuration = configuration;
    this.#loader = loader;
    this.#rpc = new RpcService(world, this.#identity.resourceId);
    this.#network = new NetworkEnvironment(world, incarnation, {
      initialMs: configuration.get(NETWORK_REQUEST_BACKOFF_INITIAL),
      maxMs: configuration.get(NETWORK_REQUEST_BACKOFF_MAX),
    });
    this.#external = new ExternalRequests(world, incarnation * REQUEST_IDS_PER_INCARNATION);
    this.#slots = new SlotTable(configuration.get(NUM_TASK_SLOTS));
    this.#resourceManager = { node: jobManager, endpoint: RESOURCE_MANAGER };
    const heartbeat = heartbeatOptions(configuration);
    this.#resourceManagerHeartbeat = new HeartbeatMonitor(world.clock, heartbeat, {
      onHeartbeatLost: () => this.#registerAtResourceManager(),
    });
    this.#jobHeartbeat = new HeartbeatMonitor(world.clock, heartbeat, {
      onHeartbeatLost: (jobId) => this.#loseJobMaster(jobId, "The heartbeat of the JobManager timed out."),
    });
    this.#rpc.register(endpoint<TaskExecutorProtocol>(TASK_EXECUTOR, () => null, this.#handlers()));
  }

  start(): void {
    const { trace } = this.#world;
    trace.step("tm.def", {
      ch: this.#index,
      ext: {
        id: this.#identity.resourceId,
        node: this.#identity.node,
        incarnation: this.#identity.incarnation,
        slots: this.#slots.slots.length,
      },
    });
    this.#registerAtResourceManager();
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

  onEvent(_op: number, payload: unknown): void {
    const { slot, allocationId } = payload as { slot: TaskSlot; allocationId: string };
    if (slot.allocationId === allocationId && slot.state === "allocated") this.#freeSlot(slot);
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
    this.#report(task, "updateTaskExecutionState", { execution, state, cause });
    const slot = this.#slots.byAllocation(task.deployment.allocationId);
    if (terminal && slot !== null && this.#jobs.get(task.deployment.jobId) === undefined) this.#freeSlot(slot);
  }

  acknowledgeCheckpoint(execution: number, checkpointId: number, snapshot: TaskSnapshot): void {
    const task = this.#tasks.get(execution);
    if (task !== undefined) this.#tellJobMaster(task, "acknowledgeCheckpoint", { execution, checkpointId, snapshot });
  }

  declineCheckpoint(execution: number, checkpointId: number, reason: string): void {
    const task = this.#tasks.get(execution);
    if (task !== undefined) this.#tellJobMaster(task, "declineCheckpoint", { execution, checkpointId, reason });
  }

  sendToCoordinator(execution: number, event: ReaderEvent): void {
    const task = this.#tasks.get(execution);
    if (task !== undefined) this.#report(task, "sendOperatorEventToCoordinator", { execution, event });
  }

  #tellJobMaster<M extends keyof JobMasterProtocol & string>(
    task: StreamTask,
    method: M,
    body: JobMasterProtocol[M]["body"],
  ): void {
    const master = this.#jobs.get(task.deployment.jobId)?.master;
    if (master !== undefined) this.#rpc.tell<JobMasterProtocol, M>(master.address, method, master.jobMasterId, body);
  }

  /** What must not get lost is repeated until the JobMaster has answered; its handlers take repetitions. */
  #report<M extends "updateTaskExecutionState" | "sendOperatorEventToCoordinator">(
    task: StreamTask,
    method: M,
    body: JobMasterProtocol[M]["body"],
  ): void {
    const master = this.#jobs.get(task.deployment.jobId)?.master;
    if (master === undefined) return;
    this.#rpc.ask<JobMasterProtocol, M>(
      master.address,
      method,
      master.jobMasterId,
      body,
      this.#askTimeoutMs,
      (result) => {
        if (
          !result.ok &&
          result.reason === "timeout" &&
          this.#jobs.get(master.jobId)?.master.jobMasterId === master.jobMasterId
        )
          this.#report(task, method, body);
      },
    );
  }

  // --- calls

  #handlers() {
    const { trace } = this.#world;
    return {
      requestSlot: (body: TaskExecutorProtocol["requestSlot"]["body"], respond: Respond<null>) => {
        if (body.resourceId !== this.#identity.resourceId) {
          respond.refuse(`${body.resourceId} is not here any more; this is ${this.#identity.resourceId}.`);
          return;
        }
        if (!this.#slots.allocate(body.slot, body.allocationId, body.jobMaster.jobId)) {
          respond.refuse(`Slot ${body.slot} of ${this.#identity.resourceId} is not free.`);
          return;
        }
        trace.step("slot.request", {
          ch: this.#index,
          a: body.slot,
          ext: { allocation: body.allocationId, job: body.jobMaster.jobId },
        });
        respond(null);
        const slot = this.#slots.slots[body.slot];
        const { clock } = this.#world;
        clock.schedule(
          clock.now() + this.#configuration.get(TASK_MANAGER_SLOT_TIMEOUT) * 1000,
          "timer",
          this,
          SLOT_TIMEOUT,
          { slot, allocationId: body.allocationId },
        );
        this.#connectToJobMaster(body.jobMaster);
      },
      freeSlot: ({ allocationId, cause }: { allocationId: string; cause: string }, respond: Respond<null>) => {
        const slot = this.#slots.byAllocation(allocationId);
        if (slot !== null) {
          for (const task of [...this.#tasks.values()])
            if (task.deployment.allocationId === allocationId) task.fail(new Error(cause));
          this.#freeSlot(slot);
        }
        respond(null);
      },
      heartbeatFromResourceManager: (
        { resourceId }: { resourceId: string },
        respond: Respond<{ slots: readonly SlotStatus[] }>,
      ) => {
        if (resourceId !== this.#identity.resourceId) {
          respond.refuse(`${resourceId} is not here any more.`);
          return;
        }
        this.#resourceManagerHeartbeat.alive(RESOURCE_MANAGER);
        respond({ slots: this.#slotReport() });
      },
      heartbeatFromJobManager: (
        body: TaskExecutorProtocol["heartbeatFromJobManager"]["body"],
        respond: Respond<{ executions: readonly number[] }>,
      ) => {
        if (
          body.resourceId !== this.#identity.resourceId ||
          this.#jobs.get(body.jobId)?.master.jobMasterId !== body.jobMasterId
        ) {
          respond.refuse(`${body.resourceId} does not work for ${body.jobMasterId}.`);
          return;
        }
        this.#jobHeartbeat.alive(body.jobId);
        respond({
          executions: [...this.#tasks.values()]
            .filter((task) => task.deployment.jobId === body.jobId)
            .map((task) => task.deployment.execution),
        });
      },
      disconnectJobManager: ({ jobId, cause }: { jobId: string; cause: string }, respond: Respond<null>) => {
        this.#loseJobMaster(jobId, cause);
        for (const slot of this.#slots.ofJob(jobId)) this.#freeSlot(slot);
        respond(null);
      },
      submitTask: ({ jobMasterId, deployment }: TaskExecutorProtocol["submitTask"]["body"], respond: Respond<null>) =>
        this.#submitTask(jobMasterId, deployment, respond),
      cancelTask: ({ execution }: { execution: number }, respond: Respond<null>) => {
        // A task that is not here any more has reported its end already.
        respond(null);
        this.#known.add(execution);
        this.#tasks.get(execution)?.cancel();
      },
      triggerCheckpoint: (
        { execution, checkpointId, triggeredAtMicros }: TaskExecutorProtocol["triggerCheckpoint"]["body"],
        respond: Respond<null>,
      ) => {
        const task = this.#tasks.get(execution);
        if (task === undefined) {
          respond.refuse(
            `The task ${execution} is not running here, so it cannot take part in checkpoint ${checkpointId}.`,
          );
          return;
        }
        respond(null);
        task.triggerCheckpoint(checkpointId, triggeredAtMicros);
      },
      confirmCheckpoint: (
        { execution, checkpointId }: TaskExecutorProtocol["confirmCheckpoint"]["body"],
        respond: Respond<null>,
      ) => {
        respond(null);
        this.#tasks.get(execution)?.notifyCheckpointComplete(checkpointId);
      },
      abortCheckpoint: (
        { execution, checkpointId, latestCompleted }: TaskExecutorProtocol["abortCheckpoint"]["body"],
        respond: Respond<null>,
      ) => {
        respond(null);
        this.#tasks.get(execution)?.notifyCheckpointAborted(checkpointId, latestCompleted);
      },
      sendOperatorEvent: (
        { execution, sequence, event }: TaskExecutorProtocol["sendOperatorEvent"]["body"],
        respond: Respond<null>,
      ) => {
        const task = this.#tasks.get(execution);
        const expected = this.#operatorEvents.get(execution) ?? 0;
        if (task === undefined) respond.refuse(`Task ${execution} is not running here.`);
        else if (sequence > expected) respond.refuse(`Task ${execution} misses the coordinator event ${expected}.`);
        else {
          respond(null);
          if (sequence < expected) return;
          this.#operatorEvents.set(execution, expected + 1);
          task.onCoordinatorEvent(event);
        }
      },
    };
  }

  #submitTask(jobMasterId: string, deployment: TaskDeployment, respond: Respond<null>): void {
    const { jobId, execution, allocationId } = deployment;
    const slot = this.#slots.byAllocation(allocationId);
    if (this.#jobs.get(jobId)?.master.jobMasterId !== jobMasterId) {
      respond.refuse(`${this.#identity.resourceId} does not work for ${jobMasterId}.`);
      return;
    }
    if (slot === null || slot.state === "free") {
      respond.refuse(`No task slot allocated for job ${jobId} and allocation ${allocationId}.`);
      return;
    }
    if (this.#known.has(execution) && !this.#tasks.has(execution)) {
      respond.refuse(`The execution ${execution} has been cancelled or has ended.`);
      return;
    }
    respond(null);
    if (this.#tasks.has(execution)) return;
    this.#known.add(execution);
    const graph = this.#graphOf(deployment);
    const task = new StreamTask(deployment, {
      world: this.#world,
      configuration: graph.configuration,
      vertex: graph.vertices[deployment.vertex],
      network: this.#network,
      external: this.#external,
      listener: this,
      maxParallelismOf: (vertex) => graph.vertices[vertex].maxParallelism,
    });
    this.#tasks.set(execution, task);
    task.start();
  }

  #graphOf(deployment: TaskDeployment): JobGraph {
    const { jobId, attempt } = deployment;
    const known = this.#graphs.get(jobId);
    if (known !== undefined && known.attempt === attempt) return known.graph;
    const graph = buildJobGraph(this.#loader, deployment.program, this.#configuration);
    this.#graphs.set(jobId, { attempt, graph });
    return graph;
  }

  // --- ResourceManager

  #registerAtResourceManager(): void {
    this.#resourceManagerRegistration?.cancel();
    const slots = this.#slotReport();
    this.#resourceManagerRegistration = new Registration(
      this.#world.clock,
      this.#configuration,
      (timeoutMs, onResult) =>
        this.#rpc.ask<ResourceManagerProtocol, "registerTaskExecutor">(
          this.#resourceManager,
          "registerTaskExecutor",
          DEFAULT_LEADER_ID,
          { ...this.#identity, slots },
          timeoutMs,
          onResult,
        ),
    );
    this.#resourceManagerRegistration.start(() => this.#resourceManagerHeartbeat.monitor(RESOURCE_MANAGER));
  }

  #slotReport(): SlotStatus[] {
    return this.#slots.slots.map(({ index, allocationId, jobId }) => ({ slot: index, allocationId, jobId }));
  }

  #freeSlot(slot: TaskSlot): void {
    if (slot.state === "free") return;
    const allocationId = slot.allocationId ?? "";
    this.#slots.free(slot);
    this.#world.trace.step("slot.free", { ch: this.#index, a: slot.index, ext: { allocation: allocationId } });
    this.#rpc.tell<ResourceManagerProtocol, "notifySlotAvailable">(
      this.#resourceManager,
      "notifySlotAvailable",
      DEFAULT_LEADER_ID,
      { resourceId: this.#identity.resourceId, slot: slot.index, allocationId },
    );
  }

  // --- JobMasters

  #connectToJobMaster(master: JobMasterIdentity): void {
    const known = this.#jobs.get(master.jobId);
    if (known?.master.jobMasterId === master.jobMasterId) {
      if (known.registered) this.#offerSlots(known);
      return;
    }
    if (known !== undefined) this.#loseJobMaster(master.jobId, "A new JobManager leads the job.");
    const job: JobConnection = { master, registered: false, registration: null, offer: 0 };
    this.#jobs.set(master.jobId, job);
    job.registration = new Registration(this.#world.clock, this.#configuration, (timeoutMs, onResult) =>
      this.#rpc.ask<JobMasterProtocol, "registerTaskManager">(
        master.address,
        "registerTaskManager",
        master.jobMasterId,
        this.#identity,
        timeoutMs,
        onResult,
      ),
    );
    job.registration.start(() => {
      if (this.#jobs.get(master.jobId) !== job) return;
      job.registered = true;
      this.#jobHeartbeat.monitor(master.jobId);
      this.#offerSlots(job);
    });
  }

  /** Offers every slot that is held for the job; only the answer to the newest offer counts. */
  #offerSlots(job: JobConnection): void {
    const { master } = job;
    const slots = this.#slots.ofJob(master.jobId).filter((slot) => slot.state === "allocated");
    if (slots.length === 0) return;
    const offer = ++job.offer;
    const offers = slots.map((slot) => ({ allocationId: slot.allocationId ?? "", slot: slot.index }));
    for (const slot of slots)
      this.#world.trace.emit("slot.offer", {
        ch: this.#index,
        a: slot.index,
        ext: { allocation: slot.allocationId, job: master.jobId },
      });
    this.#rpc.ask<JobMasterProtocol, "offerSlots">(
      master.address,
      "offerSlots",
      master.jobMasterId,
      { resourceId: this.#identity.resourceId, slots: offers },
      this.#askTimeoutMs,
      (result) => {
        if (this.#jobs.get(master.jobId) !== job || job.offer !== offer) return;
        if (!result.ok) {
          if (result.reason === "timeout") this.#offerSlots(job);
          else for (const slot of slots) this.#freeSlot(slot);
          return;
        }
        for (const { allocationId } of offers) {
          const slot = this.#slots.byAllocation(allocationId);
          if (slot === null) continue;
          if (!result.body.accepted.includes(allocationId)) this.#freeSlot(slot);
          else if (slot.state === "allocated") {
            slot.state = "active";
            this.#world.trace.emit("slot.active", {
              ch: this.#index,
              a: slot.index,
              ext: { allocation: allocationId, job: master.jobId },
            });
          }
        }
      },
    );
  }

  #loseJobMaster(jobId: string, cause: string): void {
    const job = this.#jobs.get(jobId);
    if (job === undefined) return;
    job.registration?.cancel();
    this.#jobs.delete(jobId);
    this.#graphs.delete(jobId);
    // Another JobMaster counts its attempts anew.
    this.#known.clear();
    this.#jobHeartbeat.unmonitor(jobId);
    for (const task of [...this.#tasks.values()]) if (task.deployment.jobId === jobId) task.fail(new Error(cause));
    for (const slot of this.#slots.ofJob(jobId)) this.#freeSlot(slot);
  }

  get #askTimeoutMs(): number {
    return this.#configuration.get(RPC_ASK_TIMEOUT);
  }
}
