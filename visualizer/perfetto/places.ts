/** Where the things of a run are shown: machines are processes, attempts of subtasks are their threads. */
import { machineName } from "../../sim/narrate/names.ts";
import type { TraceEvent, TraceExt } from "../../src/trace/trace.ts";
import type { MetadataRow, Place } from "./chrome-event.ts";

const JOB_MANAGER_PID = 1;
const FIRST_TASK_MANAGER_PID = 2;
const SOURCES_PID = 90;
const OUTPUT_PID = 91;

/** The JobManager has one thread. */
export const JOB_MANAGER: Place = { pid: JOB_MANAGER_PID, tid: 1 };

interface Task {
  readonly place: Place;
  /** `sum[2]`: the subtask, counted from 1, whatever its attempt. */
  readonly subtask: string;
  /** First operator of its vertex. */
  readonly operator: string;
}

/** Its ends as attempts; -1 where no event has told of them. */
interface Channel {
  readonly from: number;
  readonly to: number;
  /** Buffers that may be sent before any is granted; null within a machine, where nothing needs a credit. */
  readonly credits: number | null;
}

const UNKNOWN_CHANNEL: Channel = { from: -1, to: -1, credits: null };

/** Learns all places of a trace before its first row is written, since metadata comes first. */
export class Places {
  readonly #rows: MetadataRow[] = [];
  readonly #operators = new Map<string, string>();
  /** By `tm-A#1`, and by `A`. */
  readonly #machines = new Map<string, number>();
  readonly #byIndex = new Map<number, number>();
  readonly #tasks = new Map<number, Task>();
  readonly #splits = new Map<string, Place>();
  readonly #logs = new Map<string, Place>();
  readonly #exclusive = new Map<string, number>();
  readonly #channels = new Map<number, Channel>();
  readonly #processes = new Set<number>();
  #lastTid = JOB_MANAGER.tid;

  constructor(events: readonly TraceEvent[]) {
    this.#process(JOB_MANAGER_PID, "JobManager");
    this.#thread(JOB_MANAGER, "JobManager", 0);
    for (const event of events) if (event.ext !== null) this.#learn(event, event.ext);
  }

  /** Names and order of all of them, each once. */
  get metadata(): readonly MetadataRow[] {
    return this.#rows;
  }

  /** Of an attempt; of the JobManager for -1 and for what no event has told of. */
  task(task: number): Place {
    return this.#tasks.get(task)?.place ?? JOB_MANAGER;
  }

  subtask(task: number): string {
    return this.#tasks.get(task)?.subtask ?? `task ${task}`;
  }

  channel(channel: number): Channel {
    return this.#channels.get(channel) ?? UNKNOWN_CHANNEL;
  }

  /** `map>window` */
  route(channel: number): string {
    const { from, to } = this.channel(channel);
    return `${this.#tasks.get(from)?.operator ?? "?"}>${this.#tasks.get(to)?.operator ?? "?"}`;
  }

  /** Of a TaskManager by its index. */
  machine(index: number): Place {
    return { pid: this.#byIndex.get(index) ?? JOB_MANAGER_PID, tid: 0 };
  }

  /** Of the TaskManager that a fault is aimed at; null if it is aimed at no single one. */
  target(spec: string): Place | null {
    const pid = this.#machines.get(/:tm=(\w+)[,@]/.exec(spec)?.[1] ?? "");
    return pid === undefined ? null : { pid, tid: 0 };
  }

  split(id: string): Place {
    return this.#splits.get(id) ?? { pid: SOURCES_PID, tid: 0 };
  }

  log(name: string): Place {
    return this.#logs.get(name) ?? { pid: OUTPUT_PID, tid: 0 };
  }

  #learn({ kind, task, ch }: TraceEvent, ext: TraceExt): void {
    if (kind === "tm.def") this.#learnMachine(ch, String(ext.id));
    else if (kind === "vertex.def") this.#operators.set(String(ext.id), firstOperator(ext));
    else if (kind === "exec.def") this.#learnTask(task, ext);
    else if (kind === "chan.def") {
      const credits = ext.local === true ? null : (this.#exclusive.get(String(ext.edge)) ?? 0);
      this.#channels.set(ch, { from: Number(ext.fromTask), to: Number(ext.toTask), credits });
    } else if (kind === "edge.def") this.#exclusive.set(String(ext.id), Number(ext.exclusiveBuffers) || 0);
    else if (kind === "split.def") this.#learnThread(this.#splits, SOURCES_PID, "Sources", String(ext.id));
    else if (kind === "src.emit") this.#learnThread(this.#splits, SOURCES_PID, "Sources", String(ext.split));
    else if (ext.log !== undefined) this.#learnThread(this.#logs, OUTPUT_PID, "Visible output", String(ext.log));
  }

  #learnMachine(index: number, id: string): void {
    // Between the TaskManagers of a large cluster, the two fixed processes keep their numbers.
    const pid = FIRST_TASK_MANAGER_PID + index + (FIRST_TASK_MANAGER_PID + index >= SOURCES_PID ? 2 : 0);
    const name = machineName(id);
    this.#process(pid, name);
    this.#byIndex.set(index, pid);
    this.#machines.set(id, pid);
    this.#machines.set(name.replace(/^TaskManager /, ""), pid);
  }

  #learnTask(task: number, { vertex, subtask, attempt, tm }: TraceExt): void {
    if (this.#tasks.has(task)) return;
    const operator = this.#operators.get(String(vertex)) ?? "task";
    const name = `${operator}[${Number(subtask) + 1}]`;
    const place = { pid: this.#machines.get(String(tm)) ?? JOB_MANAGER_PID, tid: ++this.#lastTid };
    this.#tasks.set(task, { place, subtask: name, operator });
    this.#thread(place, `${name} #${Number(attempt) + 1}`, place.tid);
  }

  #learnThread(known: Map<string, Place>, pid: number, process: string, name: string): void {
    if (known.has(name)) return;
    const place = { pid, tid: ++this.#lastTid };
    known.set(name, place);
    this.#process(pid, process);
    this.#thread(place, name, place.tid);
  }

  #process(pid: number, name: string): void {
    if (this.#processes.has(pid)) return;
    this.#processes.add(pid);
    this.#rows.push({ ph: "M", pid, tid: 0, name: "process_name", args: { name } });
    this.#rows.push({ ph: "M", pid, tid: 0, name: "process_sort_index", args: { sort_index: pid } });
  }

  #thread(place: Place, name: string, position: number): void {
    this.#rows.push({ ph: "M", ...place, name: "thread_name", args: { name } });
    this.#rows.push({ ph: "M", ...place, name: "thread_sort_index", args: { sort_index: position } });
  }
}

/** A file may hold anything. */
function firstOperator({ operators, name }: TraceExt): string {
  const first: unknown = Array.isArray(operators) ? operators[0] : null;
  const own = typeof first === "object" && first !== null && "name" in first ? first.name : name;
  return String(own).replace(/^Source: /, "");
}
