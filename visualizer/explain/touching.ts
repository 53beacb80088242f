/** Which events touch what is selected: lists by entity, made once per store. */
import { TRACE_KINDS } from "../../src/trace/kinds.ts";
import { letterOf } from "../fold/fold-cluster.ts";
import type { Selection } from "../page/selection.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import { isCarrier } from "./carriers.ts";

/** Events that are shown of one entity. */
export const MOST_TOUCHING = 20;

/** Kinds whose `ch` is a channel and that tell more than that a buffer moves. */
const CHANNEL = /^(chan\.def|el\.(emit|take|lost)|wm\.(channel|idle|active)|credit\.(zero|back)|cp\.(un)?block)$/;
const MACHINE = /^(tm|slot)\./;
const CHECKPOINT = /^(cp\.(?!block|unblock)|restore\.|txn\.pre)/;
const TRANSACTION = /^txn\./;
/** What a kind touches, by position in `TRACE_KINDS`: whole traces are gone through. */
const TOUCHES = TRACE_KINDS.map((kind) => ({
  channel: CHANNEL.test(kind),
  lastChannel: kind === "cp.first" || kind === "cp.aligned",
  machine: MACHINE.test(kind),
  checkpoint: CHECKPOINT.test(kind),
  transaction: TRANSACTION.test(kind),
}));

class TouchIndex {
  readonly #store: TraceStore;
  readonly #lists = new Map<string, number[]>();
  readonly #subtasks = new Map<number, string>();
  readonly #machines = new Map<number, string>();
  #next = 0;

  constructor(store: TraceStore) {
    this.#store = store;
  }

  update(): void {
    for (; this.#next < this.#store.count; this.#next++) this.#take(this.#next);
  }

  list(key: string): readonly number[] {
    return this.#lists.get(key) ?? [];
  }

  #take(seq: number): void {
    const store = this.#store;
    const kind = store.kind(seq);
    const touches = TOUCHES[store.kindCode(seq)];
    const task = store.task(seq);
    const ch = store.ch(seq);
    if (kind === "exec.def") {
      const ext = store.ext(seq);
      this.#subtasks.set(task, `subtask ${ext?.vertex} ${ext?.subtask}`);
      this.#add(`machine ${letterOf(String(ext?.tm))}`, seq);
    }
    if (kind === "tm.def") this.#machines.set(ch, letterOf(String(store.ext(seq)?.id)));
    const subtask = this.#subtasks.get(task);
    if (subtask !== undefined && !isCarrier(store, seq)) this.#add(subtask, seq);
    if (ch >= 0 && touches.channel) this.#add(`channel ${ch}`, seq);
    if (touches.lastChannel) this.#add(`channel ${store.a(seq)}`, seq);
    if (touches.machine) this.#add(`machine ${this.#machines.get(ch) ?? ""}`, seq);
    if (ch >= 0 && touches.checkpoint) this.#add(`checkpoint ${ch}`, seq);
    if (touches.transaction) this.#add(`transaction ${store.ext(seq)?.txn}`, seq);
  }

  #add(key: string, seq: number): void {
    const list = this.#lists.get(key);
    if (list === undefined) this.#lists.set(key, [seq]);
    else list.push(seq);
  }
}

const indexes = new WeakMap<TraceStore, TouchIndex>();

/** Numbers of the last events that touch a selection, up to event `seq`, newest first. */
export function touching(
  store: TraceStore,
  selection: Selection,
  seq: number,
  most: number = MOST_TOUCHING,
): readonly number[] {
  let index = indexes.get(store);
  if (index === undefined) {
    index = new TouchIndex(store);
    indexes.set(store, index);
  }
  index.update();
  const list = index.list(keyOf(selection));
  let end = list.length;
  for (let low = 0; low < end; ) {
    const middle = (low + end) >>> 1;
    if (list[middle] <= seq) low = middle + 1;
    else end = middle;
  }
  return list.slice(Math.max(0, end - most), end).reverse();
}

function keyOf(selection: Selection): string {
  switch (selection.kind) {
    case "subtask":
      return `subtask ${selection.vertex} ${selection.subtask}`;
    case "channel":
      return `channel ${selection.ch}`;
    case "machine":
      return `machine ${selection.letter}`;
    case "checkpoint":
      return `checkpoint ${selection.id}`;
    case "transaction":
      return `transaction ${selection.txn}`;
    case "event":
      return "";
  }
}
