/**
 * Runs one job (`JobMaster` with the default scheduler): gets slots, deploys, watches its TaskManagers, takes checkpoints,
 * and after a failure starts all tasks again from the newest complete checkpoint (full failover).
 */
import {
  CheckpointCoordinator,
  type CheckpointOwner,
  type CheckpointTask,
} from "../checkpoint/checkpoint-coordinator.ts";
import { restoresOf } from "../checkpoint/state-assignment.ts";
import type { Configuration } from "../config/configuration.ts";
import {
  NETWORK_BUFFERS_PER_CHANNEL,
  NETWORK_FLOATING_BUFFERS_PER_GATE,
  RPC_ASK_TIMEOUT,
  SLOT_REQUEST_TIMEOUT,
} from "../config/options.ts";
import type { JobVertex } from "../graph/job-graph.ts";
import type { EnumeratorEvent } from "../operators/source-operator.ts";
import type { ProgramReference } from "../task/deployment.ts";
import { failureOf } from "../task/failure-cause.ts";
import type { FailureCause } from "../task/task-environment.ts";
import { JOB_STATES, type JobState, WAIT_REASONS } from "../trace/kinds.ts";
import type { EventHandler, Micros, ScheduledEvent, World } from "../world.ts";
import { heartbeatOptions } from "./cluster-settings.ts";
import { type Execution, ExecutionGraph } from "./execution-graph.ts";
import { HeartbeatMonitor } from "./heartbeat.ts";
import type { Identifiers } from "./identifiers.ts";
import { buildJobGraph, type ProgramLoader } from "./program-graph.ts";
import {
  DEFAULT_LEADER_ID,
  type JobMasterIdentity,
  type JobMasterProtocol,
  type JobResult,
  RESOURCE_MANAGER,
  type ResourceManagerProtocol,
  TASK_EXECUTOR,
  type TaskExecutorProtocol,
  type TaskManagerIdentity,
} from "./protocols.ts";
import { Registration } from "./registration.ts";
import { type RestartBackoffTimeStrategy, restartStrategyOf } from "./restart-strategy.ts";
import { endpoint, type RpcAddress, type RpcService } from "./rpc.ts";
import { SlotPool } from "./slot-pool.ts";
import { type CoordinatorOwner, SourceCoordinator } from "./source-coordinator.ts";

const SLOTS_TIMED_OUT = 0;
const RESTART_DELAY_OVER = 1;
/** `Execution.NUM_CANCEL_CALL_TRIES` */
const CANCEL_CALL_TRIES = 3;

