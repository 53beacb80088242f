/** Keyed state and timers of every attempt, for any moment: an index that is fed the trace in order, once. */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";
import { countUpTo } from "../event-time/count-up-to.ts";
import type { RunModel } from "../run-model.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import { ChangeLog } from "./change-log.ts";
import { type PendingTimer, parsePendingTimer, timerName } from "./pending-timer.ts";
import { RestoreLineage } from "./restore-lineage.ts";
import { keyText } from "./value-label.ts";

/** A place for a value: one state of one key in one namespace. */
export interface StateEntry {
  readonly state: string;
  readonly key: string;
  /** Empty: the void namespace. A window: "start,end", ms. */
  readonly namespace: string;
  readonly keyGroup: number;
}

/** Keyed state and timers of one attempt. */
export class TaskState {
  readonly task: number;
  readonly values: ChangeLog<StateEntry>;
  readonly timers: ChangeLog<PendingTimer>;
  /** Checkpoint from which it was restored; 0: none. */
  restoredFrom = 0;
  /** Event at which the restoring was done; -1: it was not restored. */
  restoredSeq = -1;

  constructor(task: number, copyEvery?: number) {
    this.task = task;
    this.values = new ChangeLog(copyEvery);
    this.timers = new ChangeLog(copyEvery);
  }
}

/** The state of a trace of at least record level. */
export class StateIndex {
  readonly tasks = new Map<number, TaskState>();
  readonly lineage: RestoreLineage;
  readonly #store: TraceStore;
  readonly #copyEvery: number | undefined;
  readonly #handlers: (((seq: number) => void) | undefined)[];
  #next = 0;

  /** @param copyEvery changes between two kept copies of an attempt's state */
  constructor(store: TraceStore, copyEvery?: number) {
    this.#store = store;
    this.#copyEvery = copyEvery;
    this.lineage = new RestoreLineage(store);
    const handlers: Partial<Record<TraceKind, (seq: number) => void>> = {
      "exec.def": (seq) => this.lineage.take(seq),
      "cp.sync": (seq) => this.lineage.take(seq),
      "restore.end": (seq) => this.#restore(seq),
      "st.write": (seq) => this.#change(seq, true),
      "st.del": (seq) => this.#change(seq, false),
      "timer.set": (seq) => this.#timer(seq, true),
      "timer.del": (seq) => this.#timer(seq, false),
      "timer.fire": (seq) => this.#timer(seq, false),
      "timer.pending": (seq) => this.#pending(seq),
    };
    this.#handlers = TRACE_KINDS.map((kind) => handlers[kind]);
  }

  task(task: number): TaskState {
    let state = this.tasks.get(task);
    if (state === undefined) {
      state = new TaskState(task, this.#copyEvery);
      this.tasks.set(task, state);
    }
    return state;
  }

  /** So many events were read. */
  get read(): number {
    return this.#next;
  }

  /** Takes up what was appended to the store, so many events at the most. */
  update(most = Number.POSITIVE_INFINITY): this {
    const end = Math.min(this.#store.count, this.#next + most);
    for (; this.#next < end; this.#next++) this.#handlers[this.#store.kindCode(this.#next)]?.(this.#next);
    return this;
  }

  #change(seq: number, isThere: boolean): void {
    const store = this.#store;
    const ext = store.ext(seq);
    const entry: StateEntry = {
      state: String(ext?.state),
      key: keyText(ext?.key),
      namespace: String(ext?.ns),
      keyGroup: store.b(seq),
    };
    const { values } = this.task(store.task(seq));
    values.push(seq, numberOf(values, entry), seq, isThere);
  }

  #timer(seq: number, isThere: boolean): void {
    const store = this.#store;
    const ext = store.ext(seq);
    const timer: PendingTimer = {
      operator: String(ext?.op),
      service: String(ext?.service),
      domain: store.b(seq) === 1 ? "processing" : "event",
      time: store.x(seq),
      key: keyText(ext?.key),
      namespace: String(ext?.ns),
    };
    const { timers } = this.task(store.task(seq));
    timers.push(
      seq,
      timers.entry(timerName(timer), () => timer),
      seq,
      isThere,
    );
  }

  /** After a restore the attempt says itself which timers it has. */
  #pending(seq: number): void {
    const store = this.#store;
    if (store.a(seq) !== 1) return;
    const ext = store.ext(seq);
    const { timers } = this.task(store.task(seq));
    const told = Array.isArray(ext?.timers) ? ext.timers : [];
    for (const text of told) {
      const timer = parsePendingTimer(String(ext?.op), String(text));
      const entry = timers.entry(timerName(timer), () => timer);
      if (!timers.isThereAtEnd(entry)) timers.push(seq, entry, seq, true);
    }
  }

  /** The values in the snapshots of the restored checkpoint whose key groups are the attempt's are its values now. */
  #restore(seq: number): void {
    const store = this.#store;
    const task = this.task(store.task(seq));
    const checkpoint = store.ch(seq);
    if (checkpoint <= 0) return;
    task.restoredFrom = checkpoint;
    task.restoredSeq = seq;
    for (const snapshot of this.lineage.predecessors(task.task, checkpoint)) {
      const { values } = this.task(snapshot.task);
      for (const change of values.changesAt(countUpTo(values.seqs, snapshot.seq))) {
        const entry = values.entries[values.entryOf(change)];
        if (this.lineage.owns(task.task, entry.keyGroup))
          task.values.push(seq, numberOf(task.values, entry), values.sources[change], true);
      }
    }
  }
}

function numberOf(values: ChangeLog<StateEntry>, entry: StateEntry): number {
  return values.entry(JSON.stringify([entry.state, entry.namespace, entry.key]), () => entry);
}

const indexes = new WeakMap<RunModel, StateIndex>();

/** The index of a run; it has read what it was told to read. */
export function stateIndexOf(model: RunModel): StateIndex {
  let index = indexes.get(model);
  if (index === undefined) {
    index = new StateIndex(model.store);
    indexes.set(model, index);
  }
  return index;
}
