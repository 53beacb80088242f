/** What an attempt holds at a moment, as rows of a table. */
import { countUpTo } from "../event-time/count-up-to.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import type { PendingTimer } from "./pending-timer.ts";
import type { StateEntry, TaskState } from "./state-index.ts";

/** "key": by key, state and namespace. "change": the latest change first. */
export type RowOrder = "key" | "change";

/** The rows of a moment; what a row says is looked up when it is shown. */
export interface StateRows {
  /** Changes of the log, one for each row. */
  readonly changes: readonly number[] | Int32Array;
  /** So many entries there are without the filter. */
  readonly total: number;
  /** Change of the table that was the last one; -1: there was none. */
  readonly latest: number;
}

/** A row as it is shown. */
export interface StateRow extends StateEntry {
  /** Number of the change; stands for this value of this entry. */
  readonly change: number;
  readonly value: string;
  /** Digest of the value. */
  readonly digest: number;
  /** Event that wrote it, and its virtual time, µs. */
  readonly source: number;
  readonly changedAt: number;
  /** Nothing has changed it since the restore from this checkpoint; 0: something has, or there was no restore. */
  readonly restoredFrom: number;
}

/** A timer as it is shown. */
export interface TimerRow extends PendingTimer {
  readonly setAt: number;
  readonly setSeq: number;
}

const order = new WeakMap<TaskState, { readonly entries: number; readonly ranks: Int32Array }>();

/** Rank of each entry by key, state, namespace; found anew only when entries have come. */
function ranksOf(task: TaskState): Int32Array {
  const { entries } = task.values;
  const known = order.get(task);
  if (known?.entries === entries.length) return known.ranks;
  const collator = new Intl.Collator("en", { numeric: true });
  const sorted = Array.from(entries, (_entry, i) => i).sort(
    (i, j) =>
      collator.compare(entries[i].key, entries[j].key) ||
      collator.compare(entries[i].state, entries[j].state) ||
      collator.compare(entries[i].namespace, entries[j].namespace) ||
      i - j,
  );
  const ranks = new Int32Array(sorted.length);
  sorted.forEach((entry, rank) => {
    ranks[entry] = rank;
  });
  order.set(task, { entries: entries.length, ranks });
  return ranks;
}

/** The rows after event `seq` whose key contains `filter`, whatever its case. */
export function stateRows(task: TaskState, seq: number, by: RowOrder, filter = ""): StateRows {
  const { values } = task;
  const count = countUpTo(values.seqs, seq);
  const there = values.changesAt(count);
  const wanted = filter.toLowerCase();
  const kept =
    wanted === ""
      ? there
      : there.filter((change) => values.entries[values.entryOf(change)].key.toLowerCase().includes(wanted));
  const latest = latestChange(task, count);
  if (by === "change") return { changes: kept.sort().reverse(), total: there.length, latest };
  return {
    changes: sortedByRank(kept, ranksOf(task), (change) => values.entryOf(change)),
    total: there.length,
    latest,
  };
}

/** Every entry has a rank of its own, so that sorting is laying each in its place. */
function sortedByRank(changes: Int32Array, ranks: Int32Array, entryOf: (change: number) => number): Int32Array {
  const places = new Int32Array(ranks.length).fill(-1);
  for (let i = 0; i < changes.length; i++) places[ranks[entryOf(changes[i])]] = changes[i];
  // The places without a change are closed up.
  let found = 0;
  for (let rank = 0; rank < places.length; rank++) if (places[rank] >= 0) places[found++] = places[rank];
  return places.subarray(0, found);
}

/** The last of the first `count` changes that was not a restore. */
function latestChange({ values }: TaskState, count: number): number {
  const last = count - 1;
  return last >= 0 && values.seqs[last] === values.sources[last] ? last : -1;
}

/** What a row says. */
export function stateRow(task: TaskState, store: TraceStore, change: number): StateRow {
  const { values } = task;
  const source = values.sources[change];
  const ext = store.ext(source);
  const restored = source < values.seqs[change];
  return {
    ...values.entries[values.entryOf(change)],
    change,
    value: typeof ext?.value === "string" ? ext.value : "",
    digest: Number(ext?.after ?? 0),
    source,
    changedAt: store.t(source),
    restoredFrom: restored ? task.restoredFrom : 0,
  };
}

/** The timers that are pending after event `seq`: event time before processing time, earliest first. */
export function timerRows(task: TaskState, store: TraceStore, seq: number): TimerRow[] {
  const { timers } = task;
  const rows = Array.from(timers.changesAt(countUpTo(timers.seqs, seq)), (change) => ({
    ...timers.entries[timers.entryOf(change)],
    setAt: store.t(timers.sources[change]),
    setSeq: timers.sources[change],
  }));
  return rows.sort(
    (one, other) => one.domain.localeCompare(other.domain) || one.time - other.time || (one.key < other.key ? -1 : 1),
  );
}
