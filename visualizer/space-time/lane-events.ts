/** The events of each attempt and of each other lane, so that the nearest to a moment is found at once. */
import type { TraceStore } from "../trace/trace-store.ts";
import { sourceOf } from "./lane-groups.ts";
import type { RpcIndex } from "./rpc-index.ts";
import type { TopologyIndex } from "./topology-index.ts";

/** Where an event happens: with an attempt, or on one of the lanes that belong to no subtask. */
export function sourceKeyOf(store: TraceStore, seq: number, topology: TopologyIndex, rpc: RpcIndex): string {
  const kind = store.kind(seq);
  const task = taskOf(store, seq, kind, rpc);
  if (topology.attempts.has(task)) return sourceOf(task);
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

/** Numbers of the events by source, ascending. Fed the events in order, once, each after the indexes had it. */
export class LaneEvents {
  readonly #sources = new Map<string, number[]>();

  of(source: string): readonly number[] {
    return this.#sources.get(source) ?? [];
  }

  take(store: TraceStore, seq: number, topology: TopologyIndex, rpc: RpcIndex): void {
    // Heartbeats and registrations are not drawn; who goes from event to event would find little else.
    if (store.kind(seq).startsWith("rpc.") && rpc.of(seq) === undefined) return;
    const key = sourceKeyOf(store, seq, topology, rpc);
    const seqs = this.#sources.get(key);
    if (seqs === undefined) this.#sources.set(key, [seq]);
    else seqs.push(seq);
  }
}
