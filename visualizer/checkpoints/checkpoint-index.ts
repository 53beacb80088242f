/** Where the events of checkpoints and transactions lie in a trace: an index that is fed the trace in order, once. */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";
import { countUpTo } from "../event-time/count-up-to.ts";
import type { RunModel } from "../run-model.ts";
import type { TraceStore } from "../trace/trace-store.ts";

/** Causes between an acknowledgement that is sent and the snapshot that it acknowledges, at the most. */
const MOST_STEPS = 8;

/** An event and its virtual time, µs. */
export interface Moment {
  readonly seq: number;
  readonly micros: number;
}

export class CheckpointIndex {
  /** Events that change what the checkpoints tab shows, ascending. */
  readonly #changes: number[] = [];
  readonly #triggers = new Map<number, Moment>();
  /** First attempts to send an acknowledgement, by "checkpoint/task". */
  readonly #sent = new Map<string, Moment>();
  readonly #store: TraceStore;
  readonly #changing: boolean[];
  #next = 0;

  constructor(store: TraceStore) {
    this.#store = store;
    this.#changing = TRACE_KINDS.map((kind) => /^(cp|txn|exec|topo)\./.test(kind));
  }

  /** Takes up what was appended to the store. */
  update(): this {
    const { count } = this.#store;
    for (; this.#next < count; this.#next++) this.#take(this.#next);
    return this;
  }

  /** The last event up to `seq` that changes what the tab shows; -1: there is none. */
  lastChange(seq: number): number {
    return this.#changes[countUpTo(this.#changes, seq) - 1] ?? -1;
  }

  /** When a checkpoint is triggered, whether that has happened yet or not. */
  triggerOf(checkpoint: number): Moment | undefined {
    return this.#triggers.get(checkpoint);
  }

  /** When the first checkpoint is triggered. */
  firstTrigger(): Moment | undefined {
    return this.#triggers.values().next().value;
  }

  /** When a task sent its acknowledgement of a checkpoint, if that was up to event `seq`; null: not yet. */
  sentAt(checkpoint: number, task: number, seq: number): number | null {
    const sent = this.#sent.get(`${checkpoint}/${task}`);
    return sent !== undefined && sent.seq <= seq ? sent.micros : null;
  }

  #take(seq: number): void {
    const store = this.#store;
    const code = store.kindCode(seq);
    const kind: TraceKind = TRACE_KINDS[code];
    if (this.#changing[code]) this.#changes.push(seq);
    if (kind === "cp.trigger") this.#triggers.set(store.ch(seq), { seq, micros: store.t(seq) });
    else if (kind === "rpc.send") this.#send(seq);
  }

  /** A call that a snapshot caused and that acknowledges it. */
  #send(seq: number): void {
    const store = this.#store;
    let cause = store.cause(seq);
    for (let steps = 0; steps < MOST_STEPS && cause >= 0; steps++, cause = store.cause(cause)) {
      const kind = store.kind(cause);
      if (kind !== "cp.sync" && kind !== "cp.async") continue;
      const name = `${store.ch(cause)}/${store.task(cause)}`;
      if (this.#sent.has(name) || store.ext(seq)?.method !== "acknowledgeCheckpoint") return;
      this.#sent.set(name, { seq, micros: store.t(seq) });
      this.#changes.push(seq);
      return;
    }
  }
}

const indexes = new WeakMap<RunModel, CheckpointIndex>();

/** The index of a run, up to the end of its trace so far. */
export function checkpointIndexOf(model: RunModel): CheckpointIndex {
  let index = indexes.get(model);
  if (index === undefined) {
    index = new CheckpointIndex(model.store);
    indexes.set(model, index);
  }
  return index.update();
}
