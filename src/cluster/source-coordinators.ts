/** The source coordinators of a job and their way to the readers and back (`DefaultOperatorCoordinatorHandler`, `SubtaskGatewayImpl`). */
import type { CompletedCheckpoint } from "../checkpoint/completed-checkpoint.ts";
import type { JobVertex } from "../graph/job-graph.ts";
import type { EnumeratorEvent, ReaderEvent } from "../operators/source-operator.ts";
import { failureOf } from "../task/failure-cause.ts";
import type { Trace } from "../trace/trace.ts";
import type { ExecutionFailureListener } from "./execution-deployer.ts";
import type { Execution, ExecutionGraph } from "./execution-graph.ts";
import { type CoordinatorOwner, SourceCoordinator } from "./source-coordinator.ts";
import type { TaskManagerGateway } from "./task-manager-gateway.ts";

/** The scheduler, as the coordinators of its job see it. */
export interface SourceCoordinatorsOwner extends ExecutionFailureListener {
  failJob(error: unknown): void;
}

/** The coordinators of one job, one per source vertex. `OperatorCoordinatorHandler` */
export class SourceCoordinators implements CoordinatorOwner {
  readonly all: readonly SourceCoordinator[];
  readonly #executions: ExecutionGraph;
  readonly #gateway: TaskManagerGateway;
  readonly #owner: SourceCoordinatorsOwner;

  constructor(executions: ExecutionGraph, gateway: TaskManagerGateway, trace: Trace, owner: SourceCoordinatorsOwner) {
    this.#executions = executions;
    this.#gateway = gateway;
    this.#owner = owner;
    this.all = executions.graph.vertices
      .filter((vertex) => vertex.source !== null)
      .map((vertex) => new SourceCoordinator(vertex, this, trace));
  }

  /** All start anew from the checkpoint, or from nothing. */
  reset(checkpoint: CompletedCheckpoint | null): void {
    for (const source of this.all)
      source.reset(checkpoint?.coordinators.find(([id]) => id === source.operatorId)?.[1] ?? null);
  }

  /** An event of a reader. */
  handle(execution: Execution, event: ReaderEvent): void {
    this.all.find(({ vertex }) => vertex === execution.vertex)?.handle(execution.subtask, event);
  }

  close(): void {
    for (const source of this.all) source.close();
  }

  sendToReader(vertex: JobVertex, subtask: number, event: EnumeratorEvent, onDelivered: () => void): void {
    const execution = this.#executions.at(vertex.index, subtask);
    const body = { execution: execution.index, sequence: execution.eventsSent++, event };
    this.#gateway.ask(execution.slot.node, "sendOperatorEvent", body, (result) => {
      if (result.ok) onDelivered();
      else {
        const error = new Error(`An event of the source coordinator was lost: ${result.message}`);
        this.#owner.failExecution(execution, failureOf(error, vertex));
      }
    });
  }

  readerOf(vertex: JobVertex, subtask: number): number {
    return this.#executions.at(vertex.index, subtask).index;
  }

  failJob(error: unknown): void {
    this.#owner.failJob(error);
  }
}
