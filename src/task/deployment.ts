/** What a JobMaster tells a TaskManager about one execution attempt (`TaskDeploymentDescriptor`). Plain data. */

import type { ProducerLocation } from "../network/network-environment.ts";
import type { OperatorStateSnapshot } from "../state/operator-state-backend.ts";

/** How a program is found and built in every process that runs a part of its job. */
export interface ProgramReference {
  /** A built-in name, or a path with the hash of its bundle. */
  readonly module: string;
  readonly args: readonly (readonly [string, string])[];
  /** Settings of the submission, by Flink's keys; the program's own lie over them. */
  readonly configuration: readonly (readonly [string, string | number | boolean])[];
  /** Which of the program's jobs: 0 for its first `execute`. */
  readonly jobIndex: number;
}

/** Where keyed state bytes are. */
export type StateHandle =
  | { readonly kind: "inline"; readonly bytes: Uint8Array }
  | { readonly kind: "file"; readonly path: string; readonly sizeBytes: number };

/** State of one operator of one subtask. */
export interface OperatorSubtaskState {
  readonly operatorId: string;
  readonly keyed: readonly StateHandle[];
  readonly operator: OperatorStateSnapshot | null;
}

/** What an attempt starts from. */
export interface TaskRestore {
  readonly checkpointId: number;
  readonly operators: readonly OperatorSubtaskState[];
  /** The vertex had finished entirely: its functions do not run again. */
  readonly finished: boolean;
}

/** The channels of one input. */
export interface InputGateDeployment {
  /** One a channel, in the order of the producers. */
  readonly channels: readonly { readonly channel: number; readonly producer: ProducerLocation }[];
}

/** One attempt of one subtask: what it runs, reads, writes and starts from. */
export interface TaskDeployment {
  readonly jobId: string;
  readonly program: ProgramReference;
  /** Index of the attempt, unique over the run of the JobMaster. */
  readonly execution: number;
  readonly allocationId: string;
  /** Position in `JobGraph.vertices`. */
  readonly vertex: number;
  readonly vertexParallelism: number;
  readonly maxParallelism: number;
  readonly subtask: number;
  readonly attempt: number;
  readonly inputs: readonly InputGateDeployment[];
  /** Channel ids of each produced data set, in the order of the subpartitions. */
  readonly outputs: readonly (readonly number[])[];
  readonly restore: TaskRestore | null;
}

/** What a task reports when its snapshot is stored. */
export interface TaskSnapshot {
  readonly operators: readonly OperatorSubtaskState[];
  readonly sizeBytes: number;
  /** The attempt was restored as finished: it has no operators. One that only came to the end of its data still has state. */
  readonly finished: boolean;
  /** The data has ended and the operators have finished; they still have state. Left out: no. */
  readonly operatorsFinished?: true;
}
