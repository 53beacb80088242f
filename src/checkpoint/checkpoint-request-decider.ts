/**
 * Which request for a checkpoint is executed, which waits, and which is refused (`CheckpointRequestDecider`, §8.2 of the notes).
 * It only decides: triggering is the coordinator's.
 */
import type { Micros } from "../world.ts";

/** `DEFAULT_MAX_QUEUED_REQUESTS` */
const MOST_QUEUED = 1000;

/** Somebody wants a checkpoint. `CheckpointTriggerRequest` */
export interface CheckpointTriggerRequest {
  readonly isSavepoint: boolean;
  /** Neither the number of pending checkpoints nor the pause keeps it back. */
  readonly isForced: boolean;
  /** The interval asks for it, nobody else. */
  readonly isPeriodic: boolean;
  readonly requestedAtMicros: Micros;
}

/** Why a request is refused before a checkpoint exists; the pre-flight reasons of `CheckpointFailureReason`. */
export type RequestRefusal =
  | "TOO_MANY_CHECKPOINT_REQUESTS"
  | "MINIMUM_TIME_BETWEEN_CHECKPOINTS"
  | "NOT_ALL_REQUIRED_TASKS_RUNNING"
  | "CHECKPOINT_COORDINATOR_SHUTDOWN"
  | "CHECKPOINT_COORDINATOR_SUSPEND";

/** The coordinator, as the decider sees it. */
export interface RequestDeciderOwner {
  /** Checkpoints that are neither complete nor given up. */
  readonly pendingCheckpoints: number;
  /** Checkpoints whose files are being deleted. */
  readonly cleaningCheckpoints: number;
  /** The previous request is still on its way to the tasks. */
  readonly isTriggering: boolean;
  readonly lastCompletionAt: Micros;
  refuse(request: CheckpointTriggerRequest, reason: RequestRefusal): void;
  /** The periodic timer shall fire after this time, and not when it was going to. */
  rescheduleTrigger(delayMicros: Micros): void;
}

/** The queue of requests. `CheckpointRequestDecider` */
export class CheckpointRequestDecider {
  readonly #owner: RequestDeciderOwner;
  readonly #mostConcurrent: number;
  readonly #minPauseMicros: Micros;
  readonly #mostQueued: number;
  /** The one to execute first comes first. */
  readonly #queue: CheckpointTriggerRequest[] = [];

  constructor(owner: RequestDeciderOwner, mostConcurrent: number, minPauseMicros: Micros, mostQueued = MOST_QUEUED) {
    this.#owner = owner;
    this.#mostConcurrent = mostConcurrent;
    this.#minPauseMicros = minPauseMicros;
    this.#mostQueued = mostQueued;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Takes a new request; gives the one to execute now, which may be another one. */
  submit(request: CheckpointTriggerRequest, now: Micros): CheckpointTriggerRequest | null {
    if (this.#queue.length >= this.#mostQueued && this.#queue.at(-1)?.isPeriodic === false) {
      this.#owner.refuse(request, "TOO_MANY_CHECKPOINT_REQUESTS");
      return null;
    }
    const behind = this.#queue.findIndex((queued) => comesBefore(request, queued));
    this.#queue.splice(behind < 0 ? this.#queue.length : behind, 0, request);
    if (this.#queue.length > this.#mostQueued) this.#drop(this.#queue.pop(), "TOO_MANY_CHECKPOINT_REQUESTS");
    return this.next(now);
  }

  /** The queued request to execute now, if there is one: a checkpoint has ended, or has been triggered. */
  next(now: Micros): CheckpointTriggerRequest | null {
    const { pendingCheckpoints, cleaningCheckpoints, isTriggering, lastCompletionAt } = this.#owner;
    const first = this.#queue.at(0);
    if (first === undefined || isTriggering || cleaningCheckpoints > this.#mostConcurrent) return null;
    if (pendingCheckpoints >= this.#mostConcurrent && !first.isForced) return null;
    this.#queue.shift();
    const pauseMicros = lastCompletionAt + this.#minPauseMicros - now;
    if (first.isForced || !first.isPeriodic || pauseMicros <= 0) return first;
    this.#owner.refuse(first, "MINIMUM_TIME_BETWEEN_CHECKPOINTS");
    this.#owner.rescheduleTrigger(pauseMicros);
    return null;
  }

  /** Nobody waits any more. */
  abortAll(reason: RequestRefusal): void {
    while (this.#queue.length > 0) this.#drop(this.#queue.shift(), reason);
  }

  #drop(request: CheckpointTriggerRequest | undefined, reason: RequestRefusal): void {
    if (request !== undefined) this.#owner.refuse(request, reason);
  }
}

/** Savepoints first, then what is forced, then what somebody asked for; among equals the older one. */
function comesBefore(one: CheckpointTriggerRequest, other: CheckpointTriggerRequest): boolean {
  if (one.isSavepoint !== other.isSavepoint) return one.isSavepoint;
  if (one.isForced !== other.isForced) return one.isForced;
  if (one.isPeriodic !== other.isPeriodic) return other.isPeriodic;
  return one.requestedAtMicros < other.requestedAtMicros;
}
