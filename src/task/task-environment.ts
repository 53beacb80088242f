/** What a task gets from its TaskManager, and what it tells it. */
import type { Configuration } from "../config/configuration.ts";
import type { JobVertex } from "../graph/job-graph.ts";
import type { NetworkEnvironment } from "../network/network-environment.ts";
import type { ReaderEvent } from "../operators/source-operator.ts";
import type { ExecutionState } from "../trace/kinds.ts";
import type { World } from "../world.ts";
import type { TaskSnapshot } from "./deployment.ts";
import type { ExternalRequests } from "./external-requests.ts";

/** Why a task failed, as it is reported and shown. Plain data. */
export interface FailureCause {
  readonly exception: string;
  readonly message: string;
  /** The operator whose code threw; null when the runtime did. */
  readonly operator: string | null;
  /** The record that was processed, as text; null when there was none. */
  readonly record: string | null;
  readonly stack: string | null;
}

/** The TaskExecutor, as its tasks see it. */
export interface TaskListener {
  onTaskState(execution: number, state: ExecutionState, cause: FailureCause | null): void;
  acknowledgeCheckpoint(execution: number, checkpointId: number, snapshot: TaskSnapshot): void;
  declineCheckpoint(execution: number, checkpointId: number, reason: string): void;
  sendToCoordinator(execution: number, event: ReaderEvent): void;
}

/** The surroundings of one attempt. */
export interface TaskEnvironment {
  readonly world: World;
  readonly configuration: Configuration;
  readonly vertex: JobVertex;
  readonly network: NetworkEnvironment;
  readonly external: ExternalRequests;
  readonly listener: TaskListener;
  /** Of a vertex, by its position in the job graph. */
  maxParallelismOf(vertex: number): number;
}
