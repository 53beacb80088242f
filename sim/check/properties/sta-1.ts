import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, numberField, textField, textOf } from "../values.ts";
import { possibleKeyGroups } from "./key-group.ts";

interface Vertex {
  readonly parallelism: number;
  readonly maxParallelism: number;
  /** Key group of each key that was computed before. */
  readonly known: Map<unknown, number>;
}

interface Task {
  readonly first: number;
  readonly last: number;
  readonly vertex: Vertex | undefined;
  readonly event: EventId;
}

/** STA-1: a key is handled by the subtask that owns its key group; the ranges (both ends included) share out all key groups. */
export class KeysAtTheirOwner implements Checker {
  readonly id = "STA-1";
  readonly kinds = ["vertex.def", "exec.def", "st.read", "st.write", "st.del", "timer.set"] as const;
  private readonly vertices = new Map<string, Vertex>();
  private readonly tasks = new Map<number, Task>();

  on(event: TraceEvent, report: Report): void {
    if (event.kind === "vertex.def") {
      this.vertices.set(textField(event, "id"), {
        parallelism: numberField(event, "parallelism", 1),
        maxParallelism: numberField(event, "maxParallelism", 128),
        known: new Map(),
      });
    } else if (event.kind === "exec.def") this.define(event, report);
    else if (event.kind === "timer.set") this.check(event, numberField(event, "kg", -1), report);
    else this.check(event, event.b, report);
  }

  private define(event: TraceEvent, report: Report): void {
    const first = numberField(event, "kgStart", -1);
    const last = numberField(event, "kgEnd", -1);
    const vertex = this.vertices.get(textField(event, "vertex"));
    this.tasks.set(event.task, { first, last, vertex, event: event.id });
    if (vertex === undefined || first < 0 || last < first) return;
    const subtask = numberField(event, "subtask", 0);
    const { parallelism, maxParallelism } = vertex;
    const from = Math.ceil((subtask * maxParallelism) / parallelism);
    const to = Math.ceil(((subtask + 1) * maxParallelism) / parallelism) - 1;
    if (first !== from || last !== to)
      report(
        event.id,
        `Subtask ${subtask} of ${parallelism} owns the key groups ${first} to ${last} instead of ${from} to ${to}.`,
      );
  }

  private check(event: TraceEvent, group: number, report: Report): void {
    const task = this.tasks.get(event.task);
    if (task === undefined || group < 0 || task.first < 0) return;
    if (group < task.first || group > task.last) {
      report(event.id, `Task ${event.task} handled key group ${group}, but owns ${task.first} to ${task.last}.`, [
        task.event,
      ]);
      return;
    }
    const key = field(event, "key");
    const { vertex } = task;
    if (vertex === undefined || key === undefined || vertex.known.get(key) === group) return;
    const possible = possibleKeyGroups(key, vertex.maxParallelism);
    if (possible.length > 0 && !possible.includes(group))
      report(
        event.id,
        `Key ${textOf(key)} was put into key group ${group} instead of ${possible[possible.length - 1]}.`,
        [task.event],
      );
    else if (typeof key !== "object") vertex.known.set(key, group);
  }
}