/** The JobMaster of one job; ends with the job. */
export class JobMaster implements EventHandler, CheckpointOwner, CoordinatorOwner {
  readonly #world: World;
  readonly #rpc: RpcService;
  readonly #cluster: Configuration;
  readonly #loader: ProgramLoader;
  readonly #identity: JobMasterIdentity;
  readonly #ids: Identifiers;
  readonly #program: ProgramReference;
  readonly #onEnd: (result: JobResult) => void;
  readonly #heartbeat: HeartbeatMonitor;
  readonly #taskManagers = new Map<string, TaskManagerIdentity>();
  readonly #slots = new SlotPool();
  #sources: SourceCoordinator[] = [];
  #executions!: ExecutionGraph;
  #checkpoints!: CheckpointCoordinator;
  #restartStrategy!: RestartBackoffTimeStrategy;
  #state: JobState = "INITIALIZING";
  /** Slots are awaited. */
  #waitingForSlots: ScheduledEvent | null = null;
  /** By position; kept over restarts, so that tasks come back to where they were. */
  #previousSlots: string[] = [];
  #restarts = 0;
  #restartDelayOver = false;
  #failure: FailureCause | null = null;

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
    this.#heartbeat = new HeartbeatMonitor(world.clock, heartbeatOptions(cluster), {
      requestHeartbeat: (target) => this.#requestHeartbeat(target),
      onHeartbeatLost: (target, reason, silentMicros) => this.#loseTaskManager(target, reason, silentMicros),
    });
  }

  start(): void {
    const { jobId, jobMasterId, address } = this.#identity;
    try {
      const graph = buildJobGraph(this.#loader, this.#program, this.#cluster);
      const { configuration } = graph;
      this.#executions = new ExecutionGraph(graph, jobId, this.#ids, this.#world.trace);
      this.#defineGraph();
      this.#checkpoints = new CheckpointCoordinator(this.#world, configuration, jobId, this);
      const draws = this.#world.entropy.draws("restart-jitter", jobId);
      this.#restartStrategy = restartStrategyOf(configuration, (bound) => draws.below(bound));
      this.#sources = graph.vertices
        .filter((vertex) => vertex.source !== null)
        .map((vertex) => new SourceCoordinator(vertex, this, this.#world.trace));
    } catch (error) {
      this.#failure = failureOf(error, null);
      this.#world.trace.emit("fail.job", { ext: { message: this.#failure.message } });
      this.#terminate("FAILED");
      return;
    }
    this.#rpc.register(this.#endpoint(jobMasterId, address));
    this.#transition("CREATED");
    const registration = new Registration(this.#world.clock, this.#cluster, (timeoutMs, onResult) =>
      this.#rpc.ask<ResourceManagerProtocol, "registerJobMaster">(
        this.#resourceManager,
        "registerJobMaster",
        DEFAULT_LEADER_ID,
        this.#identity,
        timeoutMs,
        onResult,
      ),
    );
    registration.start(() => this.#declareResources());
    for (const source of this.#sources) source.reset(null);
    this.#transition("RUNNING");
    this.#checkpoints.start();
    this.#schedule();
  }

  onEvent(op: number): void {
    if (op === SLOTS_TIMED_OUT) this.#onSlotsTimedOut();
    else {
      this.#restartDelayOver = true;
      this.#wait("wait.end", "backoff");
      this.#restartIfReady();
    }
  }

  // --- slots and deployment

  get #resourceManager(): RpcAddress {
    return { node: this.#identity.address.node, endpoint: RESOURCE_MANAGER };
  }

  #declareResources(): void {
    const body = { jobId: this.#identity.jobId, slots: this.#executions.requiredSlots };
    this.#rpc.ask<ResourceManagerProtocol, "declareRequiredResources">(
      this.#resourceManager,
      "declareRequiredResources",
      DEFAULT_LEADER_ID,
      body,
      this.#askTimeoutMs,
      (result) => {
        if (!result.ok && !this.#ended) this.#declareResources();
      },
    );
  }

  /** Deploys if there are slots for all; otherwise waits for them. */
  #schedule(): void {
    const needed = this.#executions.requiredSlots;
    const slots = this.#slots.assign(needed, this.#previousSlots);
    const { clock } = this.#world;
    if (slots === null) {
      if (this.#waitingForSlots === null) this.#wait("wait.begin", "slots");
      this.#waitingForSlots ??= clock.schedule(
        clock.now() + this.#executions.graph.configuration.get(SLOT_REQUEST_TIMEOUT) * 1000,
        "timer",
        this,
        SLOTS_TIMED_OUT,
        null,
      );
      return;
    }
    if (this.#waitingForSlots !== null) {
      clock.cancel(this.#waitingForSlots);
      this.#wait("wait.end", "slots");
    }
    this.#waitingForSlots = null;
    this.#previousSlots = slots.map(({ allocationId }) => allocationId);
    const checkpoint = this.#checkpoints.latest();
    this.#executions.createExecutions(slots, checkpoint?.checkpointId ?? 0);
    const restores =
      checkpoint === null ? null : this.#executions.graph.vertices.map((vertex) => restoresOf(checkpoint, vertex));
    if (checkpoint !== null)
      this.#world.trace.step("cp.restore", {
        ch: checkpoint.checkpointId,
        ext: { tasks: this.#executions.executions().map(({ index }) => index) },
      });
    const deployments = this.#executions.deployments(
      this.#program,
      ({ vertex, subtask }) => restores?.[vertex.index][subtask] ?? null,
    );
    for (const deployment of deployments) {
      const execution = this.#executions.find(deployment.execution) as Execution;
      this.#executions.transition(execution, "SCHEDULED", null);
      this.#executions.transition(execution, "DEPLOYING", null);
      this.#ask(execution, "submitTask", { jobMasterId: this.#identity.jobMasterId, deployment }, (failure) =>
        this.#failExecution(
          execution,
          failureOf(new Error(`The task could not be deployed: ${failure}`), execution.vertex),
        ),
      );
    }
  }

  #onSlotsTimedOut(): void {
    this.#waitingForSlots = null;
    const needed = this.#executions.requiredSlots;
    const have = this.#slots.size;
    const error = new Error(
      `Not enough free slots available to run the job: ${needed} are required and ${have} could be acquired, so ${needed - have} are missing. Lower the parallelism, add TaskManagers, or raise taskmanager.numberOfTaskSlots.`,
    );
    error.name = "NoResourceAvailableException";
    this.#onFailure(failureOf(error, null));
  }

  // --- failures

  #failExecution(execution: Execution, cause: FailureCause): void {
    if (this.#executions.find(execution.index) !== execution) return;
    if (!this.#executions.transition(execution, "FAILED", cause.message)) return;
    if (this.#state === "RUNNING") this.#onFailure(cause);
    else this.#continueAfterTermination();
  }

  failJob(error: unknown): void {
    const cause = error instanceof Error ? failureOf(error, null) : failureOf(new Error(String(error)), null);
    if (this.#state === "RUNNING") this.#onFailure(cause);
  }

  /** Order of Flink's `ExecutionFailureHandler`: notify the strategy, ask it, take its delay. */
  #onFailure(cause: FailureCause): void {
    if (this.#state !== "RUNNING") return;
    const { clock, trace } = this.#world;
    this.#failure = cause;
    const nowMs = Math.floor(clock.now() / 1000);
    const newAttempt = this.#restartStrategy.notifyFailure(nowMs);
    if (this.#waitingForSlots !== null) clock.cancel(this.#waitingForSlots);
    this.#waitingForSlots = null;
    if (!this.#restartStrategy.canRestart()) {
      this.#transition("FAILING", cause.message);
      this.#checkpoints.stop("CHECKPOINT_COORDINATOR_SUSPEND");
      this.#cancelAll();
      this.#continueAfterTermination();
      return;
    }
    const delayMs = this.#restartStrategy.backoffTimeMs(nowMs);
    if (newAttempt) this.#restarts++;
    trace.step("restart.plan", {
      a: this.#restarts,
      x: delayMs * 1000,
      ext: {
        strategy: this.#restartStrategy.describe(),
        cause: cause.message,
        tasks: this.#executions.executions().map(({ index }) => index),
      },
    });
    this.#transition("RESTARTING", cause.message);
    this.#checkpoints.stop("CHECKPOINT_COORDINATOR_SUSPEND");
    this.#restartDelayOver = false;
    this.#wait("wait.begin", "backoff");
    clock.schedule(clock.now() + delayMs * 1000, "timer", this, RESTART_DELAY_OVER, null);
    this.#cancelAll();
    this.#continueAfterTermination();
  }

  #cancelAll(): void {
    for (const execution of this.#executions.executions()) this.#cancel(execution);
  }

  #cancel(execution: Execution): void {
    if (execution.terminal || !this.#executions.transition(execution, "CANCELING", null)) return;
    this.#callCancel(execution);
  }

  /** A task that cannot be reached any more is given up after three calls (`Execution.sendCancelRpcCall`). */
  #callCancel(execution: Execution): void {
    execution.cancelCalls++;
    this.#ask(execution, "cancelTask", { execution: execution.index }, (failure) => {
      if (execution.terminal || this.#executions.find(execution.index) !== execution) return;
      if (execution.cancelCalls < CANCEL_CALL_TRIES) this.#callCancel(execution);
      else
        this.#failExecution(
          execution,
          failureOf(new Error(`The task could not be canceled: ${failure}`), execution.vertex),
        );
    });
  }

  /** An attempt has ended: is that all that was waited for? */
  #continueAfterTermination(): void {
    if (this.#executions.executions().some((execution) => !execution.terminal)) return;
    if (this.#state === "FAILING") this.#terminate("FAILED");
    else if (this.#state === "RESTARTING") this.#restartIfReady();
    else if (this.#state === "RUNNING" && this.#executions.executions().length > 0) this.#terminate("FINISHED");
  }

  #restartIfReady(): void {
    if (this.#state !== "RESTARTING" || !this.#restartDelayOver) return;
    if (this.#executions.executions().some((execution) => !execution.terminal)) return;
    const checkpoint = this.#checkpoints.latest();
    for (const source of this.#sources)
      source.reset(checkpoint?.coordinators.find(([id]) => id === source.operatorId)?.[1] ?? null);
    this.#transition("RUNNING");
    this.#checkpoints.start();
    this.#schedule();
  }

  #terminate(state: "FINISHED" | "FAILED"): void {
    this.#transition(state, state === "FAILED" ? (this.#failure?.message ?? null) : null);
    this.#checkpoints?.stop("CHECKPOINT_COORDINATOR_SHUTDOWN");
    for (const source of this.#sources) source.close();
    const { jobId, address } = this.#identity;
    for (const { resourceId, node } of this.#taskManagers.values()) {
      this.#heartbeat.unmonitor(resourceId);
      this.#rpc.tell<TaskExecutorProtocol, "disconnectJobManager">(
        { node, endpoint: TASK_EXECUTOR },
        "disconnectJobManager",
        null,
        { jobId, cause: `The job ${jobId} has ended.` },
      );
    }
    this.#rpc.unregister(address.endpoint);
    this.#onEnd({ jobId, state, failure: state === "FAILED" ? this.#failure : null, restarts: this.#restarts });
  }

  get #ended(): boolean {
    return this.#state === "FINISHED" || this.#state === "FAILED";
  }

  #transition(state: JobState, reason: string | null = null): void {
    const { jobId } = this.#identity;
    this.#world.trace.step("job.state", {
      a: JOB_STATES.indexOf(this.#state),
      b: JOB_STATES.indexOf(state),
      ext: { job: jobId, reason },
    });
    this.#state = state;
  }

  // --- TaskManagers

  #requestHeartbeat(resourceId: string): void {
    const manager = this.#taskManagers.get(resourceId);
    if (manager === undefined) {
      this.#heartbeat.unmonitor(resourceId);
      return;
    }
    const { jobId, jobMasterId } = this.#identity;
    const asked = this.#executions
      .executions()
      .filter(
        (execution) =>
          execution.slot.resourceId === resourceId &&
          (execution.state === "RUNNING" || execution.state === "INITIALIZING" || execution.state === "CANCELING"),
      );
    this.#rpc.ask<TaskExecutorProtocol, "heartbeatFromJobManager">(
      { node: manager.node, endpoint: TASK_EXECUTOR },
      "heartbeatFromJobManager",
      null,
      { resourceId, jobId, jobMasterId },
      this.#askTimeoutMs,
      (result) => {
        if (result.ok) {
          this.#heartbeat.alive(resourceId);
          this.#reconcile(asked, result.body.executions);
        } else if (result.reason === "unreachable") this.#heartbeat.failed(resourceId);
        else if (result.reason === "refused") this.#loseTaskManager(resourceId, "refused", 0);
      },
    );
  }

  /** Attempts that their TaskManager does not know have ended without being heard (`ExecutionDeploymentReconciler`). */
  #reconcile(asked: readonly Execution[], present: readonly number[]): void {
    for (const execution of asked) {
      if (execution.terminal || present.includes(execution.index)) continue;
      this.#failExecution(
        execution,
        failureOf(
          new Error(`The execution ${execution.index} is not running on ${execution.slot.resourceId} any more.`),
          execution.vertex,
        ),
      );
    }
  }

  #loseTaskManager(resourceId: string, reason: string, silentMicros: Micros): void {
    const manager = this.#taskManagers.get(resourceId);
    if (manager === undefined) return;
    this.#taskManagers.delete(resourceId);
    this.#heartbeat.unmonitor(resourceId);
    this.#world.trace.step("tm.lost", {
      ch: manager.index,
      x: silentMicros,
      ext: { id: resourceId, reason, by: "jobmaster" },
    });
    this.#slots.removeTaskManager(resourceId);
    const cause = failureOf(
      new Error(
        `The TaskManager ${resourceId} was lost: ${reason === "timeout" ? "its heartbeat timed out" : "it is not reachable any more"}.`,
      ),
      null,
    );
    for (const execution of this.#executions.executions())
      if (execution.slot.resourceId === resourceId) this.#failExecution(execution, cause);
    if (!this.#ended) this.#declareResources();
  }

  // --- calls to tasks

  #ask<M extends keyof TaskExecutorProtocol & string>(
    execution: Execution,
    method: M,
    body: TaskExecutorProtocol[M]["body"],
    onFailure: (message: string) => void,
    onSuccess: () => void = () => {},
  ): void {
    this.#rpc.ask<TaskExecutorProtocol, M>(
      { node: execution.slot.node, endpoint: TASK_EXECUTOR },
      method,
      null,
      body,
      this.#askTimeoutMs,
      (result) => {
        if (result.ok) onSuccess();
        else onFailure(result.message);
      },
    );
  }

  sendToReader(vertex: JobVertex, subtask: number, event: EnumeratorEvent, onDelivered: () => void): void {
    const execution = this.#executions.at(vertex.index, subtask);
    const body = { execution: execution.index, sequence: execution.eventsSent++, event };
    const onLost = (failure: string) =>
      this.#failExecution(
        execution,
        failureOf(new Error(`An event of the source coordinator was lost: ${failure}`), vertex),
      );
    this.#ask(execution, "sendOperatorEvent", body, onLost, onDelivered);
  }

  trigger(index: number, checkpointId: number, triggeredAtMicros: Micros): void {
    const execution = this.#executions.find(index);
    if (execution === null) return;
    this.#ask(execution, "triggerCheckpoint", { execution: index, checkpointId, triggeredAtMicros }, () =>
      this.#checkpoints.decline(index, checkpointId, "TRIGGER_CHECKPOINT_FAILURE"),
    );
  }

  confirm(index: number, checkpointId: number): void {
    const execution = this.#executions.find(index);
    if (execution !== null) this.#tell(execution, "confirmCheckpoint", { execution: index, checkpointId });
  }

  abort(index: number, checkpointId: number, latestCompleted: number): void {
    const execution = this.#executions.find(index);
    if (execution !== null && !execution.terminal)
      this.#tell(execution, "abortCheckpoint", { execution: index, checkpointId, latestCompleted });
  }

  #tell<M extends keyof TaskExecutorProtocol & string>(
    execution: Execution,
    method: M,
    body: TaskExecutorProtocol[M]["body"],
  ): void {
    this.#rpc.tell<TaskExecutorProtocol, M>({ node: execution.slot.node, endpoint: TASK_EXECUTOR }, method, null, body);
  }

  // --- for the checkpoint coordinator

  tasks(): readonly CheckpointTask[] {
    return this.#executions.executions().map(({ index, vertex, subtask, state }) => ({
      execution: index,
      vertex: vertex.index,
      subtask,
      running: state === "RUNNING",
      finished: state === "FINISHED",
      inputs: vertex.inputs.map((edge) => edge.source),
    }));
  }

  coordinators(): readonly SourceCoordinator[] {
    return this.#sources;
  }

  // --- calls from tasks

  #endpoint(token: string, address: RpcAddress) {
    return endpoint<JobMasterProtocol>(address.endpoint, () => token, {
      registerTaskManager: (identity, respond) => {
        this.#taskManagers.set(identity.resourceId, identity);
        this.#heartbeat.monitor(identity.resourceId);
        respond(null);
      },
      offerSlots: ({ resourceId, slots }, respond) => {
        const manager = this.#taskManagers.get(resourceId);
        if (manager === undefined) {
          respond.refuse(`${resourceId} is not registered.`);
          return;
        }
        const accepted: string[] = [];
        for (const { allocationId, slot } of slots) {
          if (!this.#slots.has(allocationId)) {
            if (this.#slots.size >= this.#executions.requiredSlots) continue;
            this.#slots.add({ allocationId, resourceId, node: manager.node, incarnation: manager.incarnation, slot });
          }
          accepted.push(allocationId);
        }
        respond({ accepted });
        if (this.#waitingForSlots !== null) this.#schedule();
      },
      updateTaskExecutionState: ({ execution: index, state, cause }, respond) => {
        respond(null);
        const execution = this.#executions.find(index);
        if (execution === null) return;
        if (state === "FAILED")
          this.#failExecution(
            execution,
            cause ?? failureOf(new Error("The task failed without a cause."), execution.vertex),
          );
        else if (this.#executions.transition(execution, state, null) && execution.terminal) {
          this.#checkpoints.taskEnded(index);
          this.#continueAfterTermination();
        }
      },
      acknowledgeCheckpoint: ({ execution, checkpointId, snapshot }, respond) => {
        respond(null);
        this.#checkpoints.acknowledge(execution, checkpointId, snapshot);
      },
      declineCheckpoint: ({ execution, checkpointId, reason }, respond) => {
        respond(null);
        this.#checkpoints.decline(execution, checkpointId, reason);
      },
      sendOperatorEventToCoordinator: ({ execution: index, event }, respond) => {
        respond(null);
        const execution = this.#executions.find(index);
        const source = this.#sources.find(({ vertex }) => vertex === execution?.vertex);
        if (execution !== null && !execution.terminal) source?.handle(execution.subtask, event);
      },
    });
  }

  /** What the job as a whole waits for. */
  #wait(kind: "wait.begin" | "wait.end", reason: (typeof WAIT_REASONS)[number]): void {
    const { trace } = this.#world;
    if (trace.buffers) trace.emit(kind, { a: WAIT_REASONS.indexOf(reason), ext: { job: this.#identity.jobId } });
  }

  /** Says what the job looks like, once. */
  #defineGraph(): void {
    const { trace } = this.#world;
    const { graph } = this.#executions;
    for (const vertex of graph.vertices) {
      const operators = vertex.chain.map(({ operatorId, name, factory, source, sink, keys }) => ({
        id: operatorId,
        name,
        type: factory?.kind ?? (source !== null ? "SourceOperator" : `Sink${sink?.role ?? ""}`),
        stateful: keys.length > 0,
      }));
      trace.emit("vertex.def", {
        ext: {
          id: vertex.id,
          name: vertex.name,
          parallelism: vertex.parallelism,
          maxParallelism: vertex.maxParallelism,
          operators,
          slotGroup: vertex.slotSharingGroup,
          job: this.#identity.jobId,
        },
      });
    }
    const exclusiveBuffers = Math.max(1, graph.configuration.get(NETWORK_BUFFERS_PER_CHANNEL));
    const floating = graph.configuration.get(NETWORK_FLOATING_BUFFERS_PER_GATE);
    for (const edge of graph.edges) {
      trace.emit("edge.def", {
        ext: {
          id: edge.id,
          from: graph.vertices[edge.source].id,
          to: graph.vertices[edge.target].id,
          ship: edge.partitioner.strategy,
          type: edge.dataSet.type,
          typeNumber: edge.typeNumber,
          exclusiveBuffers,
          floating,
        },
      });
    }
  }

  get #askTimeoutMs(): number {
    return this.#cluster.get(RPC_ASK_TIMEOUT);
  }
}
