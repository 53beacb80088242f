/** Runs the enumerator of one source on the JobMaster (`SourceCoordinator`): its readers register, ask and are given splits. */
import type { SourceSplit, SplitEnumerator, SplitEnumeratorContext } from "../api/source.ts";
import type { JobVertex } from "../graph/job-graph.ts";
import type { EnumeratorEvent, ReaderEvent } from "../operators/source-operator.ts";
import type { Trace } from "../trace/trace.ts";
import { bytesToValue, valueToBytes } from "../types/value-codec.ts";

/** The JobMaster, as its coordinators see it. */
export interface CoordinatorOwner {
  /** `onDelivered`: the task has the event; an event that is lost fails its task. */
  sendToReader(vertex: JobVertex, subtask: number, event: EnumeratorEvent, onDelivered: () => void): void;
  failJob(error: unknown): void;
}

/** The coordinator of one source vertex; `reset` gives it a new enumerator. */
export class SourceCoordinator implements SplitEnumeratorContext<SourceSplit> {
  readonly vertex: JobVertex;
  readonly #owner: CoordinatorOwner;
  readonly #trace: Trace;
  #enumerator: SplitEnumerator<SourceSplit, unknown> | null = null;
  readonly #readers = new Set<number>();
  readonly #defined = new Set<string>();
  /** Events on their way, and who waits for them. */
  #inFlight = new Set<object>();
  #waiting: { readonly events: Set<object>; readonly then: () => void }[] = [];

  constructor(vertex: JobVertex, owner: CoordinatorOwner, trace: Trace) {
    this.vertex = vertex;
    this.#owner = owner;
    this.#trace = trace;
  }

  get operatorId(): string {
    return this.vertex.chain[0].operatorId;
  }

  /** Starts anew from a checkpoint's state, or from nothing; readers have to register again. */
  reset(state: Uint8Array | null): void {
    this.#enumerator?.close();
    this.#readers.clear();
    this.#inFlight = new Set();
    this.#waiting = [];
    this.#guard(() => {
      const source = this.vertex.source?.source;
      if (source === undefined) throw new Error(`${this.vertex.name} has no source.`);
      // The state is what this source's enumerator wrote; the graph does not know its type.
      const restored = state === null ? null : (bytesToValue(state) as never);
      this.#enumerator = (
        restored === null ? source.createEnumerator(this as never) : source.restoreEnumerator(this as never, restored)
      ) as SplitEnumerator<SourceSplit, unknown>;
      this.#enumerator.start();
    });
  }

  handle(subtask: number, event: ReaderEvent): void {
    this.#guard(() => {
      if (event.kind === "register") {
        if (this.#readers.has(subtask)) return;
        this.#readers.add(subtask);
        this.#enumerator?.addReader(subtask);
      } else if (this.#readers.has(subtask)) {
        this.#enumerator?.handleSplitRequest(subtask);
      }
    });
  }

  snapshot(checkpointId: number): Uint8Array {
    return valueToBytes(this.#enumerator?.snapshotState(checkpointId) ?? null);
  }

  /**
   * Runs `then` once all events that were sent by now have arrived. A snapshot of the enumerator counts only from then on:
   * a split that it gave away must be in some task (`OperatorCoordinatorHolder`, `IncompleteFuturesTracker`).
   */
  whenDelivered(then: () => void): void {
    if (this.#inFlight.size === 0) then();
    else this.#waiting.push({ events: new Set(this.#inFlight), then });
  }

  notifyCheckpointComplete(checkpointId: number): void {
    this.#guard(() => this.#enumerator?.notifyCheckpointComplete?.(checkpointId));
  }

  close(): void {
    this.#enumerator?.close();
    this.#enumerator = null;
  }

  currentParallelism(): number {
    return this.vertex.parallelism;
  }

  registeredReaders(): readonly number[] {
    return [...this.#readers].sort((a, b) => a - b);
  }

  assignSplits(assignment: ReadonlyMap<number, readonly SourceSplit[]>): void {
    for (const [subtask, splits] of assignment) {
      if (!this.#readers.has(subtask))
        throw new Error(
          `Splits cannot be assigned to subtask ${subtask} of ${this.vertex.name}: its reader is not registered.`,
        );
      for (const { splitId } of splits) {
        if (this.#defined.has(splitId)) continue;
        this.#defined.add(splitId);
        this.#trace.emit("split.def", { ext: { id: splitId, vertex: this.vertex.id } });
      }
      this.#send(subtask, { kind: "add-splits", splits });
    }
  }

  signalNoMoreSplits(subtask: number): void {
    this.#send(subtask, { kind: "no-more-splits" });
  }

  #send(subtask: number, event: EnumeratorEvent): void {
    const inFlight = this.#inFlight;
    inFlight.add(event);
    this.#owner.sendToReader(this.vertex, subtask, event, () => {
      inFlight.delete(event);
      if (inFlight !== this.#inFlight) return;
      for (const { events } of this.#waiting) events.delete(event);
      const ready = this.#waiting.filter(({ events }) => events.size === 0);
      this.#waiting = this.#waiting.filter(({ events }) => events.size > 0);
      for (const { then } of ready) then();
    });
  }

  /** An enumerator that throws fails the whole job. */
  #guard(body: () => void): void {
    try {
      body();
    } catch (error) {
      this.#owner.failJob(error);
    }
  }
}
