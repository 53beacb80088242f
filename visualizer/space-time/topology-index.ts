/** Vertices, attempts with their states, and the ends of channels, over the whole trace so far. */
import { EXECUTION_STATES, type ExecutionState, JOB_STATES } from "../../src/trace/kinds.ts";
import type { TraceStore } from "../trace/trace-store.ts";

/** A change of the state of an attempt or of the job. Virtual µs. */
export interface StateChange {
  readonly seq: number;
  readonly micros: number;
  readonly state: string;
}

/** One attempt of a subtask, from its definition to the state that ends it. Times are virtual µs. */
export interface Attempt {
  readonly task: number;
  readonly vertex: string;
  readonly subtask: number;
  readonly attempt: number;
  /** "tm-B#1" */
  readonly tm: string;
  readonly from: number;
  /** Infinity while it has not ended. */
  to: number;
  readonly states: StateChange[];
}

export interface Vertex {
  readonly id: string;
  readonly name: string;
  readonly parallelism: number;
}

/** Attempts that write and read a channel. */
export interface ChannelEnds {
  readonly from: number;
  readonly to: number;
}

const ENDS: ReadonlySet<string> = new Set<ExecutionState>(["FINISHED", "CANCELED", "FAILED"]);

/** What the lanes are made of. Fed the events in order, once. */
export class TopologyIndex {
  readonly vertices = new Map<string, Vertex>();
  readonly edges: { readonly from: string; readonly to: string }[] = [];
  readonly attempts = new Map<number, Attempt>();
  readonly channels = new Map<number, ChannelEnds>();
  readonly jobStates: StateChange[] = [];

  take(store: TraceStore, seq: number): void {
    switch (store.kind(seq)) {
      case "vertex.def": {
        const ext = store.ext(seq);
        const id = String(ext?.id);
        const name = String(ext?.name ?? id).replace(/^Source: /, "");
        this.vertices.set(id, { id, name, parallelism: Number(ext?.parallelism ?? 1) });
        return;
      }
      case "edge.def": {
        const ext = store.ext(seq);
        this.edges.push({ from: String(ext?.from), to: String(ext?.to) });
        return;
      }
      case "exec.def":
        this.#define(store, seq);
        return;
      case "chan.def": {
        const ext = store.ext(seq);
        this.channels.set(store.ch(seq), { from: Number(ext?.fromTask), to: Number(ext?.toTask) });
        return;
      }
      case "exec.state": {
        const attempt = this.attempts.get(store.task(seq));
        const state = EXECUTION_STATES[store.b(seq)];
        if (attempt === undefined || state === undefined) return;
        attempt.states.push({ seq, micros: store.t(seq), state });
        if (ENDS.has(state)) attempt.to = Math.min(attempt.to, store.t(seq));
        return;
      }
      case "job.state":
        this.jobStates.push({ seq, micros: store.t(seq), state: JOB_STATES[store.b(seq)] ?? "" });
        return;
    }
  }

  #define(store: TraceStore, seq: number): void {
    const ext = store.ext(seq);
    const task = store.task(seq);
    this.attempts.set(task, {
      task,
      vertex: String(ext?.vertex),
      subtask: Number(ext?.subtask),
      attempt: Number(ext?.attempt ?? 0),
      tm: String(ext?.tm ?? ""),
      from: store.t(seq),
      to: Number.POSITIVE_INFINITY,
      states: [],
    });
  }
}
