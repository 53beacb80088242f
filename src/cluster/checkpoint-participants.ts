/** Who takes part in the checkpoints of a job, and the calls to them (`DefaultCheckpointPlanCalculator`, `Execution.triggerCheckpoint`). */
import type { CheckpointOwner, CheckpointTask } from "../checkpoint/checkpoint-owner.ts";
import type { Micros } from "../world.ts";
import type { ExecutionGraph } from "./execution-graph.ts";
import type { SourceCoordinator } from "./source-coordinator.ts";
import type { TaskManagerGateway } from "./task-manager-gateway.ts";

/** The scheduler, as the participants see it. */
export interface ParticipantsOwner {
  declineCheckpoint(execution: number, checkpointId: number, reason: string): void;
  failJob(error: unknown): void;
}

/** The tasks and coordinators of one job, as its CheckpointCoordinator sees them. `CheckpointPlanCalculator` */
export class CheckpointParticipants implements CheckpointOwner {
  readonly #executions: ExecutionGraph;
  readonly #sources: readonly SourceCoordinator[];
  readonly #gateway: TaskManagerGateway;
  readonly #owner: ParticipantsOwner;

  constructor(
    executions: ExecutionGraph,
    sources: readonly SourceCoordinator[],
    gateway: TaskManagerGateway,
    owner: ParticipantsOwner,
  ) {
    this.#executions = executions;
    this.#sources = sources;
    this.#gateway = gateway;
    this.#owner = owner;
  }

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

  trigger(index: number, checkpointId: number, triggeredAtMicros: Micros, onInjected: () => void): void {
    const execution = this.#executions.find(index);
    if (execution === null) return;
    const body = { execution: index, checkpointId, triggeredAtMicros };
    this.#gateway.ask(execution.slot.node, "triggerCheckpoint", body, (result) => {
      if (result.ok) onInjected();
      else this.#owner.declineCheckpoint(index, checkpointId, "TRIGGER_CHECKPOINT_FAILURE");
    });
  }

  confirm(index: number, checkpointId: number): void {
    const execution = this.#executions.find(index);
    if (execution !== null)
      this.#gateway.tell(execution.slot.node, "confirmCheckpoint", { execution: index, checkpointId });
  }

  abort(index: number, checkpointId: number, latestCompleted: number): void {
    const execution = this.#executions.find(index);
    if (execution === null || execution.terminal) return;
    this.#gateway.tell(execution.slot.node, "abortCheckpoint", { execution: index, checkpointId, latestCompleted });
  }

  failJob(message: string): void {
    this.#owner.failJob(message);
  }
}
