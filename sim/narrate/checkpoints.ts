/** Checkpoints: one of them step by step (trigger, barriers, alignment, snapshot, acknowledgement), the others in a line. */
import type { TraceEvent } from "../../src/trace/trace.ts";
import type { Moment } from "./moment.ts";
import { countOf, duration, listOf } from "./quantities.ts";
import type { RunIndex } from "./run-index.ts";

const REASONS: Readonly<Record<string, string>> = {
  CHECKPOINT_EXPIRED: "its time is up",
  CHECKPOINT_ASYNC_EXCEPTION: "a snapshot could not be stored",
  CHECKPOINT_DECLINED: "a subtask declined it",
  CHECKPOINT_SUBSUMED: "a younger one completed before it",
  CHECKPOINT_STORAGE: "it could not be stored",
  TRIGGER_CHECKPOINT_FAILURE: "a source could not take part",
  CHECKPOINT_COORDINATOR_SUSPEND: "the job is being restarted",
};
/** A wait that is worth a sentence, µs. */
const NOTABLE_WAIT = 50_000;

interface Progress {
  readonly tasks: readonly number[];
  readonly acknowledged: Set<number>;
  readonly at: number;
  /** Channels that are stopped behind their barrier, by task. */
  readonly blocked: Map<number, number[]>;
  readonly aligned: Set<number>;
  injected: number;
}

/** Tells checkpoints from their events, in order. */
export class CheckpointChapter {
  readonly #run: RunIndex;
  /** The checkpoint that is told in full; -1: none. */
  readonly #full: number;
  readonly #progress = new Map<number, Progress>();
  readonly #sent = new Map<number, number>();
  readonly #over = new Set<number>();
  readonly #commits = new Set<number>();
  #barrierExplained = false;
  #waitExplained = false;

  constructor(run: RunIndex) {
    this.#run = run;
    for (const { kind, ch, b } of run.events) if (kind === "txn.pre" && b > 0) this.#commits.add(ch);
    const [failed] = run.failed;
    const [completed] = run.completed;
    const { subject } = run;
    this.#full =
      subject === "expired" ? failed : subject === "alignment" || subject === "transactions" ? (completed ?? -1) : -1;
  }

  tell(event: TraceEvent): Moment | null {
    const text = this.#sentence(event);
    if (text === null) return null;
    const full = event.ch === this.#full || event.a === this.#full;
    return { t: event.t, order: this.#run.order(event), text, fold: full ? undefined : event.kind };
  }

  #sentence(event: TraceEvent): string | null {
    const { names } = this.#run;
    switch (event.kind) {
      case "src.emit":
        this.#sent.set(event.task, (this.#sent.get(event.task) ?? 0) + 1);
        return null;
      case "cp.trigger":
        return this.#triggered(event);
      case "cp.inject":
        return this.#injected(event);
      case "cp.block":
        return this.#blocked(event);
      case "cp.aligned":
        return this.#aligned(event);
      case "cp.ack":
        this.#progress.get(event.ch)?.acknowledged.add(event.task);
        return this.#acknowledged(event);
      case "cp.decline":
        return `${names.task(event.task)} cannot take part in checkpoint ${event.ch}.`;
      case "cp.complete":
        return this.#complete(event);
      case "cp.fail":
        return this.#failed(event);
      default:
        return null;
    }
  }

