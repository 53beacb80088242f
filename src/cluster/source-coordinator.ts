/** Runs the enumerator of one source on the JobMaster (`SourceCoordinator`): its readers register, ask and are given splits. */
import type { SourceSplit, SplitEnumerator, SplitEnumeratorContext } from "../api/source.ts";
import type { JobVertex } from "../graph/job-graph.ts";
import { contentOf, type EnumeratorEvent, type ReaderEvent } from "../operators/source-operator.ts";
import type { Trace } from "../trace/trace.ts";
import { bytesToValue, valueToBytes } from "../types/value-codec.ts";

/** The JobMaster, as its coordinators see it. */
export interface CoordinatorOwner {
  /** `onDelivered`: the task has the event; an event that is lost fails its task. */
  sendToReader(vertex: JobVertex, subtask: number, event: EnumeratorEvent, onDelivered: () => void): void;
  /** The present attempt of a reader, as the trace names it. */
  readerOf(vertex: JobVertex, subtask: number): number;
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
  /** Checkpoints whose barriers are not under way yet, and what was sent since each was taken: it is held back. */
  #closed: { readonly checkpointId: number; readonly held: (() => void)[] }[] = [];

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
    this.#closed = [];
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

  /** From now on what is sent is held back, until the barriers are under way (`SubtaskGatewayImpl.tryCloseGateway`). */
  snapshot(checkpointId: number): Uint8Array {
    this.#closed.push({ checkpointId, held: [] });
    if (this.#trace.buffers) this.#trace.emit("split.cut", { ch: checkpointId, ext: { vertex: this.vertex.id } });
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

  afterBarrierInjection(checkpointId: number): void {
    const position = this.#closed.findIndex((closed) => closed.checkpointId === checkpointId);
    if (position < 0) return;
    const [{ held }] = this.#closed.splice(position, 1);
    const older = this.#closed[position - 1];
    if (older === undefined) for (const transmit of held) transmit();
    else older.held.push(...held);
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

  assignSplit(split: SourceSplit, subtask: number): void {
    this.assignSplits(new Map([[subtask, [split]]]));
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
    const { vertex } = this;
    const inFlight = this.#inFlight;
    inFlight.add(event);
    this.#tellSent(subtask, event);
    const transmit = () => this.#owner.sendToReader(vertex, subtask, event, () => this.#onDelivered(event, inFlight));
    const closed = this.#closed.at(-1);
    if (closed === undefined) transmit();
    else closed.held.push(transmit);
  }

  #onDelivered(event: EnumeratorEvent, inFlight: Set<object>): void {
    inFlight.delete(event);
    if (inFlight !== this.#inFlight) return;
    for (const { events } of this.#waiting) events.delete(event);
    const ready = this.#waiting.filter(({ events }) => events.size === 0);
    this.#waiting = this.#waiting.filter(({ events }) => events.size > 0);
    for (const { then } of ready) then();
  }

  #tellSent(subtask: number, event: EnumeratorEvent): void {
    if (!this.#trace.buffers) return;
    const { b, ext } = contentOf(event);
    const task = this.#owner.readerOf(this.vertex, subtask);
    this.#trace.emit("split.send", { task, b, ext: { vertex: this.vertex.id, ...ext } });
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
