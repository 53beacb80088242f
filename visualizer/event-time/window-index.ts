/** Records, watermarks and windows of every attempt, for any moment: an index that is fed the trace in order, once. */
import { TRACE_KINDS, type TraceKind } from "../../src/trace/kinds.ts";
import type { RunModel } from "../run-model.ts";
import { RestoreLineage } from "../state/restore-lineage.ts";
import { keyText } from "../state/value-label.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import { countUpTo } from "./count-up-to.ts";
import { TaskTimes, type WindowSpan } from "./task-times.ts";

/** Flink's `Long.MIN_VALUE` and `Long.MAX_VALUE` in a trace: before all time, after all time. */
export const BEFORE_ALL_TIME: number = -Number.MAX_SAFE_INTEGER;
export const AFTER_ALL_TIME: number = Number.MAX_SAFE_INTEGER;

interface WindowName {
  readonly id: string;
  readonly operator: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** The event times of a trace of at least record level. */
export class WindowIndex {
  readonly tasks = new Map<number, TaskTimes>();
  readonly lineage: RestoreLineage;
  readonly #store: TraceStore;
  #next = 0;
  /** Windows that are open now, by task and name. */
  readonly #open = new Map<number, Map<string, WindowSpan>>();
  /** Key groups by operator and key, as timers tell them. */
  readonly #keyGroups = new Map<string, number>();
  readonly #handlers: (((seq: number) => void) | undefined)[];

  constructor(store: TraceStore) {
    this.#store = store;
    this.lineage = new RestoreLineage(store);
    const handlers: Partial<Record<TraceKind, (seq: number) => void>> = {
      "exec.def": (seq) => this.lineage.take(seq),
      "cp.sync": (seq) => this.lineage.take(seq),
      "restore.end": (seq) => this.#restore(seq),
      "src.emit": (seq) => this.#record(seq),
      "el.take": (seq) => this.#record(seq),
      "rec.late": (seq) => this.#late(seq),
      "wm.gen": (seq) => this.#line(seq, -1),
      "wm.channel": (seq) => this.#line(seq, store.ch(seq)),
      "wm.advance": (seq) => this.#line(seq, -1),
      "wm.idle": (seq) => this.#idle(seq, true),
      "wm.active": (seq) => this.#idle(seq, false),
      "win.open": (seq) => this.#openWindow(seq, this.#nameOf(seq), 0, 0, 0),
      "win.add": (seq) => this.#windowOf(seq).addSeqs.push(seq),
      "win.fire": (seq) => this.#fire(seq),
      "win.purge": (seq) => this.#purge(seq),
      "timer.set": (seq) => this.#learnKeyGroup(seq),
    };
    this.#handlers = TRACE_KINDS.map((kind) => handlers[kind]);
  }

  task(task: number): TaskTimes {
    let times = this.tasks.get(task);
    if (times === undefined) {
      times = new TaskTimes(task);
      this.tasks.set(task, times);
    }
    return times;
  }

  /** What is known of the event's task, which changes with the event. */
  #changing(seq: number): TaskTimes {
    const times = this.task(this.#store.task(seq));
    times.version++;
    return times;
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

  #record(seq: number): void {
    const store = this.#store;
    const times = this.#changing(seq);
    const timestampMs = store.x(seq);
    if (timestampMs === BEFORE_ALL_TIME) times.untimedSeqs.push(seq);
    else times.records.push(seq, store.t(seq), timestampMs);
  }

  #line(seq: number, ch: number): void {
    const times = this.#changing(seq);
    const line = ch < 0 ? times.combined : times.channel(ch);
    line.push(seq, this.#store.t(seq), this.#store.x(seq));
  }

  #idle(seq: number, idle: boolean): void {
    const store = this.#store;
    const times = this.#changing(seq);
    const line = store.ch(seq) < 0 ? times.combined : times.channel(store.ch(seq));
    line.setIdle(seq, store.t(seq), idle);
  }

