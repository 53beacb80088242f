import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, listField, numberField, textField } from "../values.ts";

/** One list of an operator over all of its subtasks: how often each element is in it. */
interface Elements {
  readonly union: boolean;
  readonly counts: Map<unknown, number>;
  event: EventId;
}

/** By operator id, then by name. */
type Lists = Map<string, Map<string, Elements>>;

/** STA-4: what operator lists hold comes back: each element of a split list in one subtask, a union list whole in all. */
export class ListElementsAreRestored implements Checker {
  readonly id = "STA-4";
  readonly kinds = [
    "topo.epoch",
    "vertex.def",
    "exec.def",
    "state.cut",
    "state.load",
    "cp.fail",
    "cp.subsume",
  ] as const;
  private readonly parallelisms = new Map<string, number>();
  private readonly vertices = new Map<number, string>();
  private readonly cuts = new Map<number, Lists>();
  /** What the present epoch has restored so far, and by how many subtasks of an operator. */
  private readonly restored: Lists = new Map();
  private readonly subtasks = new Map<string, number>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "topo.epoch":
        this.restored.clear();
        this.subtasks.clear();
        this.vertices.clear();
        return;
      case "vertex.def":
        this.parallelisms.set(textField(event, "id"), numberField(event, "parallelism", 1));
        return;
      case "exec.def":
        this.vertices.set(event.task, textField(event, "vertex"));
        return;
      case "state.cut": {
        let lists = this.cuts.get(event.ch);
        if (lists === undefined) {
          lists = new Map();
          this.cuts.set(event.ch, lists);
        }
        add(lists, event);
        return;
      }
      case "state.load":
        // One event of each operator and subtask is about its lists.
        if (field(event, "digest") === null && this.vertices.has(event.task)) this.load(event, report);
        return;
      default:
        this.cuts.delete(event.ch);
    }
  }

  private load(event: TraceEvent, report: Report): void {
    const operator = textField(event, "op");
    add(this.restored, event);
    const done = (this.subtasks.get(operator) ?? 0) + 1;
    this.subtasks.set(operator, done);
    const cut = this.cuts.get(event.ch);
    const parallelism = this.parallelisms.get(this.vertices.get(event.task) ?? "");
    if (cut === undefined || done !== parallelism) return;
    const restored = this.restored.get(operator);
    for (const [name, there] of cut.get(operator) ?? []) this.compare(event, name, there, restored?.get(name), report);
    for (const [name, { event: witness }] of restored ?? [])
      if (cut.get(operator)?.has(name) !== true)
        report(event.id, `${operator} restored a list ${name}, which checkpoint ${event.ch} does not hold.`, [witness]);
  }

  private compare(event: TraceEvent, name: string, there: Elements, here: Elements | undefined, report: Report): void {
    const operator = textField(event, "op");
    const times = there.union ? (this.subtasks.get(operator) ?? 1) : 1;
    for (const element of new Set([...there.counts.keys(), ...(here?.counts.keys() ?? [])])) {
      const expected = (there.counts.get(element) ?? 0) * times;
      const found = here?.counts.get(element) ?? 0;
      if (found === expected) continue;
      report(
        event.id,
        `Of the list ${name} of ${operator} an element is there ${found} × after the restore of checkpoint ${event.ch}, instead of ${expected} ×.`,
        here === undefined ? [there.event] : [there.event, here.event],
      );
      return;
    }
  }
}

function add(lists: Lists, event: TraceEvent): void {
  const operator = textField(event, "op");
  const named = lists.get(operator) ?? new Map<string, Elements>();
  lists.set(operator, named);
  for (const list of listField(event, "lists")) {
    const [name, mode, elements] = Array.isArray(list) ? list : [];
    if (!Array.isArray(elements)) continue;
    const known = named.get(String(name));
    const all = known ?? { union: mode === "union", counts: new Map<unknown, number>(), event: event.id };
    for (const element of elements) all.counts.set(element, (all.counts.get(element) ?? 0) + 1);
    all.event = event.id;
    if (known === undefined) named.set(String(name), all);
  }
}
