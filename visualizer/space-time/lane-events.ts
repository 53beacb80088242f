/** The events of each lane, so that the nearest to a moment is found at once. */
import type { TraceStore } from "../trace/trace-store.ts";
import type { RpcIndex } from "./rpc-index.ts";
import type { TopologyIndex } from "./topology-index.ts";

/** Name of the lane of a subtask. */
export function subtaskLane(vertex: string, subtask: number): string {
  return `${vertex}/${subtask}`;
}

/** The lane on which an event happens. */
export function laneKeyOf(store: TraceStore, seq: number, topology: TopologyIndex, rpc: RpcIndex): string {
  const kind = store.kind(seq);
  const task = taskOf(store, seq, kind, rpc);
  const attempt = topology.attempts.get(task);
  if (attempt !== undefined) return subtaskLane(attempt.vertex, attempt.subtask);
  if (kind === "iv.apply" || kind === "iv.end" || kind === "link.state") return "faults";
  if (kind.startsWith("txn.") || kind.startsWith("out.")) return "log";
  return "jobmanager";
}

/**
 * Attempt on whose lane an event happens. The JobManager writes down the states of attempts, but they are theirs; what it
 * is told of a snapshot, it is told on its own lane.
 */
function taskOf(store: TraceStore, seq: number, kind: string, rpc: RpcIndex): number {
  if (kind === "cp.ack" || kind === "cp.decline") return -1;
  if (kind !== "rpc.send" && kind !== "rpc.accept") return store.task(seq);
  const message = rpc.of(seq);
  if (message === undefined) return -1;
  return message.toJobManager === (kind === "rpc.send") ? message.task : -1;
}

/** Numbers of the events by lane, ascending. Fed the events in order, once, each after the indexes had it. */
export class LaneEvents {
  readonly #lanes = new Map<string, number[]>();

  of(lane: string): readonly number[] {
    return this.#lanes.get(lane) ?? [];
  }

  take(store: TraceStore, seq: number, topology: TopologyIndex, rpc: RpcIndex): void {
    // Heartbeats and registrations are not drawn; who goes from event to event would find little else.
    if (store.kind(seq).startsWith("rpc.") && rpc.of(seq) === undefined) return;
    const key = laneKeyOf(store, seq, topology, rpc);
    const seqs = this.#lanes.get(key);
    if (seqs === undefined) this.#lanes.set(key, [seq]);
    else seqs.push(seq);
  }
}
