/** Which attempts left behind what a new attempt was restored with. */
import type { TraceStore } from "../trace/trace-store.ts";

/** An attempt and the event up to which its state went into a checkpoint. */
export interface SnapshotOf {
  readonly task: number;
  /** Number of its cp.sync event. */
  readonly seq: number;
}

/** What is known of an attempt. */
export interface AttemptFacts {
  readonly vertex: string;
  readonly subtask: number;
  readonly attempt: number;
  readonly firstKeyGroup: number;
  readonly lastKeyGroup: number;
  readonly definedSeq: number;
}

/** Fed the events of a trace in order; answers for what was fed so far. */
export class RestoreLineage {
  readonly attempts = new Map<number, AttemptFacts>();
  /** Snapshots of each checkpoint. */
  readonly #snapshots = new Map<number, SnapshotOf[]>();
  readonly #store: TraceStore;

  constructor(store: TraceStore) {
    this.#store = store;
  }

  take(seq: number): void {
    const store = this.#store;
    const kind = store.kind(seq);
    if (kind === "exec.def") {
      const ext = store.ext(seq);
      this.attempts.set(store.task(seq), {
        vertex: String(ext?.vertex),
        subtask: Number(ext?.subtask),
        attempt: Number(ext?.attempt ?? 0),
        firstKeyGroup: Number(ext?.kgStart ?? 0),
        lastKeyGroup: Number(ext?.kgEnd ?? 0),
        definedSeq: seq,
      });
    } else if (kind === "cp.sync") {
      const checkpoint = store.ch(seq);
      const snapshots = this.#snapshots.get(checkpoint) ?? [];
      snapshots.push({ task: store.task(seq), seq });
      this.#snapshots.set(checkpoint, snapshots);
    }
  }

  /** The snapshots of a checkpoint that attempts of the same vertex as `task` made. */
  predecessors(task: number, checkpoint: number): SnapshotOf[] {
    const vertex = this.attempts.get(task)?.vertex;
    return (this.#snapshots.get(checkpoint) ?? []).filter(
      (snapshot) => snapshot.task !== task && this.attempts.get(snapshot.task)?.vertex === vertex,
    );
  }

  /** Does `task` own the key group? */
  owns(task: number, keyGroup: number): boolean {
    const attempt = this.attempts.get(task);
    return attempt !== undefined && attempt.firstKeyGroup <= keyGroup && keyGroup <= attempt.lastKeyGroup;
  }
}
