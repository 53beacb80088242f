/** What happened in an area: counted from the events of its lanes, measured from the queues and the work of its subtasks. */
import type { RunModel } from "../run-model.ts";
import type { ChannelElements } from "../trace/element-index.ts";
import { causalIndexOf } from "./causal-index.ts";
import { EVENT_GROUPS, type EventGroup, groupOf } from "./event-groups.ts";
import type { Lane } from "./lanes.ts";
import { type RunIndex, runIndexOf } from "./run-index.ts";
import { firstWhere } from "./search.ts";
import type { TimeRange } from "./time-scale.ts";

/** Most elements that waited in one channel at once. */
export interface LongestQueue {
  readonly ch: number;
  readonly elements: number;
  /** When it was that long first, virtual µs. */
  readonly micros: number;
}

export interface AreaStatistics {
  /** Events by what they are about, in the order of `EVENT_GROUPS`, none that is 0. */
  readonly counts: readonly (readonly [EventGroup, number])[];
  /** What the subtasks took from their channels; null: the stretch is not one of time. */
  readonly taken: { readonly messages: number; readonly records: number } | null;
  /** Null: nothing waited, or the stretch is not one of time. */
  readonly queue: LongestQueue | null;
  /** Busy time by the time that the attempts existed, over all of them; null: none existed, or the stretch is not one of time. */
  readonly busy: number | null;
  /** Subtasks with an attempt in the stretch. */
  readonly subtasks: number;
}

/** Of a stretch of virtual time. */
export function statisticsOfTime(model: RunModel, lanes: readonly Lane[], range: TimeRange): AreaStatistics {
  const { store } = model;
  const index = runIndexOf(model);
  const counts = new Map<EventGroup, number>();
  for (const seqs of lanes.flatMap(({ sources }) => sources.map((source) => index.lanes.of(source)))) {
    const first = firstWhere(seqs.length, (i) => store.t(seqs[i]) >= range.from);
    for (let i = first; i < seqs.length && store.t(seqs[i]) <= range.to; i++) count(counts, groupOf(store, seqs[i]));
  }
  const channels = channelsInto(model, index, lanes);
  const queue = longestQueue(channels, range);
  return { counts: inOrder(counts), taken: takenFrom(channels, range), queue, ...work(model, lanes, range) };
}

/** Of a stretch of columns: only what is drawn there is counted, and nothing can be told of time. */
export function statisticsOfColumns(model: RunModel, lanes: readonly Lane[], range: TimeRange): AreaStatistics {
  const causal = causalIndexOf(model);
  const counts = new Map<EventGroup, number>();
  for (const seqs of lanes.flatMap(({ sources }) => sources.map((source) => causal.of(source)))) {
    const first = firstWhere(seqs.length, (i) => causal.column(seqs[i]) >= range.from);
    for (let i = first; i < seqs.length && causal.column(seqs[i]) <= range.to; i++)
      count(counts, groupOf(model.store, seqs[i]));
  }
  return { counts: inOrder(counts), taken: null, queue: null, busy: null, subtasks: 0 };
}

function count(counts: Map<EventGroup, number>, group: EventGroup): void {
  counts.set(group, (counts.get(group) ?? 0) + 1);
}

function inOrder(counts: ReadonlyMap<EventGroup, number>): AreaStatistics["counts"] {
  return EVENT_GROUPS.flatMap((group) => {
    const n = counts.get(group);
    return n === undefined ? [] : [[group, n] as const];
  });
}

function channelsInto(
  { elements }: RunModel,
  { topology }: RunIndex,
  lanes: readonly Lane[],
): readonly ChannelElements[] {
  const tasks = new Set(lanes.flatMap(({ attempts }) => attempts.map(({ task }) => task)));
  return [...topology.channels].flatMap(([ch, { to }]) => (tasks.has(to) ? (elements.channels.get(ch) ?? []) : []));
}

/** What died with its receiver was not taken. */
function takenFrom(channels: readonly ChannelElements[], { from, to }: TimeRange): AreaStatistics["taken"] {
  let [messages, records] = [0, 0];
  for (const { elements } of channels) {
    const first = firstWhere(elements.length, (i) => elements[i].takenAt >= from);
    for (let i = first; i < elements.length && elements[i].takenAt <= to; i++) {
      if (!Number.isFinite(elements[i].arrivedAt)) continue;
      messages++;
      if (elements[i].type === "record") records++;
    }
  }
  return { messages, records };
}

function longestQueue(channels: readonly ChannelElements[], range: TimeRange): LongestQueue | null {
  let longest: LongestQueue | null = null;
  for (const channel of channels) {
    const queue = queueOf(channel, range);
    if (queue.elements > (longest?.elements ?? 0)) longest = { ch: channel.ch, ...queue };
  }
  return longest;
}

/** The longest queue of one channel: elements that have arrived and are not taken. Both times never fall along the channel. */
function queueOf({ elements }: ChannelElements, { from, to }: TimeRange): Omit<LongestQueue, "ch"> {
  let taken = firstWhere(elements.length, (i) => elements[i].takenAt > from);
  let longest = { elements: 0, micros: from };
  for (let i = taken; i < elements.length && elements[i].arrivedAt <= to; i++) {
    const at = Math.max(from, elements[i].arrivedAt);
    while (elements[taken].takenAt <= at && taken < i) taken++;
    const waiting = i - taken + (elements[i].takenAt > at ? 1 : 0);
    if (waiting > longest.elements) longest = { elements: waiting, micros: at };
  }
  return longest;
}

function work(
  { activities, store }: RunModel,
  lanes: readonly Lane[],
  range: TimeRange,
): Pick<AreaStatistics, "busy" | "subtasks"> {
  let [busy, existed] = [0, 0];
  const subtasks = new Set<string>();
  for (const { task, from, to, vertex, subtask } of lanes.flatMap(({ attempts }) => attempts)) {
    const begin = Math.max(from, range.from);
    const end = Math.min(to, range.to, store.endMicros);
    if (end <= begin) continue;
    subtasks.add(`${vertex}/${subtask}`);
    existed += end - begin;
    busy += (activities.tasks.get(task)?.load(begin, end).busy ?? 0) * (end - begin);
  }
  return { busy: existed === 0 ? null : busy / existed, subtasks: subtasks.size };
}
