/** Words that events name by their position: element types, activities, reasons to wait, states. */

/** `b` of `el.*`. */
export const ELEMENT_TYPES = [
  "record",
  "watermark",
  "status",
  "barrier",
  "cancel",
  "end-of-data",
  "latency",
  "end-of-partition",
] as const;

/** `b` of `proc.begin`. */
export const ACTIVITIES = ["record", "timer", "watermark", "snapshot", "restore", "close", "source", "mail"] as const;

/** `a` of `wait.begin`. */
export const WAIT_REASONS = [
  "no-input",
  "credit",
  "align",
  "watermark",
  "sync-snapshot",
  "paused",
  "commit",
  "not-deployed",
  "finished",
  "interval",
  "acks",
  "slots",
  "backoff",
  "output",
  "external",
] as const;

/** `a` of `op.call`. */
export const OPERATOR_CALLS = [
  "initialize-state",
  "open",
  "prepare-snapshot",
  "snapshot-state",
  "notify-complete",
  "notify-aborted",
  "end-input",
  "finish",
  "close",
] as const;
/** What a task asks of its operators besides the handling of elements and timers. */
export type OperatorCall = (typeof OPERATOR_CALLS)[number];

/** `a` and `b` of `exec.state`. */
export const EXECUTION_STATES = [
  "CREATED",
  "SCHEDULED",
  "DEPLOYING",
  "INITIALIZING",
  "RUNNING",
  "FINISHED",
  "CANCELING",
  "CANCELED",
  "FAILED",
] as const;
/** State of an attempt. `ExecutionState`. */
export type ExecutionState = (typeof EXECUTION_STATES)[number];

/** `a` and `b` of `job.state`. */
export const JOB_STATES = [
  "INITIALIZING",
  "CREATED",
  "RUNNING",
  "RESTARTING",
  "FAILING",
  "FAILED",
  "CANCELLING",
  "CANCELED",
  "FINISHED",
  "SUSPENDED",
] as const;
/** State of a job. `JobStatus`. */
export type JobState = (typeof JOB_STATES)[number];

/** `ext.retention` of `cp.settings`: whose complete checkpoints stay when the job has ended. */
export const EXTERNALIZED_RETENTIONS = [
  "NO_EXTERNALIZED_CHECKPOINTS",
  "DELETE_ON_CANCELLATION",
  "RETAIN_ON_CANCELLATION",
] as const;
/** What stays of complete checkpoints. `ExternalizedCheckpointRetention`. */
export type ExternalizedCheckpointRetention = (typeof EXTERNALIZED_RETENTIONS)[number];

/** `x` of `cp.settings`: what a job's checkpoints promise. */
export const CHECKPOINTING_MODES = ["EXACTLY_ONCE", "AT_LEAST_ONCE"] as const;
/** Guarantee of a checkpoint. `CheckpointingMode`. */
export type CheckpointingMode = (typeof CHECKPOINTING_MODES)[number];
