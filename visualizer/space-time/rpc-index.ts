/** The remote calls of checkpoints and deployments, each with its subtask: between JobManager and that subtask's lane. */
import type { TraceStore } from "../trace/trace-store.ts";

/** One call. Times are virtual µs. */
export interface RpcMessage {
  readonly sendSeq: number;
  readonly method: string;
  /** From a subtask to the JobManager; the other way if false. */
  readonly toJobManager: boolean;
  readonly sentAt: number;
  acceptSeq: number;
  /** Infinity: not accepted (yet). */
  acceptedAt: number;
  /** Attempt that it is about; -1 while no event tells. */
  task: number;
}

const TO_JOB_MANAGER: ReadonlySet<string> = new Set([
  "acknowledgeCheckpoint",
  "declineCheckpoint",
  "updateTaskExecutionState",
]);
const TO_TASK: ReadonlySet<string> = new Set([
  "triggerCheckpoint",
  "confirmCheckpoint",
  "abortCheckpoint",
  "submitTask",
  "cancelTask",
]);
/** A call names no subtask: what caused it, or what it causes, does, at most so many causes away. */
const MOST_CAUSES = 4;

/** "jm#1 28": the sender and its number of the message. */
function keyOf(store: TraceStore, seq: number): string {
  return `${String(store.ext(seq)?.from)} ${store.a(seq)}`;
}

/** Fed the events in order, once. */
export class RpcIndex {
  /** In order of sending. */
  readonly messages: RpcMessage[] = [];
  /** Longest time from send to acceptance so far, µs: how far back to look for what arrives in a range. */
  longestMicros = 0;
  /** Calls under way. Every process counts its own. */
  readonly #open = new Map<string, RpcMessage>();
  readonly #ofEvent = new Map<number, RpcMessage>();

  take(store: TraceStore, seq: number): void {
    switch (store.kind(seq)) {
      case "rpc.send":
        this.#send(store, seq);
        return;
      case "rpc.accept": {
        const key = keyOf(store, seq);
        const message = this.#open.get(key);
        if (message === undefined) return;
        this.#open.delete(key);
        message.acceptSeq = seq;
        message.acceptedAt = store.t(seq);
        this.longestMicros = Math.max(this.longestMicros, message.acceptedAt - message.sentAt);
        this.#ofEvent.set(seq, message);
        return;
      }
      case "rpc.reject":
        this.#open.delete(keyOf(store, seq));
        return;
    }
    const message = store.task(seq) < 0 ? undefined : this.#ofEvent.get(store.cause(seq));
    if (message?.task === -1) message.task = store.task(seq);
  }

  /** The call that an rpc.send or rpc.accept belongs to. */
  of(seq: number): RpcMessage | undefined {
    return this.#ofEvent.get(seq);
  }

  #send(store: TraceStore, seq: number): void {
    const method = String(store.ext(seq)?.method);
    const toJobManager = TO_JOB_MANAGER.has(method);
    if (!toJobManager && !TO_TASK.has(method)) return;
    const message: RpcMessage = {
      sendSeq: seq,
      method,
      toJobManager,
      sentAt: store.t(seq),
      acceptSeq: -1,
      acceptedAt: Number.POSITIVE_INFINITY,
      task: this.#taskBefore(store, seq),
    };
    this.messages.push(message);
    this.#open.set(keyOf(store, seq), message);
    this.#ofEvent.set(seq, message);
  }

  #taskBefore(store: TraceStore, seq: number): number {
    const sentAt = store.t(seq);
    let cause = store.cause(seq);
    for (let n = 0; n < MOST_CAUSES && cause >= 0; n++, cause = store.cause(cause)) {
      if (store.task(cause) >= 0) return store.task(cause);
      const known = this.#ofEvent.get(cause)?.task ?? -1;
      if (known >= 0) return known;
      // What decides for all subtasks at once belongs to none of them.
      if (store.kind(cause).startsWith("cp.") && store.t(cause) === sentAt) return -1;
    }
    return -1;
  }
}
