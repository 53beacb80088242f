import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import { EXEC_FINISHED } from "../../check/states.ts";
import { numberField, textField } from "../../check/values.ts";
import type { IdOf, Probe, ProbeFold, Reach } from "./probe.ts";

/** Channels, event time, timers, sources and shapes of jobs. */
export const DATA_PROBES = [
  { id: "credit-zero", statement: "A channel had data and no credit." },
  { id: "output-full", statement: "A task had to wait for room in its output." },
  { id: "overdraft", statement: "A task took more buffers than its pool has." },
  { id: "late-record", statement: "A record was dropped because it was late." },
  { id: "idle-then-active", statement: "All inputs of a task were idle, and one became active again." },
  { id: "idle-split", statement: "A split of a source was idle." },
  { id: "timer-in-callback", statement: "A timer was registered in the callback of another one." },
  { id: "timer-behind-watermark", statement: "A timer was registered for a time that the watermark had passed." },
  { id: "timers-restored", statement: "Pending timers were restored." },
  { id: "window-restored", statement: "A window fired with records of before a restore." },
  { id: "union-with-itself", statement: "A task read the same stream twice." },
  { id: "source-without-split", statement: "A subtask of a source finished that never had a split." },
  { id: "split-without-records", statement: "A split was read to its end that has no records." },
  { id: "rewound", statement: "A source read records again that it had read before." },
] as const satisfies readonly Probe[];

const OPENED = 0;
const RELEASED = 1;
const IDLE = 2;
const OUTPUT_WAIT = 13;

/** Folds what happens to data. */
export class DataProbes implements ProbeFold<IdOf<typeof DATA_PROBES>> {
  readonly #idleTasks = new Set<number>();
  readonly #watermarks = new Map<number, number>();
  readonly #fired = new Map<number, EventId>();
  /** Pairs of vertices that an edge joins. */
  readonly #edges = new Set<string>();
  readonly #targets = new Set<string>();
  readonly #vertexOf = new Map<number, string>();
  readonly #readers = new Set<number>();
  /** Greatest offset that was read, by vertex and split. */
  readonly #offsets = new Map<string, number>();
  /** Tasks that were restored, and windows that they have opened themselves. */
  readonly #restored = new Set<number>();
  readonly #opened = new Map<number, Set<string>>();

  on(event: TraceEvent, reach: Reach<IdOf<typeof DATA_PROBES>>): void {
    const { task } = event;
    switch (event.kind) {
      case "credit.zero":
        reach("credit-zero");
        return;
      case "wait.begin":
        if (task >= 0 && event.a === OUTPUT_WAIT) reach("output-full");
        return;
      case "pool.state":
        if (event.x > 0) reach("overdraft");
        return;
      case "rec.late":
        if (event.b === 0) reach("late-record");
        return;
      case "wm.idle":
        if (event.ch < 0) this.#idleTasks.add(task);
        return;
      case "wm.active":
        if (event.ch < 0 && this.#idleTasks.delete(task)) reach("idle-then-active");
        return;
      case "wm.advance":
        this.#watermarks.set(task, event.x);
        return;
      case "timer.fire":
        this.#fired.set(task, event.id);
        return;
      case "timer.set":
        if (event.cause >= 0 && event.cause === this.#fired.get(task)) reach("timer-in-callback");
        if (event.b === 0 && event.x <= (this.#watermarks.get(task) ?? Number.NEGATIVE_INFINITY))
          reach("timer-behind-watermark");
        return;
      case "timer.pending":
        if (event.a === 1 && Array.isArray(event.ext?.timers) && event.ext.timers.length > 0) reach("timers-restored");
        return;
      case "win.open":
      case "win.fire":
        this.#onWindow(event, reach);
        return;
      case "edge.def":
      case "exec.def":
      case "exec.state":
      case "restore.begin":
        this.#onTopology(event, reach);
        return;
      case "src.split":
      case "src.emit":
        this.#onSplit(event, reach);
        return;
    }
  }

  #onWindow(event: TraceEvent, reach: Reach<IdOf<typeof DATA_PROBES>>): void {
    if (!this.#restored.has(event.task)) return;
    const name = `${textField(event, "key")} ${numberField(event, "start", 0)} ${numberField(event, "end", 0)}`;
    const opened = this.#opened.get(event.task) ?? new Set<string>();
    this.#opened.set(event.task, opened);
    if (event.kind === "win.open") opened.add(name);
    else if (!opened.has(name)) reach("window-restored");
  }

  #onTopology(event: TraceEvent, reach: Reach<IdOf<typeof DATA_PROBES>>): void {
    const { task } = event;
    switch (event.kind) {
      case "edge.def": {
        const ends = `${textField(event, "from")} ${textField(event, "to")}`;
        if (this.#edges.has(ends)) reach("union-with-itself");
        this.#edges.add(ends);
        this.#targets.add(textField(event, "to"));
        return;
      }
      case "exec.def":
        this.#vertexOf.set(task, textField(event, "vertex"));
        return;
      case "restore.begin":
        this.#restored.add(task);
        return;
      default:
        if (event.b !== EXEC_FINISHED || this.#readers.has(task) || this.#restored.has(task)) return;
        if (!this.#targets.has(this.#vertexOf.get(task) ?? "")) reach("source-without-split");
    }
  }

  #onSplit(event: TraceEvent, reach: Reach<IdOf<typeof DATA_PROBES>>): void {
    const split = `${this.#vertexOf.get(event.task)} ${textField(event, "split")}`;
    if (event.kind === "src.split") {
      if (event.a === OPENED) this.#readers.add(event.task);
      else if (event.a === IDLE) reach("idle-split");
      else if (event.a === RELEASED && !this.#offsets.has(split)) reach("split-without-records");
      return;
    }
    const greatest = this.#offsets.get(split) ?? -1;
    if (event.b <= greatest) reach("rewound");
    this.#offsets.set(split, Math.max(greatest, event.b));
  }
}
