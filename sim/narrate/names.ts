/** Readable names of what the events of a run speak of: "gate 1", "TaskManager B", "window [0 s, 5 s) of pier". */
import type { TraceEvent, TraceExt } from "../../src/trace/trace.ts";
import { eventTime } from "./quantities.ts";

interface Vertex {
  readonly name: string;
  readonly parallelism: number;
  readonly isSource: boolean;
}

interface Task {
  readonly vertex: string;
  readonly subtask: number;
  readonly attempt: number;
  readonly tm: string;
}

/** Learns the names while it is fed the events of a run in order. */
export class Names {
  readonly #vertices = new Map<string, Vertex>();
  readonly #tasks = new Map<number, Task>();
  readonly #channels = new Map<number, { readonly from: number; readonly to: number }>();

  learn({ kind, task, ch, ext }: TraceEvent): void {
    if (ext === null) return;
    if (kind === "vertex.def") {
      // Of a list of operators with names, the first; a file may hold anything.
      const operators = Array.isArray(ext.operators) ? (ext.operators as ({ readonly name?: unknown } | null)[]) : [];
      const name = String(operators[0]?.name ?? ext.name);
      const parallelism = Number(ext.parallelism);
      const isSource = name.startsWith("Source: ");
      this.#vertices.set(String(ext.id), { name: name.replace(/^Source: /, ""), parallelism, isSource });
    } else if (kind === "exec.def") {
      const { vertex, subtask, attempt, tm } = ext;
      this.#tasks.set(task, {
        vertex: String(vertex),
        subtask: Number(subtask),
        attempt: Number(attempt),
        tm: String(tm),
      });
    } else if (kind === "chan.def") {
      this.#channels.set(ch, { from: Number(ext.fromTask), to: Number(ext.toTask) });
    }
  }

  /** "gate 1" for the first of two subtasks, "gate" for the only one. */
  task(task: number): string {
    const known = this.#tasks.get(task);
    const vertex = known === undefined ? undefined : this.#vertices.get(known.vertex);
    if (known === undefined || vertex === undefined) return task < 0 ? "the JobManager" : `task ${task}`;
    return vertex.parallelism === 1 ? vertex.name : `${vertex.name} ${known.subtask + 1}`;
  }

  /** "gate, subtask 1 of 2". */
  longTask(task: number): string {
    const known = this.#tasks.get(task);
    const vertex = known === undefined ? undefined : this.#vertices.get(known.vertex);
    if (known === undefined || vertex === undefined) return this.task(task);
    const again = known.attempt > 0 ? `, attempt ${known.attempt + 1}` : "";
    return `${vertex.name}, subtask ${known.subtask + 1} of ${vertex.parallelism}${again}`;
  }

  isSource(task: number): boolean {
    return this.#vertices.get(this.#tasks.get(task)?.vertex ?? "")?.isSource === true;
  }

  attempt(task: number): number {
    return this.#tasks.get(task)?.attempt ?? 0;
  }

  /** The operator chain and subtask that all attempts of a task share. */
  slotOf(task: number): string {
    const known = this.#tasks.get(task);
    return known === undefined ? String(task) : `${known.vertex}/${known.subtask}`;
  }

  /** Where a task runs: "TaskManager A". */
  machineOf(task: number): string {
    return machineName(this.#tasks.get(task)?.tm ?? "");
  }

  /** The task that sends into a channel. */
  sender(channel: number): number {
    return this.#channels.get(channel)?.from ?? -1;
  }

  receiver(channel: number): number {
    return this.#channels.get(channel)?.to ?? -1;
  }

  /** The channels that a task reads. */
  inputs(task: number): number[] {
    return [...this.#channels].filter(([, { to }]) => to === task).map(([channel]) => channel);
  }

  /** Tasks of the newest attempt, in the order in which they were made. */
  newestTasks(): number[] {
    const newest = new Map<string, number>();
    for (const [task] of this.#tasks) newest.set(this.slotOf(task), task);
    return [...newest.values()];
  }
}

/** `tm-B#2` is "TaskManager B"; others by their role. */
export function machineName(id: string): string {
  const manager = /^tm-(\w+)/.exec(id);
  if (manager !== null) return `TaskManager ${manager[1]}`;
  // A service of the user's may be called logistics.
  return id.startsWith("jm") ? "the JobManager" : /^log(#|$)/.test(id) ? "the log" : id;
}

/** "window [0 s, 5 s) of pier" */
export function windowName(ext: TraceExt | null): string {
  const key = ext?.key === undefined || ext.key === null ? "" : ` of ${keyName(ext.key)}`;
  return `window [${eventTime(Number(ext?.start))}, ${eventTime(Number(ext?.end))})${key}`;
}

function keyName(key: unknown): string {
  const text = typeof key === "string" ? key : (JSON.stringify(key) ?? String(key));
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}
