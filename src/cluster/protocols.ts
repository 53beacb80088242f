/** Who can be asked what. Bodies are plain data; they cross the network. */
import type { EnumeratorEvent, ReaderEvent } from "../operators/source-operator.ts";
import type { ProgramReference, TaskDeployment, TaskSnapshot } from "../task/deployment.ts";
import type { FailureCause } from "../task/task-environment.ts";
import type { ExecutionState, JobState } from "../trace/kinds.ts";
import type { NodeId } from "../world.ts";
import type { RpcAddress } from "./rpc.ts";

/** One process of a TaskManager (`ResourceID`): a restarted one is another. */
export interface TaskManagerIdentity {
  readonly resourceId: string;
  readonly node: NodeId;
  readonly incarnation: number;
  /** Position of the machine in the trace. */
  readonly index: number;
}

/** A slot that a TaskManager holds for a job. */
export interface SlotOffer {
  readonly allocationId: string;
  readonly slot: number;
}

/** What holds a slot; null = nothing. */
export interface SlotStatus {
  readonly slot: number;
  readonly allocationId: string | null;
  readonly jobId: string | null;
}

/** Where a job's JobMaster is, and the token it answers to. */
export interface JobMasterIdentity {
  readonly jobId: string;
  readonly jobMasterId: string;
  readonly address: RpcAddress;
}

/** How a job ended. */
export interface JobResult {
  readonly jobId: string;
  readonly state: JobState;
  /** null when the job finished. */
  readonly failure: FailureCause | null;
  readonly restarts: number;
}

/** `DispatcherGateway`. */
export type DispatcherProtocol = {
  readonly submitJob: {
    readonly body: { readonly jobId: string; readonly program: ProgramReference };
    readonly reply: null;
  };
  /** Begins a checkpoint now, whatever the interval; one that is going on is waited for (`RestClusterClient.triggerCheckpoint`). */
  readonly triggerCheckpoint: { readonly body: { readonly jobId: string }; readonly reply: null };
  /** Answered when the job has ended. */
  /** Calls the job off; it ends when its tasks have (`RestClusterClient.cancel`). */
  readonly cancelJob: { readonly body: { readonly jobId: string }; readonly reply: null };
  readonly requestJobResult: { readonly body: { readonly jobId: string }; readonly reply: JobResult };
};

/** `ResourceManagerGateway`. */
export type ResourceManagerProtocol = {
  readonly registerTaskExecutor: {
    readonly body: TaskManagerIdentity & { readonly slots: readonly SlotStatus[] };
    readonly reply: null;
  };
  readonly registerJobMaster: { readonly body: JobMasterIdentity; readonly reply: null };
  readonly declareRequiredResources: {
    readonly body: { readonly jobId: string; readonly slots: number };
    readonly reply: null;
  };
  readonly notifySlotAvailable: {
    readonly body: { readonly resourceId: string; readonly slot: number; readonly allocationId: string };
    readonly reply: null;
  };
  readonly heartbeatFromTaskManager: { readonly body: { readonly resourceId: string }; readonly reply: null };
};

/** `TaskExecutorGateway`. */
export type TaskExecutorProtocol = {
  readonly requestSlot: {
    readonly body: {
      readonly resourceId: string;
      readonly slot: number;
      readonly allocationId: string;
      readonly jobMaster: JobMasterIdentity;
    };
    readonly reply: null;
  };
  readonly freeSlot: { readonly body: { readonly allocationId: string; readonly cause: string }; readonly reply: null };
  /** The answer says what holds each slot (`SlotReport`). */
  readonly heartbeatFromResourceManager: {
    readonly body: { readonly resourceId: string };
    readonly reply: { readonly slots: readonly SlotStatus[] };
  };
  /** The answer lists the executions that run here (`ExecutionDeploymentReport`). */
  readonly heartbeatFromJobManager: {
    readonly body: {
      readonly resourceId: string;
      readonly jobId: string;
      readonly jobMasterId: string;
      /** The slots that the JobMaster believes to have on the TaskManager. `AllocatedSlotReport` */
      readonly slots: readonly SlotOffer[];
    };
    readonly reply: { readonly executions: readonly number[] };
  };
  readonly disconnectJobManager: {
    readonly body: { readonly jobId: string; readonly cause: string };
    readonly reply: null;
  };
  readonly submitTask: {
    readonly body: { readonly jobMasterId: string; readonly deployment: TaskDeployment };
    readonly reply: null;
  };
  readonly cancelTask: { readonly body: { readonly execution: number }; readonly reply: null };
  readonly triggerCheckpoint: {
    readonly body: { readonly execution: number; readonly checkpointId: number; readonly triggeredAtMicros: number };
    readonly reply: null;
  };
  readonly confirmCheckpoint: {
    readonly body: { readonly execution: number; readonly checkpointId: number };
    readonly reply: null;
  };
  readonly abortCheckpoint: {
    readonly body: { readonly execution: number; readonly checkpointId: number; readonly latestCompleted: number };
    readonly reply: null;
  };
  /** `sequence` counts the events to one execution from 0: none may be missing or come twice. */
  readonly sendOperatorEvent: {
    readonly body: { readonly execution: number; readonly sequence: number; readonly event: EnumeratorEvent };
    readonly reply: null;
  };
};

/** `JobMasterGateway`. */
export type JobMasterProtocol = {
  readonly registerTaskManager: { readonly body: TaskManagerIdentity; readonly reply: null };
  readonly offerSlots: {
    readonly body: { readonly resourceId: string; readonly slots: readonly SlotOffer[] };
    readonly reply: { readonly accepted: readonly string[] };
  };
  /** The TaskManager does not hold the slot for the job (any more). */
  readonly failSlot: {
    readonly body: { readonly resourceId: string; readonly allocationId: string; readonly cause: string };
    readonly reply: null;
  };
  readonly updateTaskExecutionState: {
    readonly body: { readonly execution: number; readonly state: ExecutionState; readonly cause: FailureCause | null };
    readonly reply: null;
  };
  readonly acknowledgeCheckpoint: {
    readonly body: { readonly execution: number; readonly checkpointId: number; readonly snapshot: TaskSnapshot };
    readonly reply: null;
  };
  readonly declineCheckpoint: {
    readonly body: { readonly execution: number; readonly checkpointId: number; readonly reason: string };
    readonly reply: null;
  };
  readonly sendOperatorEventToCoordinator: {
    readonly body: { readonly execution: number; readonly event: ReaderEvent };
    readonly reply: null;
  };
};

/** Name of the Dispatcher's endpoint. */
export const DISPATCHER = "dispatcher";
/** Name of the ResourceManager's endpoint. */
export const RESOURCE_MANAGER = "resourcemanager";
/** Name of a TaskExecutor's endpoint. */
export const TASK_EXECUTOR = "taskexecutor";

/** Without high availability all components know the leader from the start (`HighAvailabilityServices.DEFAULT_LEADER_ID`). */
export const DEFAULT_LEADER_ID = "leader-0";
