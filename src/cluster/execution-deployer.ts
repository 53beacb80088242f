/** Brings the attempts of a job to their TaskManagers and calls them off again (`DefaultExecutionDeployer`, `Execution`). */
import type { CompletedCheckpoint } from "../checkpoint/completed-checkpoint.ts";
import { restoresOf } from "../checkpoint/state-assignment.ts";
import type { ProgramReference } from "../task/deployment.ts";
import { failureOf } from "../task/failure-cause.ts";
import type { FailureCause } from "../task/task-environment.ts";
import type { Trace } from "../trace/trace.ts";
import type { Execution, ExecutionGraph } from "./execution-graph.ts";
import type { PooledSlot } from "./slot-pool.ts";
import type { TaskManagerGateway } from "./task-manager-gateway.ts";

/** `Execution.NUM_CANCEL_CALL_TRIES` */
const CANCEL_CALL_TRIES = 3;

/** The scheduler, as those see it who find that an attempt has failed. */
export interface ExecutionFailureListener {
  failExecution(execution: Execution, cause: FailureCause): void;
}

/** Deploys and cancels the attempts of one job. `DefaultExecutionDeployer` */
export class ExecutionDeployer {
  readonly #executions: ExecutionGraph;
  readonly #gateway: TaskManagerGateway;
  readonly #program: ProgramReference;
  readonly #jobMasterId: string;
  readonly #trace: Trace;
  readonly #owner: ExecutionFailureListener;

  constructor(
    executions: ExecutionGraph,
    gateway: TaskManagerGateway,
    program: ProgramReference,
    jobMasterId: string,
    trace: Trace,
    owner: ExecutionFailureListener,
  ) {
    this.#executions = executions;
    this.#gateway = gateway;
    this.#program = program;
    this.#jobMasterId = jobMasterId;
    this.#trace = trace;
    this.#owner = owner;
  }

  /** Makes an attempt of every subtask and deploys it, with its part of the checkpoint. */
  deploy(slots: readonly PooledSlot[], checkpoint: CompletedCheckpoint | null): void {
    const executions = this.#executions;
    executions.createExecutions(slots, checkpoint?.checkpointId ?? 0);
    const restores =
      checkpoint === null ? null : executions.graph.vertices.map((vertex) => restoresOf(checkpoint, vertex));
    if (checkpoint !== null)
      this.#trace.step("cp.restore", {
        ch: checkpoint.checkpointId,
        ext: { tasks: executions.executions().map(({ index }) => index) },
      });
    const deployments = executions.deployments(
      this.#program,
      ({ vertex, subtask }) => restores?.[vertex.index][subtask] ?? null,
    );
    for (const deployment of deployments) {
      const execution = executions.find(deployment.execution) as Execution;
      executions.transition(execution, "SCHEDULED", null);
      executions.transition(execution, "DEPLOYING", null);
      const body = { jobMasterId: this.#jobMasterId, deployment };
      this.#gateway.ask(execution.slot.node, "submitTask", body, (result) => {
        if (!result.ok) this.#fail(execution, `The task could not be deployed: ${result.message}`);
      });
    }
  }

  cancel(execution: Execution): void {
    if (execution.terminal || !this.#executions.transition(execution, "CANCELING", null)) return;
    this.#callCancel(execution);
  }

  /** A task that cannot be reached any more is given up after three calls (`Execution.sendCancelRpcCall`). */
  #callCancel(execution: Execution): void {
    execution.cancelCalls++;
    this.#gateway.ask(execution.slot.node, "cancelTask", { execution: execution.index }, (result) => {
      if (result.ok || execution.terminal || this.#executions.find(execution.index) !== execution) return;
      if (execution.cancelCalls < CANCEL_CALL_TRIES) this.#callCancel(execution);
      else this.#fail(execution, `The task could not be canceled: ${result.message}`);
    });
  }

  #fail(execution: Execution, message: string): void {
    this.#owner.failExecution(execution, failureOf(message, execution.vertex));
  }
}
