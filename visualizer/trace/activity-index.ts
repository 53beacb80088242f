/** What each attempt does with its time, derived from the trace: processing, waiting, and for what. */
import { ACTIVITIES, WAIT_REASONS } from "../../src/trace/kinds.ts";
import type { TraceStore } from "./trace-store.ts";

/** A stretch of a task's time. */
export interface Activity {
  /** processing: `detail` is one of `ACTIVITIES`; waiting: one of `WAIT_REASONS`. */
  readonly what: "processing" | "waiting";
  readonly detail: string;
  readonly from: number;
  /** Virtual µs; Infinity: not over yet. */
  to: number;
  readonly seq: number;
}

/** Shares of a stretch of time; their sum is at most 1. */
export interface Load {
  readonly busy: number;
  /** Waits for room in its output. */
  readonly backPressured: number;
  readonly idle: number;
}

const BLOCKED_OUTPUT: ReadonlySet<string> = new Set(["output", "credit"]);

/** Stretches of one attempt, in order. */
export class TaskActivities {
  readonly stretches: Activity[] = [];

  /** First stretch that is not over at a time. */
  firstAfter(micros: number): number {
    let low = 0;
    let high = this.stretches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.stretches[middle].to <= micros) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** What the task did between two virtual times, µs. */
  load(from: number, to: number): Load {
    let busy = 0;
    let backPressured = 0;
    let idle = 0;
    for (let i = this.firstAfter(from); i < this.stretches.length && this.stretches[i].from < to; i++) {
      const { what, detail, from: began, to: ended } = this.stretches[i];
      const lasted = Math.min(ended, to) - Math.max(began, from);
      if (what === "processing") busy += lasted;
      else if (BLOCKED_OUTPUT.has(detail)) backPressured += lasted;
      else idle += lasted;
    }
    const whole = Math.max(1, to - from);
    return { busy: busy / whole, backPressured: backPressured / whole, idle: idle / whole };
  }
}

/** The stretches of all attempts of a trace of at least buffer level. */
export class ActivityIndex {
  readonly tasks = new Map<number, TaskActivities>();
  readonly #store: TraceStore;
  #next = 0;

  constructor(store: TraceStore) {
    this.#store = store;
  }

  task(task: number): TaskActivities {
    let activities = this.tasks.get(task);
    if (activities === undefined) {
      activities = new TaskActivities();
      this.tasks.set(task, activities);
    }
    return activities;
  }

  /** Takes up what was appended to the store. */
  update(): void {
    for (; this.#next < this.#store.count; this.#next++) this.#take(this.#next);
  }

  #take(seq: number): void {
    const store = this.#store;
    const kind = store.kind(seq);
    const { stretches } = this.task(store.task(seq));
    const last = stretches[stretches.length - 1];
    const t = store.t(seq);
    switch (kind) {
      case "proc.begin":
        // The end is not later than what its proc.end tells; work is charged, and time passes after it.
        stretches.push({ what: "processing", detail: ACTIVITIES[store.b(seq)] ?? "mail", from: t, to: t, seq });
        return;
      case "proc.end":
        if (last?.what === "processing") last.to = last.from + store.x(seq);
        return;
      case "wait.begin":
        stretches.push({
          what: "waiting",
          detail: WAIT_REASONS[store.a(seq)] ?? "no-input",
          from: last === undefined ? t : Math.max(t, last.to),
          to: Number.POSITIVE_INFINITY,
          seq,
        });
        return;
      case "wait.end":
        if (last?.what === "waiting") last.to = Math.max(last.from, t);
        return;
      case "exec.state":
        if (store.b(seq) >= FINISHED && last !== undefined && last.to > t) last.to = Math.max(last.from, t);
        return;
    }
  }
}

/** Position in `EXECUTION_STATES`. */
const FINISHED = 5;
