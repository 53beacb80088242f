/** Readable names of what events speak of: "gate 1", "TaskManager B", "the JobManager". */
import type { TraceExt } from "../../src/trace/trace.ts";
import { letterOf } from "../fold/fold-cluster.ts";
import type { Language } from "../text/catalogue.ts";
import { ENDPOINTS } from "../text/events-words.ts";
import type { TraceStore } from "../trace/trace-store.ts";
import { eventTime, UNKNOWN } from "./quantities.ts";

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

const KEY_LENGTH = 24;

/** Learns the names while it is fed the events of a run in order. */
export class RunNames {
  readonly #vertices = new Map<string, Vertex>();
  readonly #tasks = new Map<number, Task>();
  readonly #channels = new Map<number, { readonly from: number; readonly to: number }>();
  readonly #machines = new Map<number, string>();

  learn(store: TraceStore, seq: number): void {
    const kind = store.kind(seq);
    if (kind !== "vertex.def" && kind !== "exec.def" && kind !== "chan.def" && kind !== "tm.def") return;
    const ext = store.ext(seq) ?? {};
    if (kind === "vertex.def") {
      if (typeof ext.id === "string") this.#vertices.set(ext.id, vertexOf(ext));
    } else if (kind === "exec.def")
      this.#tasks.set(store.task(seq), {
        vertex: String(ext.vertex),
        subtask: Number(ext.subtask),
        attempt: Number(ext.attempt ?? 0),
        tm: String(ext.tm ?? ""),
      });
    else if (kind === "chan.def")
      this.#channels.set(store.ch(seq), { from: Number(ext.fromTask), to: Number(ext.toTask) });
    else if (typeof ext.id === "string") this.#machines.set(store.ch(seq), ext.id);
  }

  /** "gate 1" for the first of two subtasks, "gate" for the only one. */
  task(task: number, language: Language): string {
    const known = this.#tasks.get(task);
    const vertex = known && this.#vertices.get(known.vertex);
    if (known === undefined || vertex === undefined) {
      if (Number.isNaN(task)) return UNKNOWN[language];
      if (task < 0) return language === "en" ? "the JobManager" : "JobManager";
      return language === "en" ? `task ${task}` : `任务 ${task}`;
    }
    return this.subtask(known.vertex, known.subtask);
  }

  /** "gate 1" by vertex and index. */
  subtask(vertexId: string, subtask: number): string {
    const vertex = this.#vertices.get(vertexId);
    if (vertex === undefined) return `${vertexId} ${subtask + 1}`;
    return vertex.parallelism === 1 ? vertex.name : `${vertex.name} ${subtask + 1}`;
  }

  /** "gate 1, attempt 2"; the first attempt is not told. */
  long(task: number, language: Language): string {
    const attempt = this.#tasks.get(task)?.attempt ?? 0;
    if (attempt === 0) return this.task(task, language);
    const again = language === "en" ? `, attempt ${attempt + 1}` : `（第 ${attempt + 1} 次尝试）`;
    return this.task(task, language) + again;
  }

  vertex(id: unknown, language: Language): string {
    return this.#vertices.get(String(id))?.name ?? (typeof id === "string" ? id : UNKNOWN[language]);
  }

  isSource(task: number): boolean {
    return this.#vertices.get(this.#tasks.get(task)?.vertex ?? "")?.isSource === true;
  }

  /** Where a task runs. */
  machineOf(task: number, language: Language): string {
    return machineName(this.#tasks.get(task)?.tm ?? "", language);
  }

  /** "TaskManager B" by its number in the trace. */
  machine(tm: number, language: Language): string {
    return machineName(this.#machines.get(tm) ?? "", language);
  }

  /** The task that sends into a channel; -1 if it is not known. */
  sender(channel: number): number {
    return this.#channels.get(channel)?.from ?? -1;
  }

  receiver(channel: number): number {
    return this.#channels.get(channel)?.to ?? -1;
  }
}

function vertexOf(ext: TraceExt): Vertex {
  // Of a chain of operators the first; a file may hold anything.
  const operators = Array.isArray(ext.operators) ? (ext.operators as ({ readonly name?: unknown } | null)[]) : [];
  const name = String(operators[0]?.name ?? ext.name ?? ext.id);
  return {
    name: name.replace(/^Source: /, ""),
    parallelism: Number(ext.parallelism ?? 1),
    isSource: name.startsWith("Source: "),
  };
}

/** `tm-B#2` is "TaskManager B"; others by their role. */
export function machineName(id: string, language: Language): string {
  if (id === "") return UNKNOWN[language];
  if (/^tm-\w/.test(id)) return `TaskManager ${letterOf(id)}`;
  if (id.startsWith("jm")) return language === "en" ? "the JobManager" : "JobManager";
  // A service of the user's may be called logistics.
  if (/^log(#|$)/.test(id)) return language === "en" ? "the log" : "日志服务";
  if (id.startsWith("client")) return language === "en" ? "the client" : "客户端";
  return id;
}

/** `jobmaster-job-0` is "JobMaster". */
export function endpointName(endpoint: unknown, language: Language): string {
  if (typeof endpoint !== "string") return UNKNOWN[language];
  return ENDPOINTS[endpoint.split("-")[0]] ?? endpoint;
}

/** "[0 s, 5 s)" */
export function windowName(ext: TraceExt | null, language: Language): string {
  return `[${eventTime(Number(ext?.start), language)}, ${eventTime(Number(ext?.end), language)})`;
}

/** A key as text, cut where it is long. */
export function keyName(key: unknown, language: Language): string {
  if (key === undefined || key === null) return UNKNOWN[language];
  const text = typeof key === "string" ? key : (JSON.stringify(key) ?? String(key));
  return text.length > KEY_LENGTH ? `${text.slice(0, KEY_LENGTH - 1)}…` : text;
}
