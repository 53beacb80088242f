/**
 * Brings a job through its life (`DefaultScheduler`): deploys when there are slots for all, watches the states of its attempts,
 * and after a failure starts all tasks again from the newest complete checkpoint (full failover).
 */
import { CheckpointCoordinator } from "../checkpoint/checkpoint-coordinator.ts";
import type { EndOfJob } from "../checkpoint/externalized-retention.ts";
import { SLOT_REQUEST_TIMEOUT } from "../config/options.ts";
import type { JobGraph } from "../graph/job-graph.ts";
import type { ReaderEvent } from "../operators/source-operator.ts";
import type { ProgramReference } from "../task/deployment.ts";
import { failureOf } from "../task/failure-cause.ts";
import type { FailureCause } from "../task/task-environment.ts";
import type { ExecutionState } from "../trace/kinds.ts";
import type { EventHandler, World } from "../world.ts";
import { CheckpointParticipants } from "./checkpoint-participants.ts";
import { ExecutionDeployer } from "./execution-deployer.ts";
import { type Execution, ExecutionGraph } from "./execution-graph.ts";
import type { Identifiers } from "./identifiers.ts";
import { defineJob } from "./job-definition.ts";
import { JobSlots } from "./job-slots.ts";
import type { JobStatus } from "./job-status.ts";
import type { JobMasterIdentity } from "./protocols.ts";
import { type RestartBackoffTimeStrategy, restartStrategyOf } from "./restart-strategy.ts";
import { SourceCoordinators } from "./source-coordinators.ts";
import type { TaskManagerGateway } from "./task-manager-gateway.ts";

/** The JobMaster, as its scheduler sees it. */
export interface SchedulerOwner {
  /** @param failure null: the job has finished */
  onJobEnd(failure: FailureCause | null, restarts: number): void;
}

/** The scheduler of one job. `DefaultScheduler` */
export class DefaultScheduler implements EventHandler {
  readonly executions: ExecutionGraph;
  readonly slots: JobSlots;
  readonly checkpoints: CheckpointCoordinator;
  readonly #world: World;
  readonly #status: JobStatus;
  readonly #owner: SchedulerOwner;
  readonly #sources: SourceCoordinators;
  readonly #deployer: ExecutionDeployer;
  readonly #restartStrategy: RestartBackoffTimeStrategy;
  #restarts = 0;
  #restartDelayOver = false;
  #failure: FailureCause | null = null;

  constructor(
    world: World,
    graph: JobGraph,
    program: ProgramReference,
    { jobId, jobMasterId }: JobMasterIdentity,
    ids: Identifiers,
    status: JobStatus,
    gateway: TaskManagerGateway,
    owner: SchedulerOwner,
  ) {
    const { trace } = world;
    const { configuration } = graph;
    this.#world = world;
    this.#status = status;
    this.#owner = owner;
    this.executions = new ExecutionGraph(graph, jobId, ids, trace);
    defineJob(graph, jobId, trace);
    this.#sources = new SourceCoordinators(this.executions, gateway, trace, this);
    const participants = new CheckpointParticipants(this.executions, this.#sources.all, gateway, this);
    this.checkpoints = new CheckpointCoordinator(world, configuration, jobId, participants);
    const draws = world.entropy.draws("restart-jitter", jobId);
    this.#restartStrategy = restartStrategyOf(configuration, (bound) => draws.below(bound));
    const slotTimeoutMs = configuration.get(SLOT_REQUEST_TIMEOUT);
    this.slots = new JobSlots(this.executions.requiredSlots, slotTimeoutMs, world.clock, status, this);
    this.#deployer = new ExecutionDeployer(this.executions, gateway, program, jobMasterId, trace, this);
  }

  /** Starts all tasks, or starts them again. The source coordinators come first: the tasks ask them for splits. */
  start(): void {
    this.#sources.reset(this.checkpoints.latest());
    this.#status.transition("RUNNING");
    this.checkpoints.start();
    this.schedule();
  }

  /** Deploys if there are slots for all; otherwise waits for them. */
  schedule(): void {
    const slots = this.slots.acquire();
    if (slots !== null) this.#deployer.deploy(slots, this.checkpoints.latest());
  }

  // --- what is heard of attempts

  updateExecution(index: number, state: ExecutionState, cause: FailureCause | null): void {
    const execution = this.executions.find(index);
    if (execution === null) return;
    if (state === "FAILED")
      this.failExecution(execution, cause ?? failureOf("The task failed without a cause.", execution.vertex));
    else if (this.executions.transition(execution, state, null) && execution.terminal) {
      this.checkpoints.taskEnded(index);
      this.#continueAfterTermination();
    }
  }

  handleReaderEvent(index: number, event: ReaderEvent): void {
    const execution = this.executions.find(index);
    if (execution !== null && !execution.terminal) this.#sources.handle(execution, event);
  }

  declineCheckpoint(index: number, checkpointId: number, reason: string): void {
    this.checkpoints.decline(index, checkpointId, reason);
  }

  // --- failures

  failExecution(execution: Execution, cause: FailureCause): void {
    if (this.executions.find(execution.index) !== execution) return;
    if (!this.executions.transition(execution, "FAILED", cause.message)) return;
    if (this.#status.state === "RUNNING") this.#onFailure(cause);
    else this.#continueAfterTermination();
  }

  /** All that ran in a TaskManager process has failed with it. */
  failSlot(allocationId: string, cause: FailureCause): void {
    for (const execution of this.executions.executions())
      if (execution.slot.allocationId === allocationId) this.failExecution(execution, cause);
  }

  failTaskManager(resourceId: string, cause: FailureCause): void {
    for (const execution of this.executions.executions())
      if (execution.slot.resourceId === resourceId) this.failExecution(execution, cause);
  }

  failJob(error: unknown): void {
    this.#onFailure(failureOf(error, null));
  }

  onSlotsMissing(error: Error): void {
    this.#onFailure(failureOf(error, null));
  }

  /** Order of Flink's `ExecutionFailureHandler`: notify the strategy, ask it, take its delay. */
  #onFailure(cause: FailureCause): void {
    if (this.#status.state !== "RUNNING") return;
    const { clock, trace } = this.#world;
    this.#failure = cause;
    const nowMs = Math.floor(clock.now() / 1000);
    const newAttempt = this.#restartStrategy.notifyFailure(nowMs);
    this.slots.stopAwaiting();
    if (!this.#restartStrategy.canRestart()) {
      this.#cancelAll("FAILING", cause);
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
        tasks: this.executions.executions().map(({ index }) => index),
      },
    });
    this.#restartDelayOver = false;
    this.#cancelAll("RESTARTING", cause, delayMs);
  }

