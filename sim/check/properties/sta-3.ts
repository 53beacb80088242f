import type { EventId, TraceEvent } from "../../../src/trace/trace.ts";
import type { Checker, Report } from "../checker.ts";
import { field, listField, numberField, textField } from "../values.ts";

/** Keyed state of one subtask: key groups, both ends included. */
interface Part {
  readonly first: number;
  readonly last: number;
  readonly digest: unknown;
  readonly event: EventId;
}

/** Parts by operator id. */
type Parts = Map<string, Part[]>;

/** STA-3: the keyed state that an operator restores is all that its subtasks stored, each key group once, whatever the parallelism. */
export class KeyGroupsAreRestored implements Checker {
  readonly id = "STA-3";
  readonly kinds = ["exec.def", "state.cut", "state.load", "restore.end", "cp.fail", "cp.subsume"] as const;
  private readonly ranges = new Map<number, Part>();
  private readonly cuts = new Map<number, Parts>();
  private readonly loads = new Map<number, Parts>();

  on(event: TraceEvent, report: Report): void {
    switch (event.kind) {
      case "exec.def": {
        const first = numberField(event, "kgStart", 0);
        const last = numberField(event, "kgEnd", -1);
        this.ranges.set(event.task, { first, last, digest: null, event: event.id });
        return;
      }
      case "state.cut":
        add(this.cuts, event.ch, event);
        return;
      case "state.load":
        this.load(event, report);
        return;
      case "restore.end":
        this.judge(event, report);
        return;
      default:
        this.cuts.delete(event.ch);
    }
  }

  private load(event: TraceEvent, report: Report): void {
    const part = add(this.loads, event.task, event);
    const stored = this.cuts.get(event.ch);
    const own = this.ranges.get(event.task);
    if (part === null || stored === undefined || own === undefined) return;
    const operator = textField(event, "op");
    const same = ({ first, last, digest }: Part) =>
      first === part.first && last === part.last && digest === part.digest;
    if (!(stored.get(operator) ?? []).some(same))
      report(
        event.id,
        `Task ${event.task} restored key groups ${part.first} to ${part.last} of ${operator} from bytes that this operator did not put into checkpoint ${event.ch}.`,
      );
    for (const other of this.loads.get(event.task)?.get(operator) ?? []) {
      const both = common(common(other, own), part);
      if (other !== part && both.size > 0)
        report(event.id, `Task ${event.task} restored key group ${both.first} of ${operator} twice.`, [other.event]);
    }
  }

  private judge(event: TraceEvent, report: Report): void {
    const own = this.ranges.get(event.task);
    const loaded = this.loads.get(event.task);
    const stored = this.cuts.get(event.ch);
    this.loads.delete(event.task);
    if (own === undefined || loaded === undefined || stored === undefined) return;
    const size = (parts: readonly Part[]) => parts.reduce((sum, part) => sum + common(part, own).size, 0);
    for (const [operator, parts] of loaded) {
      const there = stored.get(operator) ?? [];
      if (size(parts) < size(there))
        report(
          event.id,
          `Task ${event.task} restored ${size(parts)} of its key groups of ${operator}, but checkpoint ${event.ch} holds ${size(there)} of them.`,
          there.filter((part) => common(part, own).size > 0).map((part) => part.event),
        );
    }
  }
}

/** Gives the part that the event tells of; null if the operator is not keyed, which is remembered too. */
function add(all: Map<number, Parts>, place: number, event: TraceEvent): Part | null {
  const operator = textField(event, "op");
  let parts = all.get(place);
  if (parts === undefined) {
    parts = new Map();
    all.set(place, parts);
  }
  const list = parts.get(operator) ?? [];
  parts.set(operator, list);
  const [first, last] = listField(event, "groups");
  if (typeof first !== "number" || typeof last !== "number") return null;
  const part = { first, last, digest: field(event, "digest"), event: event.id };
  list.push(part);
  return part;
}

function common(
  a: { readonly first: number; readonly last: number },
  b: { readonly first: number; readonly last: number },
): { readonly first: number; readonly last: number; readonly size: number } {
  const first = Math.max(a.first, b.first);
  const last = Math.min(a.last, b.last);
  return { first, last, size: Math.max(0, last - first + 1) };
}