  #late(seq: number): void {
    const store = this.#store;
    const times = this.#changing(seq);
    const ext = store.ext(seq);
    times.lateSeqs.push(seq);
    times.late.push({
      seq,
      micros: store.t(seq),
      timestampMs: Number(ext?.timestamp),
      latenessMs: store.x(seq),
      watermarkMs: Number(ext?.watermark),
      start: Number(ext?.start),
      end: Number(ext?.end),
      toSideOutput: store.b(seq) === 1,
    });
  }

  #nameOf(seq: number): WindowName {
    const ext = this.#store.ext(seq);
    const operator = String(ext?.op);
    const key = keyText(ext?.key);
    const start = Number(ext?.start);
    const end = Number(ext?.end);
    return { id: `${operator}|${start}|${end}|${key}`, operator, key, start, end };
  }

  #openOf(task: number): Map<string, WindowSpan> {
    let open = this.#open.get(task);
    if (open === undefined) {
      open = new Map();
      this.#open.set(task, open);
    }
    return open;
  }

  #openWindow(seq: number, name: WindowName, restoredFrom: number, carried: number, carriedFires: number): WindowSpan {
    const task = this.#store.task(seq);
    const { id, operator, key, start, end } = name;
    const span: WindowSpan = {
      operator,
      key,
      start,
      end,
      openSeq: seq,
      openedAt: this.#store.t(seq),
      carried,
      carriedFires,
      restoredFrom,
      addSeqs: [],
      fires: [],
      purgeSeq: Number.POSITIVE_INFINITY,
      purgedAt: Number.POSITIVE_INFINITY,
    };
    this.#openOf(task).set(id, span);
    this.#changing(seq).addWindow(span);
    return span;
  }

  /** The open window of an event; one whose opening the trace does not tell counts from its first event. */
  #windowOf(seq: number): WindowSpan {
    const name = this.#nameOf(seq);
    return this.#openOf(this.#store.task(seq)).get(name.id) ?? this.#openWindow(seq, name, 0, 0, 0);
  }

  #fire(seq: number): void {
    const store = this.#store;
    this.#changing(seq);
    this.#windowOf(seq).fires.push({ seq, micros: store.t(seq), watermarkMs: store.x(seq), pane: store.b(seq) });
  }

  #purge(seq: number): void {
    const open = this.#openOf(this.#store.task(seq));
    const { id } = this.#nameOf(seq);
    const span = open.get(id);
    // A window that its trigger emptied is purged once more when its time is over.
    if (span === undefined) return;
    this.#changing(seq);
    open.delete(id);
    span.purgeSeq = seq;
    span.purgedAt = this.#store.t(seq);
  }

  #learnKeyGroup(seq: number): void {
    const ext = this.#store.ext(seq);
    this.#keyGroups.set(`${String(ext?.op)}|${keyText(ext?.key)}`, Number(ext?.kg));
  }

  /** What was open in the snapshots of the restored checkpoint is open again where its key group went. */
  #restore(seq: number): void {
    const store = this.#store;
    const task = store.task(seq);
    const checkpoint = store.ch(seq);
    for (const snapshot of this.lineage.predecessors(task, checkpoint))
      for (const span of this.task(snapshot.task).windows) {
        if (span.openSeq > snapshot.seq || span.purgeSeq <= snapshot.seq) continue;
        const keyGroup = this.#keyGroups.get(`${span.operator}|${span.key}`);
        if (keyGroup === undefined || !this.lineage.owns(task, keyGroup)) continue;
        const { operator, key, start, end } = span;
        const fires = span.carriedFires + span.fires.filter((fire) => fire.seq <= snapshot.seq).length;
        this.#openWindow(
          seq,
          { id: `${operator}|${start}|${end}|${key}`, operator, key, start, end },
          checkpoint,
          span.carried + countUpTo(span.addSeqs, snapshot.seq),
          fires,
        );
      }
  }
}

const indexes = new WeakMap<RunModel, WindowIndex>();

/** The index of a run; it has read what it was told to read. */
export function windowIndexOf(model: RunModel): WindowIndex {
  let index = indexes.get(model);
  if (index === undefined) {
    index = new WindowIndex(model.store);
    indexes.set(model, index);
  }
  return index;
}