  /** @param delayMs until the restart; null: there is none */
  #cancelAll(state: "FAILING" | "RESTARTING", cause: FailureCause, delayMs: number | null = null): void {
    const { clock } = this.#world;
    this.#status.transition(state, cause.message);
    this.checkpoints.stop("CHECKPOINT_COORDINATOR_SUSPEND");
    if (delayMs !== null) {
      this.#status.wait("wait.begin", "backoff");
      clock.schedule(clock.now() + delayMs * 1000, "timer", this, 0, null);
    }
    for (const execution of this.executions.executions()) this.#deployer.cancel(execution);
    this.#continueAfterTermination();
  }

  /** Somebody called the job off; nothing happens if it is on its way to that, or has ended. */
  cancel(): void {
    const { state } = this.#status;
    if (state === "FAILING") {
      this.#status.transition("CANCELLING");
      return;
    }
    if (state !== "CREATED" && state !== "RUNNING" && state !== "RESTARTING") return;
    this.slots.stopAwaiting();
    if (state === "RESTARTING") this.#endDelay();
    this.#status.transition("CANCELLING");
    this.checkpoints.stop("CHECKPOINT_COORDINATOR_SUSPEND");
    for (const execution of this.executions.executions()) this.#deployer.cancel(execution);
    this.#continueAfterTermination();
  }

  /** The delay before the restart is over. */
  onEvent(): void {
    this.#endDelay();
    if (this.#status.state === "RESTARTING") this.#continueAfterTermination();
  }

  #endDelay(): void {
    if (this.#restartDelayOver) return;
    this.#restartDelayOver = true;
    this.#status.wait("wait.end", "backoff");
  }

  /** An attempt has ended, or the delay: is that all that was waited for? */
  #continueAfterTermination(): void {
    const executions = this.executions.executions();
    if (executions.some((execution) => !execution.terminal)) return;
    const { state } = this.#status;
    if (state === "FAILING") this.#terminate("FAILED");
    else if (state === "CANCELLING") this.#terminate("CANCELED");
    else if (state === "RESTARTING" && this.#restartDelayOver) this.start();
    else if (state === "RUNNING" && executions.length > 0) this.#terminate("FINISHED");
  }

  #terminate(state: EndOfJob): void {
    const failure = state === "FAILED" ? this.#failure : null;
    this.#status.transition(state, failure?.message ?? null);
    this.checkpoints.shutdown(state);
    this.#sources.close();
    this.#owner.onJobEnd(failure, this.#restarts);
  }
}