  #triggered(event: TraceEvent): string | null {
    const tasks = (event.ext?.tasks as readonly number[] | undefined) ?? [];
    this.#progress.set(event.ch, {
      tasks,
      acknowledged: new Set(),
      at: event.t,
      blocked: new Map(),
      aligned: new Set(),
      injected: 0,
    });
    if (event.ch !== this.#full) return null;
    const sources = tasks.filter((task) => this.#run.names.isSource(task)).map((task) => this.#run.names.task(task));
    return `The JobManager starts checkpoint ${event.ch}: it calls ${listOf(sources)} to send a barrier, a mark in the stream between before and after.`;
  }

  #injected(event: TraceEvent): string | null {
    const progress = this.#progress.get(event.ch);
    if (event.ch !== this.#full || progress === undefined) return null;
    const name = this.#run.names.task(event.task);
    const records = countOf(this.#sent.get(event.task) ?? 0, "record");
    const late =
      event.t - progress.at > NOTABLE_WAIT ? `, only ${duration(event.t - progress.at)} after the start` : "";
    if (progress.injected++ === 0)
      return `${name} notes its position, ${records} sent, and sends barrier ${event.ch} behind them${late}.`;
    return `${name} does the same after ${records}${late}.`;
  }

  #blocked(event: TraceEvent): string | null {
    const progress = this.#progress.get(event.a);
    if (progress === undefined) return null;
    const { names } = this.#run;
    const before = progress.blocked.get(event.task) ?? [];
    progress.blocked.set(event.task, [...before, event.ch]);
    if (event.a !== this.#full || before.length > 0) return null;
    const others = names.inputs(event.task).filter((channel) => channel !== event.ch);
    if (others.length === 0) return null;
    const waited = listOf(others.map((channel) => names.task(names.sender(channel))));
    const [reader, sender] = [names.task(event.task), names.task(names.sender(event.ch))];
    if (this.#barrierExplained) return `${reader} has the barrier of ${sender} and waits for that of ${waited}.`;
    this.#barrierExplained = true;
    return `${reader} has the barrier of ${sender} and reads no more from it: what comes now is after the checkpoint. It goes on with ${waited} until that barrier comes.`;
  }

  #aligned(event: TraceEvent): string | null {
    this.#progress.get(event.ch)?.aligned.add(event.task);
    if (event.ch !== this.#full) return null;
    const { names } = this.#run;
    const reader = names.task(event.task);
    if (names.inputs(event.task).length < 2) return null;
    const last = names.task(names.sender(event.a));
    if (this.#over.has(event.ch))
      return `${reader} has the barrier of ${last} at last: too late for checkpoint ${event.ch}.`;
    if (this.#waitExplained) return `${reader} has all barriers, too, after ${duration(event.x)} for ${last}.`;
    this.#waitExplained = true;
    return `${reader} has the barriers of all inputs: it has waited ${duration(event.x)} for ${last}. Its state now holds all records before the barriers and none behind them: it takes the snapshot and reads on.`;
  }

  #acknowledged(event: TraceEvent): string | null {
    const progress = this.#progress.get(event.ch);
    if (event.ch !== this.#full || progress === undefined || event.task < 0) return null;
    const others = progress.tasks.length - [...progress.acknowledged].filter((task) => task >= 0).length;
    if (others > 0 && (others < progress.tasks.length - 1 || progress.tasks.length < 3)) return null;
    const name = this.#run.names.task(event.task);
    if (others === 0) return `${name} acknowledges as the last one.`;
    return `${name} has stored its snapshot and acknowledges; ${countOf(others, "other")} to come.`;
  }

  #complete(event: TraceEvent): string | null {
    const progress = this.#progress.get(event.ch);
    if (event.ch !== this.#full) {
      // The commit that follows says it.
      if (this.#run.subject !== "recovery" && this.#commits.has(event.ch)) return null;
      const sources = (progress?.tasks ?? []).filter((task) => this.#run.names.isSource(task));
      const read = sources.map(
        (task) => `${this.#run.names.task(task)} after ${countOf(this.#sent.get(task) ?? 0, "record")}`,
      );
      const where = this.#run.subject === "recovery" && read.length > 0 ? `; positions: ${listOf(read)}` : "";
      return `Checkpoint ${event.ch} is complete${where}.`;
    }
    return `All ${countOf(progress?.tasks.length ?? 0, "subtask")} have acknowledged: checkpoint ${event.ch} is complete, ${duration(event.x)} after its start. The job could restart from here.`;
  }

  #failed(event: TraceEvent): string {
    const { names } = this.#run;
    this.#over.add(event.ch);
    const progress = this.#progress.get(event.ch);
    const reason = String(event.ext?.reason);
    const why = REASONS[reason] ?? reason.toLowerCase().replaceAll("_", " ");
    const head = `Checkpoint ${event.ch} is given up after ${duration(event.x)}: ${why}`;
    if (progress === undefined || reason !== "CHECKPOINT_EXPIRED") return `${head}.`;
    const missing = progress.tasks.filter((task) => !progress.acknowledged.has(task));
    const barriers = missing.flatMap((task) => {
      const stopped = progress.blocked.get(task) ?? [];
      const lacking = names.inputs(task).filter((channel) => !stopped.includes(channel));
      if (lacking.length === 0 || progress.aligned.has(task)) return [];
      return [`${names.task(task)} for the barrier of ${listOf(lacking.map((ch) => names.task(names.sender(ch))))}`];
    });
    const waits = barriers.length > 0 ? `; still waiting were ${listOf(barriers)}` : "";
    return `${head}, and ${listOf(missing.map((task) => names.task(task)))} had not acknowledged${waits}.`;
  }
}
