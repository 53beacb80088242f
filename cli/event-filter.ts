/** Which events `tidemark trace` shows. */
import type { Names } from "../sim/narrate/names.ts";
import { nearestName } from "../src/config/nearest-name.ts";
import { TRACE_KINDS } from "../src/trace/kinds.ts";
import type { TraceEvent } from "../src/trace/trace.ts";
import { UserError } from "./user-error.ts";

/** As the command line has them. */
export interface FilterOptions {
  readonly kind?: readonly string[];
  readonly task?: readonly string[];
  /** Virtual time, ms, inclusive. */
  readonly from?: number;
  readonly to?: number;
}

const GROUPS = [...new Set(TRACE_KINDS.filter((kind) => kind.includes(".")).map((kind) => kind.split(".")[0]))];

/** The kinds that `cp`, `cp.*`, `cp.ack` or `cp,txn.commit` mean. Throws `UserError` for a kind that does not exist. */
export function kindsOf(wanted: readonly string[]): ReadonlySet<string> {
  const kinds = new Set<string>();
  for (const name of wanted.flatMap((text) => text.split(","))) {
    const group = name.replace(/\.\*?$/, "");
    const found = TRACE_KINDS.filter((kind) => kind === name || (group !== "" && kind.startsWith(`${group}.`)));
    if (found.length === 0) {
      const nearest = nearestName(name, [...TRACE_KINDS, ...GROUPS]);
      throw new UserError(
        `There is no kind of event ${name}${nearest === null ? `; there is ${GROUPS.join(", ")}.` : `; did you mean ${nearest}?`}`,
      );
    }
    for (const kind of found) kinds.add(kind);
  }
  return kinds;
}

/** Chooses events; knows afterwards which tasks it was asked for in vain. */
export class EventFilter {
  readonly #kinds: ReadonlySet<string> | null;
  readonly #tasks: readonly string[] | null;
  readonly #fromMicros: number;
  readonly #toMicros: number;
  readonly #names: Names;
  /** Names of tasks so far. */
  readonly #seen = new Set<string>();

  /** @param names are fed by the caller, before each event */
  constructor(options: FilterOptions, names: Names) {
    this.#kinds = options.kind === undefined ? null : kindsOf(options.kind);
    this.#tasks = options.task?.map((text) => text.toLowerCase()) ?? null;
    this.#fromMicros = (options.from ?? 0) * 1000;
    this.#toMicros = (options.to ?? Number.POSITIVE_INFINITY) * 1000;
    this.#names = names;
    if (this.#fromMicros > this.#toMicros) throw new UserError("--from is after --to.");
  }

  /** Learns the task's name, too. */
  wants(event: TraceEvent): boolean {
    if (this.#tasks !== null && event.task >= 0) this.#learn(event.task);
    if (this.#kinds !== null && !this.#kinds.has(event.kind)) return false;
    if (event.t < this.#fromMicros || event.t > this.#toMicros) return false;
    return this.#tasks === null || this.#tasks.some((task) => this.#isTask(event.task, task));
  }

  /** Throws `UserError` for a task that the trace does not have. */
  checkTasks(): void {
    for (const task of this.#tasks ?? []) {
      if (this.#seen.has(task)) continue;
      const names = [...this.#seen].filter((name) => !/^\d+$/.test(name));
      const nearest = nearestName(task, names);
      const there = names.length === 0 ? "there are none" : `there is ${names.slice(0, 12).join(", ")}`;
      throw new UserError(
        `There is no task ${task} in this trace; ${nearest === null ? `${there}.` : `did you mean ${nearest}?`}`,
      );
    }
  }

  #learn(task: number): void {
    const name = this.#names.task(task).toLowerCase();
    this.#seen.add(String(task)).add(name).add(vertexOf(name));
  }

  #isTask(task: number, wanted: string): boolean {
    if (task < 0) return false;
    const name = this.#names.task(task).toLowerCase();
    return String(task) === wanted || name === wanted || vertexOf(name) === wanted;
  }
}

/** "gate" of "gate 1": all its subtasks. */
function vertexOf(name: string): string {
  return name.replace(/ \d+$/, "");
}
