/** The remote calls of checkpoints and deployments, each with its subtask: between JobManager and that subtask's lane. */
import type { TraceStore } from "../trace/trace-store.ts";
import type { TopologyIndex } from "./topology-index.ts";

/** One call. Times are virtual µs. */
export interface RpcMessage {
  readonly sendSeq: number;
  readonly method: string;
  /** Node that it goes to: "tm-B". */
  readonly to: string;
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

/**
 * What the send and the acceptance of one message have in common. Its number is not enough: every process counts its own,
 * and a message that asks for no answer has none.
 */
function keyOf(store: TraceStore, seq: number): string {
  const ext = store.ext(seq);
  return `${String(ext?.from)} ${store.a(seq)} ${String(ext?.method)} ${store.cause(seq)}`;
}

/** Fed the events in order, once, each after `TopologyIndex` had it. */
export class RpcIndex {
  /** In order of sending. */
  readonly messages: RpcMessage[] = [];
  /** Longest time from send to acceptance so far, µs: how far back to look for what arrives in a range. */
  longestMicros = 0;
  /** Calls under way, by `keyOf`, oldest first. */
  readonly #open = new Map<string, RpcMessage[]>();
  /** Acceptances of one of several like calls: what they cause tells which. */
  readonly #unclear = new Map<number, RpcMessage[]>();
  readonly #ofEvent = new Map<number, RpcMessage>();

  take(store: TraceStore, seq: number, topology: TopologyIndex): void {
    switch (store.kind(seq)) {
      case "rpc.send":
        this.#send(store, seq);
        return;
      case "rpc.accept":
        this.#accept(store, seq);
        return;
      case "rpc.reject":
        this.#open.get(keyOf(store, seq))?.shift();
        return;
    }
    const task = store.task(seq);
    const cause = store.cause(seq);
    if (task < 0 || cause < 0) return;
    const message = this.#ofEvent.get(cause);
    if (message?.task === -1) message.task = task;
    const calls = this.#unclear.get(cause);
    if (calls === undefined) return;
    this.#unclear.delete(cause);
    const node = topology.attempts.get(task)?.tm.split("#")[0];
    const call = calls.findIndex(({ to }) => to === node);
    if (call < 0) return;
    calls[call].task = task;
    this.#pair(store, calls[call], cause);
    calls.splice(call, 1);
  }

  /** The call that an rpc.send or rpc.accept belongs to. */
  of(seq: number): RpcMessage | undefined {
    return this.#ofEvent.get(seq);
  }

  #send(store: TraceStore, seq: number): void {
    const ext = store.ext(seq);
    const method = String(ext?.method);
    const toJobManager = TO_JOB_MANAGER.has(method);
    if (!toJobManager && !TO_TASK.has(method)) return;
    const message: RpcMessage = {
      sendSeq: seq,
      method,
      to: String(ext?.to),
      toJobManager,
      sentAt: store.t(seq),
      acceptSeq: -1,
      acceptedAt: Number.POSITIVE_INFINITY,
      task: this.#taskBefore(store, seq),
    };
    this.messages.push(message);
    const key = keyOf(store, seq);
    const open = this.#open.get(key);
    if (open === undefined) this.#open.set(key, [message]);
    else open.push(message);
    this.#ofEvent.set(seq, message);
  }

  #accept(store: TraceStore, seq: number): void {
    const key = keyOf(store, seq);
    const open = this.#open.get(key);
    if (open === undefined || open.length === 0) return;
    if (open.every(({ to }) => to === open[0].to)) this.#pair(store, open.shift(), seq);
    else this.#unclear.set(seq, open);
    if (open.length === 0) this.#open.delete(key);
  }

  #pair(store: TraceStore, message: RpcMessage | undefined, acceptSeq: number): void {
    if (message === undefined) return;
    message.acceptSeq = acceptSeq;
    message.acceptedAt = store.t(acceptSeq);
    this.longestMicros = Math.max(this.longestMicros, message.acceptedAt - message.sentAt);
    this.#ofEvent.set(acceptSeq, message);
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
