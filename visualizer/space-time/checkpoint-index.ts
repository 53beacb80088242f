/** Checkpoints with the times of each subtask, over the whole trace so far. */
import type { TraceStore } from "../trace/trace-store.ts";

/** When an attempt did what for a checkpoint, virtual µs; Infinity: not yet, or never. */
export interface CheckpointPart {
  firstAt: number;
  alignedAt: number;
  syncAt: number;
  syncSeq: number;
  asyncAt: number;
}

export interface CheckpointTimes {
  readonly id: number;
  readonly isSavepoint: boolean;
  readonly triggerSeq: number;
  readonly triggeredAt: number;
  status: "pending" | "completed" | "failed";
  endSeq: number;
  /** Infinity while it is pending. */
  endedAt: number;
  readonly parts: Map<number, CheckpointPart>;
  /** When the JobManager was told of a snapshot, ascending. */
  readonly acknowledgedAt: number[];
}

/** A restart from a checkpoint. Virtual µs. */
export interface Restore {
  readonly seq: number;
  readonly checkpoint: number;
  readonly micros: number;
  /** Attempts that were given state, and when. */
  readonly begins: { readonly task: number; readonly micros: number; readonly seq: number }[];
}

/** Fed the events in order, once. */
export class CheckpointIndex {
  readonly byId = new Map<number, CheckpointTimes>();
  /** In order of their triggers. */
  readonly all: CheckpointTimes[] = [];
  readonly restores: Restore[] = [];

  take(store: TraceStore, seq: number): void {
    const kind = store.kind(seq);
    const t = store.t(seq);
    switch (kind) {
      case "cp.trigger":
        this.#trigger(store, seq);
        return;
      case "cp.inject":
      case "cp.first":
      case "cp.aligned":
      case "cp.sync":
      case "cp.async": {
        const part = this.#part(store.ch(seq), store.task(seq));
        if (part === null) return;
        if (kind === "cp.first") part.firstAt = t;
        else if (kind === "cp.sync") {
          part.syncAt = t;
          part.syncSeq = seq;
        } else if (kind === "cp.async") part.asyncAt = t;
        else part.alignedAt = t;
        return;
      }
      case "cp.ack":
        this.byId.get(store.ch(seq))?.acknowledgedAt.push(t);
        return;
      case "cp.complete":
      case "cp.fail": {
        const checkpoint = this.byId.get(store.ch(seq));
        if (checkpoint === undefined) return;
        checkpoint.status = kind === "cp.complete" ? "completed" : "failed";
        checkpoint.endedAt = t;
        checkpoint.endSeq = seq;
        return;
      }
      case "cp.restore":
        this.restores.push({ seq, checkpoint: store.ch(seq), micros: t, begins: [] });
        return;
      case "restore.begin":
        this.restores.at(-1)?.begins.push({ task: store.task(seq), micros: t, seq });
        return;
    }
  }

  #trigger(store: TraceStore, seq: number): void {
    const checkpoint: CheckpointTimes = {
      id: store.ch(seq),
      isSavepoint: store.a(seq) !== 0,
      triggerSeq: seq,
      triggeredAt: store.t(seq),
      status: "pending",
      endSeq: -1,
      endedAt: Number.POSITIVE_INFINITY,
      parts: new Map(),
      acknowledgedAt: [],
    };
    this.byId.set(checkpoint.id, checkpoint);
    this.all.push(checkpoint);
  }

  #part(id: number, task: number): CheckpointPart | null {
    const parts = this.byId.get(id)?.parts;
    if (parts === undefined) return null;
    let part = parts.get(task);
    if (part === undefined) {
      const never = Number.POSITIVE_INFINITY;
      part = { firstAt: never, alignedAt: never, syncAt: never, syncSeq: -1, asyncAt: never };
      parts.set(task, part);
    }
    return part;
  }
}
